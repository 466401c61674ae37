/** One machine of the fleet. */

import {blob, get, PAGES, post} from '../ui/api.js';
import {ask, doing} from '../ui/dialog.js';
import {el, fill, text} from '../ui/dom.js';
import {duration, process, size, words} from '../ui/format.js';

const AWAY = ['NEVER_SEEN', 'SILENT', 'OFFLINE'];
const BUSY = ['PREPARING', 'PRINTING', 'PAUSED'];
const URGENT = ['ERROR', 'CRITICAL'];
const RANKS = ['attention', 'waiting', 'printing', 'idle', 'away', 'out'];
const COLOURS = {attention: 'bad', printing: 'busy', waiting: 'warn', idle: 'good', away: '', out: ''};
const PICTURE_MS = 5000;

const visible = new IntersectionObserver(entries => entries.forEach(entry => {
  entry.target.dispatchEvent(new CustomEvent(entry.isIntersecting ? 'seen' : 'unseen'));
}));

/** Where a machine belongs in the order of who needs somebody. */
function kindOf({registration, live}) {
  if (registration === 'RETIRED' || registration === 'SUSPENDED') {
    return 'out';
  }
  if (URGENT.includes(live.alarm?.severity) || live.state === 'ATTENTION' || (AWAY.includes(live.availability) && live.job)) {
    return 'attention';
  }
  if (AWAY.includes(live.availability)) {
    return 'away';
  }
  if (BUSY.includes(live.state) || live.job) {
    return 'printing';
  }
  return live.platformClear ? 'idle' : 'waiting';
}

export class Card {
  element;
  id = '';
  kind = 'away';
  groups = [];
  text = '';
  #me;
  #device = null;
  #name = el('h2', {class: 'name'});
  #where = el('p', {class: 'quiet small'});
  #state = el('span', {class: 'pill'});
  #picture = el('img', {class: 'camera', alt: '', hidden: true});
  #job = el('div', {class: 'job'});
  #heat = el('dl', {class: 'heat'});
  #alarm = el('div');
  #actions = el('div', {class: 'actions'});
  #drawn = {};
  #watching = 0;
  #jobs = new Map();

  constructor(me) {
    this.#me = me;
    this.element = el('li', {class: 'card machine'},
        el('div', {class: 'machine-head'}, el('div', {}, this.#name, this.#where), this.#state),
        this.#picture, this.#alarm, this.#job, this.#heat, this.#actions);
    this.element.addEventListener('seen', () => this.#watch());
    this.element.addEventListener('unseen', () => this.#unwatch());
  }

  get rank() {
    return RANKS.indexOf(this.kind);
  }

  /** Shows a machine as it is now; only what differs is laid out anew. */
  show(device) {
    const first = this.#device === null;
    this.#device = device;
    this.id = device.id;
    this.kind = kindOf(device);
    this.groups = device.place.groups;
    const {live, machine, amCentre, dialect, materials, place} = device;
    this.text = [device.id, dialect, live.job, ...materials.map(feedstock), ...place.groups, place.location, ...Object.values(place.labels)]
        .join(' ').toLowerCase();
    text(this.#name, machine);
    text(this.#where, [place.location ?? amCentre, materials.map(feedstock).join(', ')].filter(Boolean).join(' · '));
    this.#where.title = `${amCentre}, ${process(device.processCategory)}, ${size(device.buildVolume)}, ${dialect}`;
    this.#part('state', [this.kind, live.state, live.availability, device.registration], () => this.#showState());
    this.#part('alarm', live.alarm, () => this.#showAlarm());
    this.#part('job', [live.job, live.onPlatform, live.progressPct, this.kind, live.state], () => this.#showJob());
    this.#part('heat', live.temperaturesC, () => this.#showHeat());
    this.#part('actions', [live.state, live.job, live.platformClear, device.registration, device.equipment.limits, this.kind],
        () => this.#showActions());
    if (first && place.labels.camera) {
      visible.observe(this.element);
    }
  }

  #part(name, values, draw) {
    const key = JSON.stringify(values ?? null);
    if (this.#drawn[name] !== key) {
      this.#drawn[name] = key;
      draw();
    }
  }

  #showState() {
    const {registration, live} = this.#device;
    const word = registration === 'QUALIFIED'
      ? AWAY.includes(live.availability) ? live.availability : live.state === 'IDLE' && !live.platformClear ? 'Platform not clear' : live.state
      : registration === 'REGISTERED' ? `${words(live.state)}, not qualified` : registration;
    this.#state.className = `pill ${COLOURS[this.kind]}`;
    text(this.#state, words(word));
    this.element.dataset.kind = this.kind;
  }

  #showAlarm() {
    const {alarm} = this.#device.live;
    fill(this.#alarm, alarm && el('div', {class: `alarm ${URGENT.includes(alarm.severity) ? 'problem' : 'hint'}`, role: 'alert'},
        el('p', {class: 'problem-title'}, alarm.message, el('code', {}, alarm.code)),
        alarm.remedy && el('p', {class: 'small'}, alarm.remedy)));
  }

  #showJob() {
    const {job, onPlatform, progressPct, state} = this.#device.live;
    if (job) {
      fill(this.#job,
          el('progress', {max: 100, ...(progressPct === undefined ? {} : {value: progressPct}), 'aria-label': 'Printed'}),
          el('p', {class: 'job-line small'},
              el('a', {href: `${PAGES}/make#/order/${encodeURIComponent(orderOf(job))}`, title: job}, `Job ${shortly(job)}`),
              el('span', {class: 'quiet'}, [progressPct === undefined ? words(state) : `${Math.round(progressPct)} %`, this.#left(job, progressPct)]
                  .filter(Boolean).join(' · '))));
    } else {
      fill(this.#job, onPlatform && el('p', {class: 'small quiet', title: onPlatform}, `On the platform: ${shortly(onPlatform)}`));
    }
  }

  /** How long it will be at the pace so far; the job is read once to know when it began. */
  #left(job, progressPct) {
    const known = this.#jobs.get(job);
    if (known === undefined) {
      this.#jobs.clear();
      this.#jobs.set(job, null);
      get(`jobs/${encodeURIComponent(job)}`).then(found => this.#jobs.set(job, found), () => {});
    }
    if (!known?.startedAt || !(progressPct > 2)) {
      return '';
    }
    const spent = (Date.now() - Date.parse(known.startedAt)) / 1000;
    return `${duration(spent * (100 - progressPct) / progressPct)} left`;
  }

  #showHeat() {
    fill(this.#heat, Object.entries(this.#device.live.temperaturesC).sort().map(([sensor, degrees]) => el('div', {},
        el('dt', {}, words(sensor)), el('dd', {}, `${Math.round(degrees)} °C`))));
  }

  #showActions() {
    const held = document.activeElement;
    const name = this.#actions.contains(held) ? held.textContent : null;
    fill(this.#actions, this.#controls(), this.#registration());
    this.#actions.hidden = this.#actions.childElementCount === 0;
    if (name !== null) {
      [...this.#actions.querySelectorAll('button, summary')].find(button => button.textContent === name)?.focus();
    }
  }

  /** What can be told to the machine in its state. */
  #controls() {
    const {id, live, equipment, registration} = this.#device;
    const cannot = limit => equipment.limits.includes(limit);
    if (registration === 'RETIRED' || !this.#is('OPERATOR', 'AM_CENTRE') || cannot('MONITOR_ONLY')) {
      return [];
    }
    const job = live.job && `jobs/${encodeURIComponent(live.job)}/control`;
    const reached = live.availability === 'ONLINE';
    const tell = verb => () => post(job, {verb});
    return [
      job && reached && live.state === 'PRINTING' && !cannot('NO_PAUSE') && button('Pause', tell('PAUSE')),
      job && reached && live.state === 'PAUSED' && button('Resume', tell('RESUME'), 'primary'),
      job && reached && BUSY.includes(live.state) && button('Cancel', tell('CANCEL'), 'danger', {
        title: 'Cancel the job', explanation: `${id} stops what it prints. The part is made again unless its order is cancelled.`,
        yes: 'Cancel the job', danger: true,
      }),
      !job && !live.platformClear && (cannot('CLEARED_AT_MACHINE')
        ? el('p', {class: 'small quiet'}, 'Set it ready at the machine when the platform is clear.')
        : button('Platform is clear', () => post(`devices/${id}/platform-clear`), reached ? 'primary' : '')),
    ];
  }

  #registration() {
    const {registration} = this.#device;
    if (!this.#is('OPERATOR')) {
      return [];
    }
    const set = (next, name, explanation, looks = '') => button(name, reason => post(`devices/${this.#device.id}/registration`,
        {registration: next, reason}, {method: 'PUT'}), looks, {
      title: `${name} ${this.#device.id}`, explanation, label: 'Why', yes: name, danger: looks === 'danger',
    });
    if (registration === 'RETIRED') {
      return [];
    }
    return el('details', {class: 'more'}, el('summary', {'aria-label': `More for ${this.#device.id}`}, 'More'), el('div', {class: 'actions'},
      (registration === 'REGISTERED' || registration === 'SUSPENDED') && set('QUALIFIED', 'Qualify', 'From now on jobs may go to it.'),
      registration === 'QUALIFIED' && set('SUSPENDED', 'Suspend', 'It is given no more jobs until it is qualified again.'),
      set('RETIRED', 'Retire', 'It loses its credentials. This cannot be taken back.', 'danger')));
  }

  #is(...roles) {
    return this.#me.roles.some(role => roles.includes(role));
  }

  #watch() {
    this.#unwatch();
    this.#look();
    this.#watching = setInterval(() => this.#look(), PICTURE_MS);
  }

  #unwatch() {
    clearInterval(this.#watching);
  }

  async #look() {
    if (document.hidden || AWAY.includes(this.#device.live.availability)) {
      return;
    }
    try {
      const picture = URL.createObjectURL(await blob(`devices/${this.#device.id}/camera`));
      const before = this.#picture.src;
      this.#picture.src = picture;
      this.#picture.alt = `Camera of ${this.id}`;
      this.#picture.hidden = false;
      URL.revokeObjectURL(before);
    } catch {
      this.#picture.hidden = true;
    }
  }
}

/** Loaded feedstock is its short name, or name and colour. */
function feedstock(material) {
  return typeof material === 'string' ? material : `${material.name} ${material.colour}`;
}

/** A job is named by its order, the number of the part and the attempt; people need the end of it. */
export function shortly(job) {
  return job.length > 12 ? `…${job.slice(-10)}` : job;
}

export function orderOf(job) {
  return job.replace(/-\d+\.\d+$/, '');
}

/** A button that asks first when there is a question, then does what it says. */
export function button(name, act, looks = '', question = null) {
  return el('button', {
    type: 'button',
    class: `small ${looks}`,
    onclick: async event => {
      const pressed = event.target;
      const answer = question ? await ask(question) : '';
      if (answer !== null) {
        await doing(pressed, () => act(answer));
      }
    },
  }, name);
}
