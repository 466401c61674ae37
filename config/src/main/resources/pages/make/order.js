/** The view of an order: how far it is, each part as it is made, and what happened. */

import {all, get, listen, post} from '../ui/api.js';
import {again, el, fill} from '../ui/dom.js';
import {count, day, duration, money, time, words} from '../ui/format.js';
import {ask, doing, notifyProblem} from '../ui/frame.js';
import {pill} from './start.js';
import {Viewer} from './viewer.js';

const STAGES = [
  ['CONFIRMED', 'Confirmed'],
  ['IN_PRODUCTION', 'In production'],
  ['INSPECTED', 'Inspected'],
  ['SHIPPED', 'Shipped'],
  ['DELIVERED', 'Delivered'],
];
const ENDED = ['SHIPPED', 'DELIVERED', 'CANCELLED'];
const PART_COLOURS = {
  PLANNED: '', IN_PRODUCTION: 'busy', PRINTED: 'busy', IN_POST_PROCESSING: 'busy', IN_INSPECTION: 'busy',
  RELEASED: 'good', DELIVERED: 'good', STOPPED: 'bad', CANCELLED: 'bad',
};
const FOLLOWED = 24;
const PROGRESS_MS = 1500;
const LOGGED = 200;

export async function showOrder({main, me, signal, values: [orderId]}) {
  const path = `orders/${encodeURIComponent(orderId)}`;
  const order = await get(path, signal);
  const [designId, number] = order.revisionId.split(/\.(?=\d+$)/);
  const revision = `designs/${encodeURIComponent(designId)}/revisions/${number}`;
  const design = await get(`designs/${encodeURIComponent(designId)}`, signal);
  document.title = `Order of ${design.name} · AMSP Hub`;
  const sheet = new OrderSheet(main, {path, orderId, me, signal, design, link: `#/part/${encodeURIComponent(designId)}/${number}`});
  sheet.view(revision);
  await sheet.read();
  sheet.follow();
}

class OrderSheet {
  #context;
  #head = el('span', {role: 'status'});
  #track = el('ol', {class: 'track'});
  #facts = el('dl', {class: 'facts'});
  #actions = el('div', {class: 'actions'});
  #parts = el('ul');
  #partsHead = el('span', {class: 'quiet'});
  #log = el('ol', {class: 'log', tabindex: 0, 'aria-label': 'What happened'});
  #seen = new Set();
  #state = '';
  #viewer;

  constructor(main, context) {
    this.#context = context;
    const view = el('div', {class: 'view'});
    fill(main, el('div', {class: 'bench'},
        el('div', {class: 'bench-head'}, el('h1', {class: 'name'}, context.design.name), this.#head),
        el('section', {class: 'card stage', 'aria-label': 'View'}, view),
        el('div', {class: 'panels'},
            el('section', {class: 'card panel', 'aria-label': 'Order'}, this.#track, this.#facts, this.#actions),
            el('section', {class: 'card panel', 'aria-label': 'Parts'},
                el('div', {class: 'panel-head'}, el('h2', {}, 'Parts'), this.#partsHead), this.#parts),
            el('section', {class: 'card panel', 'aria-label': 'History'}, el('h2', {}, 'What happened'), this.#log))));
    this.#viewer = new Viewer(view, context.signal);
  }

  view(revision) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#viewer.show(revision, {variant: 'solid', findings: false}, this.#context.signal)
        .then(() => {
          this.#viewer.turning = !still;
        })
        .catch(failure => failure.name === 'AbortError' || this.#viewer.say(failure.message));
  }

  /** Reads the order and its parts. */
  async read() {
    const {path, orderId, signal} = this.#context;
    const [order, parts] = await Promise.all([get(path, signal), all(`parts?orderId=${encodeURIComponent(orderId)}`, 500)]);
    this.#state = order.state;
    this.#show(order);
    await this.#showParts(order, parts);
  }

  /** Listens to what happens to the order, and asks for the progress of prints, which is no event. */
  follow() {
    const {orderId, signal} = this.#context;
    const read = again(() => this.read().catch(failure => signal.aborted || console.warn(failure)));
    listen(`events?correlationId=${encodeURIComponent(orderId)}&after=0`, {
      event: (type, event) => {
        this.#note(event);
        read();
      },
    }, signal).catch(notifyProblem);
    const timer = setInterval(() => {
      if (!document.hidden && !ENDED.includes(this.#state)) {
        read();
      }
    }, PROGRESS_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  #show(order) {
    const reached = STAGES.findIndex(([state]) => state === order.state);
    fill(this.#head, pill(order.state));
    fill(this.#track, STAGES.map(([state, name], i) => el('li', {
      class: i < reached || order.state === 'DELIVERED' ? 'done' : i === reached ? 'now' : '',
      'aria-current': i === reached ? 'step' : null,
    }, name)));
    fill(this.#facts,
        el('dt', {}, 'Model'), el('dd', {}, el('a', {href: this.#context.link}, this.#context.design.name)),
        el('dt', {}, 'Quantity'), el('dd', {}, count(order.quantity, 'part')),
        el('dt', {}, 'Price'), el('dd', {}, money(order.total)),
        el('dt', {}, 'Made at'), el('dd', {}, order.amCentre),
        el('dt', {}, 'Ordered'), el('dd', {}, day(order.createdAt)),
        order.delivery && [
          el('dt', {}, 'Consignment'), el('dd', {}, `${order.delivery.consignment} by ${order.delivery.carrier}`),
          order.delivery.receivedBy && [el('dt', {}, 'Received by'), el('dd', {}, order.delivery.receivedBy)],
        ]);
    this.#showActions(order);
  }

  #showActions({state}) {
    const {me, path} = this.#context;
    const may = me.roles.some(role => ['USER', 'DESIGNER', 'OPERATOR'].includes(role));
    const shown = !may ? '' : state === 'SHIPPED' ? 'receive' : ENDED.includes(state) || state === 'INSPECTED' ? '' : 'cancel';
    if (this.#actions.dataset.shown === shown) {
      return;
    }
    this.#actions.dataset.shown = shown;
    this.#actions.hidden = shown === '';
    fill(this.#actions,
        shown === 'receive' && this.#button('primary', 'The parts have arrived', {
          title: 'Confirm receipt', explanation: 'This ends the order.', label: 'Received by', value: me.name, yes: 'Confirm',
        }, receivedBy => post(`${path}/delivery-confirmation`, {receivedBy})),
        shown === 'cancel' && this.#button('danger', 'Cancel the order', {
          title: 'Cancel the order', explanation: 'Prints that have begun are stopped.', label: 'Why', yes: 'Cancel the order',
          danger: true,
        }, reason => post(`${path}/cancellation`, {reason})));
  }

  #button(looks, name, question, act) {
    return el('button', {
      type: 'button',
      class: looks,
      onclick: async event => {
        const answer = await ask(question);
        if (answer !== null) {
          await doing(event.target, () => act(answer));
          await this.read();
        }
      },
    }, name);
  }

  async #showParts(order, parts) {
    const {signal} = this.#context;
    const made = parts.filter(part => ['RELEASED', 'DELIVERED'].includes(part.state)).length;
    this.#partsHead.textContent = `${made} of ${order.quantity} passed inspection`;
    const rank = part => part.state === 'IN_PRODUCTION' ? 0 : part.state === 'PLANNED' ? 2 : 1;
    const first = parts.sort((a, b) => rank(a) - rank(b)).slice(0, FOLLOWED);
    first.sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.serial.localeCompare(b.serial, 'en', {numeric: true}));
    const rows = await Promise.all(first.map(async part => {
      const busy = part.state === 'IN_PRODUCTION' || part.state === 'PLANNED';
      const record = busy ? await get(`parts/${encodeURIComponent(part.serial)}/record`, signal) : null;
      return partRow(part, order.id, record?.jobs.at(-1));
    }));
    fill(this.#parts, rows, parts.length > FOLLOWED
        && el('li', {class: 'quiet small'}, `and ${count(parts.length - FOLLOWED, 'other')}`),
    parts.length === 0 && el('li', {class: 'quiet'}, 'They are listed when the order is confirmed.'));
  }

  #note(event) {
    if (this.#seen.has(event.sequence)) {
      return;
    }
    this.#seen.add(event.sequence);
    const subject = event.subject.startsWith(this.#context.orderId)
      ? event.subject.slice(this.#context.orderId.length).replace(/^-/, '')
      : event.subject;
    const what = event.from && event.from === event.to ? '' : `${words(event.to)}: `;
    this.#log.prepend(el('li', {},
        el('time', {datetime: event.time}, time(event.time)),
        el('div', {}, subject && el('span', {class: 'quiet'}, `${words(event.aggregate)} ${subject} `), what, event.why)));
    if (this.#log.childElementCount > LOGGED) {
      this.#log.lastElementChild.remove();
    }
  }
}

function partRow(part, orderId, job) {
  const printing = job && ['PRINTING', 'PAUSED', 'ACCEPTED'].includes(job.state) && part.state === 'IN_PRODUCTION';
  return el('li', {class: 'part'},
      el('span', {}, `Part ${part.serial.slice(orderId.length + 1)}`,
          part.attempt > 1 && el('span', {class: 'quiet'}, ` · attempt ${part.attempt}`)),
      el('span', {class: `pill ${PART_COLOURS[part.state]}`}, words(part.state)),
      printing && el('progress', {max: 100, value: job.progressPct, 'aria-label': 'Printed'}),
      job && el('p', {class: 'quiet small'}, jobText(job)));
}

function jobText(job) {
  const where = job.assignment ? ` on ${job.assignment.device}` : '';
  switch (job.state) {
    case 'QUEUED':
      return `Waits for a machine; the print takes about ${duration(job.expectedPrintTimeS)}`;
    case 'PRINTING':
      return `Printing${where}, ${Math.round(job.progressPct)} %`;
    case 'HELD':
      return `Held${job.reason ? `: ${job.reason}` : ''}`;
    default:
      return `${words(job.state)}${where}`;
  }
}
