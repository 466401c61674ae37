/** Figures and words as people read them. */

const LOCALE = document.documentElement.lang || 'en';
const WHOLE = new Intl.NumberFormat(LOCALE, {maximumFractionDigits: 0});
const MONEY = new Map();
const TIME = new Intl.DateTimeFormat(LOCALE, {hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false});
const DAY = new Intl.DateTimeFormat(LOCALE, {day: 'numeric', month: 'short', year: 'numeric'});

export function money({amount, currency}) {
  if (!MONEY.has(currency)) {
    MONEY.set(currency, new Intl.NumberFormat(LOCALE, {style: 'currency', currency}));
  }
  return MONEY.get(currency).format(amount);
}

/** A figure with so many significant digits, never in powers of ten. */
export function figure(value, digits = 3) {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.min(6, Math.max(0, digits - 1 - magnitude));
  return new Intl.NumberFormat(LOCALE, {maximumFractionDigits: decimals}).format(value);
}

export function whole(value) {
  return WHOLE.format(value);
}

export function bytes(count) {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (count >= 1000 && unit < units.length - 1) {
    count /= 1000;
    unit++;
  }
  return `${figure(count)} ${units[unit]}`;
}

export function duration(seconds) {
  if (seconds < 60) {
    return `${Math.max(0, Math.round(seconds))} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} days`;
}

export function days(count) {
  return count === 1 ? '1 day' : `${whole(count)} days`;
}

export function count(number, one, many = `${one}s`) {
  return `${whole(number)} ${number === 1 ? one : many}`;
}

export function time(instant) {
  return TIME.format(new Date(instant));
}

export function day(instant) {
  return DAY.format(new Date(instant));
}

export function size({x, y, z}) {
  return `${figure(x, 4)} × ${figure(y, 4)} × ${figure(z, 4)} mm`;
}

/** IN_POST_PROCESSING becomes "In post processing". */
export function words(constant) {
  const lower = constant.toLowerCase().replaceAll('_', ' ').replaceAll('-', ' ');
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

const PROCESSES = {
  BJT: 'Binder jetting',
  DED: 'Directed energy deposition',
  MEX: 'Material extrusion',
  MJT: 'Material jetting',
  PBF: 'Powder bed fusion',
  SHL: 'Sheet lamination',
  VPP: 'Vat photopolymerization',
};

/** The name of a process category (ISO/ASTM 52900). */
export function process(category) {
  return PROCESSES[category] || category;
}
