/** The fleet and the queues of its centres, by the same parts as on the fleet page. */

import {all} from '../ui/api.js';
import {el, fill} from '../ui/dom.js';
import {Card} from '../fleet/card.js';
import {Queue} from '../fleet/queue.js';

const MOST = 2000;

export class Machines {
  element = el('div', {});
  #me;
  #cards = new Map();
  #queues = new Map();
  #waiting = el('div', {});
  #grid = el('ul', {class: 'grid', 'aria-label': 'Machines'});

  constructor(me) {
    this.#me = me;
    this.element.append(this.#waiting, this.#grid);
  }

  async read() {
    const devices = await all('devices', MOST);
    for (const device of devices) {
      let card = this.#cards.get(device.id);
      if (!card) {
        card = new Card(this.#me);
        this.#cards.set(device.id, card);
      }
      card.show(device);
      this.#queueOf(device.amCentre);
    }
    const cards = [...this.#cards.values()].sort((a, b) => a.rank - b.rank || a.id.localeCompare(b.id, 'en', {numeric: true}));
    if (cards.some((card, i) => this.#grid.children[i] !== card.element)) {
      fill(this.#grid, cards.map(card => card.element));
    }
  }

  close() {
    this.#queues.forEach(queue => queue.close());
  }

  #queueOf(centre) {
    if (!this.#queues.has(centre)) {
      const queue = new Queue(this.#me, centre);
      queue.element.open = true;
      this.#queues.set(centre, queue);
      this.#waiting.append(queue.element);
    }
  }
}
