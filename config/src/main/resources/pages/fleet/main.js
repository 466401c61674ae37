/** The fleet: every machine as it is now, and what can be told to it. */

import {listen} from '../ui/api.js';
import {el, fill, settled} from '../ui/dom.js';
import {count} from '../ui/format.js';
import {notifyProblem, start} from '../ui/frame.js';
import {Card} from './card.js';
import {Queue} from './queue.js';

/** What people look for: each machine is in exactly one of these. */
const KINDS = [
  ['attention', 'Needs attention'],
  ['printing', 'Printing'],
  ['waiting', 'Platform to clear'],
  ['idle', 'Ready'],
  ['away', 'Not reachable'],
  ['out', 'Not in use'],
];

class Fleet {
  #me;
  #cards = new Map();
  #queues = new Map();
  #waiting = el('div', {class: 'queues'});
  #grid = el('ul', {class: 'grid', 'aria-label': 'Machines'});
  #search = el('input', {type: 'search', id: 'search', placeholder: 'Machine, job, material …', 'aria-label': 'Search', autocomplete: 'off'});
  #kinds = el('div', {class: 'filters', role: 'group', 'aria-label': 'State'});
  #groups = el('div', {class: 'filters', role: 'group', 'aria-label': 'Group'});
  #state = el('span', {class: 'live quiet small', role: 'status'}, 'connecting');
  #none = el('p', {class: 'card none', hidden: true});
  #kind = null;
  #group = null;
  #complete = false;
  #refresh = settled(60, () => this.#update());

  constructor(main, me) {
    this.#me = me;
    const hash = new URLSearchParams(location.hash.slice(1));
    this.#kind = hash.get('state');
    this.#group = hash.get('group');
    this.#search.value = hash.get('find') ?? '';
    this.#search.addEventListener('input', () => this.#filtered());
    fill(main,
        el('div', {class: 'fleet-head'}, el('h1', {}, 'Fleet'), this.#state, this.#search),
        this.#kinds, this.#groups, this.#waiting, this.#grid, this.#none);
  }

  listen(signal) {
    return listen('devices', {
      event: (type, data) => {
        if (type === 'device') {
          this.#put(data);
        } else if (type === 'complete') {
          this.#complete = true;
          this.#refresh();
        }
      },
      state: there => {
        this.#state.textContent = there ? 'live' : 'connection lost, trying again';
        this.#state.classList.toggle('on', there);
        this.#grid.classList.toggle('stale', !there);
      },
    }, signal);
  }

  #put(device) {
    let card = this.#cards.get(device.id);
    if (!card) {
      card = new Card(this.#me);
      this.#cards.set(device.id, card);
    }
    card.show(device);
    this.#queueOf(device.amCentre);
    this.#refresh();
  }

  /** One queue for each centre that has a machine. */
  #queueOf(centre) {
    if (!this.#queues.has(centre)) {
      const queue = new Queue(this.#me, centre);
      queue.of(this.#group);
      this.#queues.set(centre, queue);
      this.#waiting.append(queue.element);
    }
  }

  #filtered() {
    const hash = new URLSearchParams();
    if (this.#kind) {
      hash.set('state', this.#kind);
    }
    if (this.#group) {
      hash.set('group', this.#group);
    }
    if (this.#search.value) {
      hash.set('find', this.#search.value);
    }
    history.replaceState(null, '', hash.size > 0 ? `#${hash}` : location.pathname);
    this.#update();
  }

  /** Puts the cards into order and hides those that are filtered out; a card that stays where it is, is not touched. */
  #update() {
    const cards = [...this.#cards.values()].sort((a, b) => a.rank - b.rank || a.id.localeCompare(b.id, 'en', {numeric: true}));
    const inGroup = cards.filter(card => this.#group === null || card.groups.includes(this.#group));
    const words = this.#search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let at = this.#grid.firstElementChild;
    let shown = 0;
    for (const card of cards) {
      const visible = (this.#group === null || card.groups.includes(this.#group))
          && (this.#kind === null || card.kind === this.#kind)
          && words.every(word => card.text.includes(word));
      shown += visible ? 1 : 0;
      card.element.hidden = !visible;
      if (card.element === at) {
        at = at.nextElementSibling;
      } else if (!card.element.contains(document.activeElement) || !card.element.isConnected) {
        this.#grid.insertBefore(card.element, at);
      }
    }
    this.#queues.forEach(queue => queue.of(this.#group));
    this.#chips(cards, inGroup);
    this.#say(cards.length, shown);
  }

  #chips(cards, inGroup) {
    const of = kind => inGroup.filter(card => card.kind === kind).length;
    this.#filters(this.#kinds, [[null, 'All', inGroup.length], ...KINDS.map(([kind, name]) => [kind, name, of(kind)])]
        .filter(([kind, , number]) => kind === null || number > 0 || kind === this.#kind), this.#kind, kind => {
      this.#kind = kind;
    });
    const names = [...new Set(cards.flatMap(card => card.groups))].sort((a, b) => a.localeCompare(b));
    this.#groups.hidden = names.length === 0;
    this.#filters(this.#groups, [[null, 'All groups', cards.length],
      ...names.map(name => [name, name, cards.filter(card => card.groups.includes(name)).length])], this.#group, group => {
      this.#group = group;
    });
  }

  /** Buttons that say how many; made anew only when there are others, so that the focus stays. */
  #filters(place, choices, chosen, take) {
    const key = choices.map(([value]) => value).join('\n');
    if (place.dataset.key !== key) {
      place.dataset.key = key;
      fill(place, choices.map(([value, name]) => el('button', {
        type: 'button',
        class: value ? `small ${value}` : 'small',
        onclick: () => {
          take(value);
          this.#filtered();
        },
      }, name, el('span', {class: 'number'}))));
    }
    choices.forEach(([value, , number], i) => {
      const button = place.children[i];
      button.lastElementChild.textContent = number;
      button.setAttribute('aria-pressed', String(value === chosen));
    });
  }

  #say(all, shown) {
    this.#none.hidden = !this.#complete || shown > 0;
    this.#none.textContent = all === 0
      ? 'No machine is registered yet. POST /devices registers one; ./hub start --printers 3 starts simulated ones.'
      : 'No machine is like this. Take a filter off to see others.';
    document.title = `Fleet, ${count(all, 'machine')} · AMSP Hub`;
  }
}

const me = await start();
const main = document.getElementById('main');
if (me.roles.some(role => ['AM_CENTRE', 'OPERATOR', 'AUDITOR'].includes(role))) {
  new Fleet(main, me).listen(new AbortController().signal).catch(notifyProblem);
} else {
  fill(main, el('p', {class: 'hint'}, 'The fleet is for operators, AM centres and auditors. '
      + 'You are signed in as ', el('strong', {}, me.name), ', who is none of them.'));
}
