/** The first view: a place for a file, and what was begun before. */

import {all, get} from '../ui/api.js';
import {el, fill} from '../ui/dom.js';
import {bytes, count, day, money, words} from '../ui/format.js';
import {problemBox} from '../ui/frame.js';
import {upload} from './upload.js';

const FORMATS = '.stl,.obj,.ply,.off,.amf,.3mf,.step,.stp,.iges,.igs,.brep,.brp,.scad';
const RECENT = 8;
const UNITS = [['', 'as the file says, or mm'], ['MILLIMETRE', 'mm'], ['CENTIMETRE', 'cm'], ['METRE', 'm'],
  ['INCH', 'inch'], ['FOOT', 'foot'], ['MICRON', 'µm']];

const STATES = {
  READY: 'good', IN_REVIEW: 'warn', DEFECTIVE: 'busy', UPLOADED: 'busy', COMPOSING: 'busy', REJECTED: 'bad',
  CREATED: 'busy', CONFIRMED: 'busy', IN_PRODUCTION: 'busy', INSPECTED: 'busy', SHIPPED: 'good', DELIVERED: 'good',
};

/** The state of a thing as a coloured word. */
export function pill(state, word = words(state)) {
  return el('span', {class: `pill ${STATES[state] ?? ''}`}, word);
}

export async function showStart({main, me, signal}) {
  document.title = 'Have a part made · AMSP Hub';
  const may = me.roles.some(role => ['USER', 'DESIGNER', 'OPERATOR'].includes(role));
  const place = el('div', {}, may
    ? dropPlace(signal)
    : el('p', {class: 'hint'}, 'You may look at parts and orders. To have parts made takes the role of a user or designer.'));
  const orders = el('section', {class: 'recent', hidden: true, 'aria-label': 'Orders'});
  const designs = el('section', {class: 'recent', hidden: true, 'aria-label': 'Models'});
  fill(main, el('div', {class: 'start'},
      el('div', {class: 'start-head'},
          el('h1', {}, 'Have a part made'),
          el('p', {}, 'Drop a model. It is checked at once; what would keep it from being made is shown and, where it '
              + 'can be mended, mended for you to look at. Then choose a material, see the price, and order.')),
      place, orders, designs));
  await Promise.all([recentOrders(orders, signal), recentDesigns(designs, signal)]);
}

function dropPlace(signal) {
  const place = el('div');
  const unit = el('select', {id: 'unit', 'aria-describedby': 'unit-why'},
      UNITS.map(([value, name]) => el('option', {value}, name)));
  const input = el('input', {
    type: 'file',
    id: 'file',
    accept: FORMATS,
    onchange: () => input.files.length > 0 && send(place, input.files[0], unit.value, signal),
  });
  const zone = el('label', {
    class: 'drop',
    ondragover: event => {
      event.preventDefault();
      zone.classList.add('over');
    },
    ondragleave: () => zone.classList.remove('over'),
    ondrop: event => {
      event.preventDefault();
      zone.classList.remove('over');
      if (event.dataTransfer.files.length > 0) {
        send(place, event.dataTransfer.files[0], unit.value, signal);
      }
    },
  }, input, icon(), el('strong', {}, 'Drop a file here, or choose one'),
  el('span', {class: 'quiet'}, 'STL, 3MF, OBJ, PLY, AMF, OFF · STEP, IGES, BREP, OpenSCAD'));
  const asked = el('p', {class: 'unit'},
      el('label', {for: 'unit', id: 'unit-why'}, 'Lengths in the file are in'), unit);
  return fill(place, zone, el('div', {class: 'unit-place'}, asked));
}

function icon() {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  for (const [name, value] of Object.entries({width: 40, height: 40, viewBox: '0 0 24 24', fill: 'none', 'aria-hidden': true,
    stroke: 'currentColor', 'stroke-width': 1.5, 'stroke-linecap': 'round', 'stroke-linejoin': 'round'})) {
    svg.setAttribute(name, value);
  }
  const path = document.createElementNS(ns, 'path');
  path.setAttribute('d', 'M12 15V4m0 0L7.5 8.500M12 4l4.500 4.500M4 15v3.500A1.500 1.500 0 0 0 5.500 20h13a1.500 1.500 0 0 0 1.500-1.500V15');
  svg.append(path);
  return svg;
}

async function send(place, file, unit, signal) {
  const stop = new AbortController();
  signal.addEventListener('abort', () => stop.abort());
  const bar = el('progress', {max: Math.max(1, file.size), 'aria-label': 'Upload'});
  const said = el('span', {class: 'quiet', role: 'status'}, 'announcing');
  fill(place, el('div', {class: 'card sending'},
      el('div', {class: 'sending-head'},
          el('strong', {class: 'name'}, file.name),
          el('button', {type: 'button', class: 'small', onclick: () => stop.abort()}, 'Stop')),
      bar, said));
  const began = performance.now();
  try {
    const revision = await upload(file, unit, (arrived, word) => {
      bar.value = arrived;
      const pace = arrived / Math.max(0.001, (performance.now() - began) / 1000);
      said.textContent = [`${bytes(arrived)} of ${bytes(file.size)}`, arrived > 0 && `${bytes(pace)}/s`, word]
          .filter(Boolean).join(' · ');
    }, stop.signal);
    location.hash = `#/part/${encodeURIComponent(revision.designId)}/${revision.number}`;
  } catch (failure) {
    if (!signal.aborted) {
      const again = dropPlace(signal);
      fill(place, stop.signal.aborted ? null : problemBox(failure), again);
    }
  }
}

async function recentOrders(section, signal) {
  try {
    const orders = newest(await all('orders'));
    section.hidden = orders.length === 0;
    fill(section, el('h2', {}, 'Orders'), el('ul', {class: 'card rows'}, orders.map(order => el('li', {},
        el('a', {href: `#/order/${encodeURIComponent(order.id)}`},
            el('span', {class: 'name'}, order.reference ?? count(order.quantity, 'part')),
            el('span', {class: 'quiet'}, day(order.createdAt)),
            el('span', {}, money(order.total)),
            pill(order.state))))));
  } catch (failure) {
    refused(section, failure, signal);
  }
}

async function recentDesigns(section, signal) {
  try {
    const designs = newest((await all('designs')).filter(design => design.revisions > 0));
    section.hidden = designs.length === 0;
    const states = designs.map(() => el('span', {class: 'quiet'}));
    fill(section, el('h2', {}, 'Models'), el('ul', {class: 'card rows'}, designs.map((design, i) => el('li', {},
        el('a', {href: `#/part/${encodeURIComponent(design.id)}/${design.revisions}`},
            el('span', {class: 'name'}, design.name),
            el('span', {class: 'quiet'}, day(design.createdAt)),
            states[i])))));
    await Promise.all(designs.map(async (design, i) => {
      const revision = await get(`designs/${encodeURIComponent(design.id)}/revisions/${design.revisions}`, signal);
      fill(states[i], pill(revision.state));
    }));
  } catch (failure) {
    refused(section, failure, signal);
  }
}

function newest(items) {
  return items.sort((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, RECENT);
}

function refused(section, failure, signal) {
  if (!signal.aborted) {
    section.hidden = false;
    fill(section, problemBox(failure));
  }
}
