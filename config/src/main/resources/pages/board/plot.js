/** Plots as SVG: bars, lines and spans over a common axis. Figures come in as numbers or null, and go out as text as well. */

const NS = 'http://www.w3.org/2000/svg';
const WIDTH = 560;
const HEIGHT = 220;
const EDGE = {top: 12, right: 12, bottom: 26, left: 52};

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function label(x, y, text, anchor, kind = 'tick') {
  return svg('text', {x, y, 'text-anchor': anchor, class: kind}, text);
}

function hint(text) {
  return svg('title', {}, text);
}

/** About four round steps from 0 to what is at least the greatest figure. */
export function ticks(greatest, whole = false) {
  if (!(greatest > 0)) {
    return [0, 1];
  }
  const rough = greatest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough * 0.999);
  if (whole) {
    step = Math.max(1, Math.ceil(step));
  }
  const count = Math.max(1, Math.ceil(greatest / step - 1e-9));
  return Array.from({length: count + 1}, (nothing, i) => i * step);
}

/** Steps of an axis of time, in seconds; above a day they are days as they come. */
const STEPS = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
const DAY = 86_400;

/** About four steps in round minutes, hours or days. */
export function timeTicks(greatest) {
  const step = STEPS.find(candidate => candidate * 5 >= greatest) ?? Math.ceil(greatest / 4 / DAY) * DAY;
  return Array.from({length: Math.max(1, Math.ceil(greatest / step)) + 1}, (nothing, i) => i * step);
}

/** A tick of time in the largest unit that has no fraction. */
function timeTick(value) {
  const [unit, name] = [[DAY, 'd'], [3600, 'h'], [60, 'min'], [1, 's']].find(([size]) => value % size === 0);
  return value === 0 ? '0' : `${value / unit} ${name}`;
}

/** A frame with an axis; `draw` is told the places of its values. */
function frame(name, labels, marks, say, draw) {
  const top = marks[marks.length - 1];
  const inner = {width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom};
  const y = value => EDGE.top + inner.height * (1 - value / top);
  const band = inner.width / Math.max(1, labels.length);
  const x = i => EDGE.left + band * i;
  const picture = svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'plot', role: 'img', 'aria-label': name});
  for (const mark of marks) {
    picture.append(svg('line', {x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(mark), y2: y(mark), class: mark === 0 ? 'base' : 'rule'}),
        label(EDGE.left - 8, y(mark) + 4, say(mark), 'end'));
  }
  const every = Math.max(1, Math.ceil(labels.length / 8));
  labels.forEach((text, i) => {
    if (i % every === 0) {
      picture.append(label(x(i) + band / 2, HEIGHT - 8, text, 'middle'));
    }
  });
  draw(picture, {x, y, band});
  return picture;
}

/**
 * Bars beside each other, or on top of each other.
 *
 * @param {string} name what is shown, for those who do not see it
 * @param {string[]} labels of the periods
 * @param {{name: string, values: number[]}[]} series the first is the lowest of a stack
 * @param {{say?: function(number): string, stacked?: boolean, whole?: boolean, time?: boolean}} options how figures are
 *     written, and whether they are seconds
 */
export function bars(name, labels, series, {say = String, stacked = false, whole = false, time = false} = {}) {
  const sums = labels.map((nothing, i) => series.reduce((sum, {values}) => stacked ? sum + values[i] : Math.max(sum, values[i]), 0));
  const greatest = Math.max(...sums, 0);
  return frame(name, labels, time ? timeTicks(greatest) : ticks(greatest, whole), time ? timeTick : say, (picture, {x, y, band}) => {
    const room = band * 0.76;
    const width = stacked ? room : room / series.length;
    labels.forEach((period, i) => {
      let below = 0;
      series.forEach(({name: what, values}, place) => {
        const value = values[i];
        if (value > 0) {
          const left = x(i) + band * 0.12 + (stacked ? 0 : place * width);
          picture.append(svg('rect', {x: left, y: y(below + value), width: Math.max(1, width - 1), height: y(below) - y(below + value), class: `mark series-${place}`},
              hint(`${period}: ${what} ${say(value)}`)));
        }
        below += stacked ? value : 0;
      });
    });
  });
}

/** Lines; a period without a figure leaves a gap. `top` is the end of the axis when it is known, `time` says seconds. */
export function lines(name, labels, series, {say = String, top = null, time = false} = {}) {
  const greatest = Math.max(0, ...series.flatMap(({values}) => values.map(value => value ?? 0)));
  const found = time ? timeTicks(greatest) : ticks(greatest);
  const marks = top === null ? found : [0, 0.25, 0.5, 0.75, 1].map(share => share * top);
  return frame(name, labels, marks, time ? timeTick : say, (picture, {x, y, band}) => {
    series.forEach(({name: what, values}, place) => {
      let path = '';
      let pen = false;
      values.forEach((value, i) => {
        if (value === null || value === undefined) {
          pen = false;
          return;
        }
        path += `${pen ? 'L' : 'M'}${x(i) + band / 2} ${y(value)}`;
        pen = true;
      });
      picture.append(svg('path', {d: path, class: `line series-${place}`}));
      values.forEach((value, i) => {
        if (value !== null && value !== undefined) {
          picture.append(svg('circle', {cx: x(i) + band / 2, cy: y(value), r: 3, class: `mark series-${place}`}, hint(`${labels[i]}: ${what} ${say(value)}`)));
        }
      });
    });
  });
}

/** One line for each row: a bar from 0 to the first figure, and a thin one on to the second. */
export function spans(name, rows, {say = String, names = ['', '']} = {}) {
  const height = 26;
  const left = 190;
  const right = 78;
  const greatest = Math.max(...rows.flatMap(row => row.values.map(value => value ?? 0)), 0) || 1;
  const place = value => (WIDTH - left - right) * value / greatest;
  const picture = svg('svg', {viewBox: `0 0 ${WIDTH} ${rows.length * height + 4}`, class: 'plot', role: 'img', 'aria-label': name});
  rows.forEach(({label: text, values: [first, second]}, i) => {
    const y = i * height + 4;
    picture.append(label(left - 10, y + 14, text, 'end', 'row'));
    if (second !== null && second !== undefined) {
      picture.append(svg('rect', {x: left, y: y + 6, width: place(second), height: 8, class: 'mark series-1'}, hint(`${text}: ${names[1]} ${say(second)}`)));
    }
    if (first !== null && first !== undefined) {
      picture.append(svg('rect', {x: left, y: y + 2, width: Math.max(1, place(first)), height: 16, class: 'mark series-0'}, hint(`${text}: ${names[0]} ${say(first)}`)));
    }
    picture.append(label(left + place(Math.max(first ?? 0, second ?? 0)) + 8, y + 14, first === null || first === undefined ? '–' : say(first), 'start', 'row'));
  });
  return picture;
}
