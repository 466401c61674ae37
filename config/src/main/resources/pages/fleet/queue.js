/** What waits at a centre, in the order in which it goes, and what can be changed of it. */

import {get, PAGES, post} from '../ui/api.js';
import {again, el, fill, text} from '../ui/dom.js';
import {count, duration, time} from '../ui/format.js';
import {button, orderOf, shortly} from './card.js';

const EVERY_MS = 4000;

export class Queue {
  element;
  #may;
  #centre = null;
  #group = null;
  #drawn = '';
  #timer = 0;
  #title = el('summary', {});
  #problem = el('p', {class: 'quiet small'});
  #waiting = el('ol', {class: 'lines', 'aria-label': 'Waiting jobs'});
  #held = el('ul', {class: 'lines', 'aria-label': 'Held jobs'});
  #read = again(() => this.#load());

  constructor(me, centre) {
    this.#may = me.roles.some(role => ['OPERATOR', 'AM_CENTRE'].includes(role));
    this.#centre = centre;
    this.element = el('details', {class: 'card queue', hidden: true}, this.#title, this.#problem, this.#waiting, this.#held);
    this.element.addEventListener('toggle', () => this.#read());
    this.#timer = setInterval(() => document.hidden || this.#read(), EVERY_MS);
    this.#read();
  }

  /** Shows only what machines of a group may make; null for all. */
  of(group) {
    if (this.#group !== group) {
      this.#group = group;
      this.#read();
    }
  }

  /** Reads no more. */
  close() {
    clearInterval(this.#timer);
  }

  async #load() {
    let queue;
    try {
      queue = await get(`queues/${this.#centre}${this.#group === null ? '' : `?group=${encodeURIComponent(this.#group)}`}`);
    } catch (failure) {
      text(this.#problem, `The queue cannot be read: ${failure.message}`);
      return;
    }
    text(this.#problem, '');
    const key = JSON.stringify(queue);
    if (key !== this.#drawn) {
      this.#drawn = key;
      this.#show(queue);
    }
  }

  #show({amCentre, waiting, held}) {
    this.element.hidden = waiting.length + held.length === 0;
    text(this.#title, `Queue of ${amCentre} · ${count(waiting.length, 'job')} waiting${held.length === 0 ? '' : `, ${held.length} held`}`);
    const active = document.activeElement;
    const focus = this.element.contains(active) ? active.getAttribute('aria-label') : null;
    fill(this.#waiting, waiting.map((job, i) => this.#line(job, waiting[i - 1], waiting[i + 1])));
    fill(this.#held, held.map(job => this.#heldLine(job)));
    if (focus !== null) {
      [...this.element.querySelectorAll('button')].find(b => b.getAttribute('aria-label') === focus)?.focus();
    }
  }

  #line(job, before, after) {
    const start = job.expectedStart
      ? `about ${time(job.expectedStart)} on ${job.expectedMachine.split('/')[1]}`
      : 'no machine that can be reached can make it';
    const beside = other => other !== undefined && other.priority === job.priority;
    return el('li', {class: 'line'},
        this.#what(job, `${job.place}.`),
        el('span', {class: 'quiet small'}, [wanted(job), duration(job.expectedPrintTimeS), start].filter(Boolean).join(' · ')),
        this.#may && el('span', {class: 'actions'},
            this.#button(job, 'up', '↑', 'Put ahead', () => post(path(job, 'place'), {before: before.id}), !beside(before)),
            this.#button(job, 'down', '↓', 'Put behind', () => post(path(job, 'place'), {after: after.id}), !beside(after)),
            this.#button(job, 'higher', '+', 'Raise priority', () => this.#priority(job, 1), job.priority >= 100),
            this.#button(job, 'lower', '−', 'Lower priority', () => this.#priority(job, -1), job.priority <= -100),
            this.#button(job, 'hold', 'Hold', 'Hold', reason => post(path(job, 'hold'), {reason}), false, {
              title: 'Hold the job', explanation: 'It goes to no machine until it is released.', label: 'Why', yes: 'Hold',
            }),
            this.#move(job),
            this.#cancel(job)));
  }

  /** To a machine or a group of the same centre, or to another centre. */
  #move(job) {
    return this.#button(job, 'move', 'Move', 'Move', answer => {
      const [, kind, name] = /^(?:(group|centre):)?\s*(.*)$/.exec(answer);
      const to = {group: 'group', centre: 'amCentre'}[kind] ?? 'machine';
      return post(path(job, 'move'), {[to]: name, reason: 'moved by hand'});
    }, false, {
      title: 'Move the job', explanation: 'It goes to this machine only, or to one of a group (group:NAME), or to another centre (centre:NAME).',
      label: 'Machine', yes: 'Move',
    });
  }

  #heldLine(job) {
    return el('li', {class: 'line'},
        this.#what(job, 'held'),
        el('span', {class: 'quiet small'}, [wanted(job), job.reason].filter(Boolean).join(' · ')),
        this.#may && el('span', {class: 'actions'},
            this.#move(job),
            this.#button(job, 'release', 'Release', 'Release', () => post(path(job, 'release'), {reason: 'released by hand'})),
            this.#cancel(job)));
  }

  #what(job, mark) {
    return el('span', {class: 'what'},
        el('span', {class: 'place'}, mark),
        el('a', {href: `${PAGES}/make#/order/${encodeURIComponent(orderOf(job.id))}`, title: job.id}, shortly(job.id)),
        job.priority !== 0 && el('span', {class: 'pill busy'}, `priority ${job.priority}`));
  }

  #priority(job, by) {
    return post(`jobs/${encodeURIComponent(job.id)}`, {priority: job.priority + by, reason: 'by hand'}, {method: 'PATCH'});
  }

  #cancel(job) {
    return this.#button(job, 'cancel', 'Cancel', 'Cancel', reason => post(path(job, 'cancellation'), {reason}), false, {
      title: 'Give up the job', explanation: 'A part that was ordered stops until somebody decides about it.',
      label: 'Why', yes: 'Give up', danger: true,
    });
  }

  #button(job, kind, name, meaning, act, disabled = false, question = null) {
    const made = button(name, async answer => {
      await act(answer);
      await this.#read();
    }, question?.danger ? 'danger' : '', question);
    made.setAttribute('aria-label', `${meaning} ${job.id}`);
    made.title = meaning;
    made.dataset.kind = kind;
    made.disabled = disabled;
    return made;
  }
}

/** What the job asks of the machine, in short. */
function wanted({feedstock, requirements, target}) {
  return [feedstock, requirements?.colour, target && (target.machine ?? target.group), ...requirements?.capabilities ?? []]
      .filter(Boolean).join(' ');
}

function path(job, what) {
  return `jobs/${encodeURIComponent(job.id)}/${what}`;
}
