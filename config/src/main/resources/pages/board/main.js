/** The business board: figures of some days, with plots. */

import {blob, get} from '../ui/api.js';
import {el, fill} from '../ui/dom.js';
import {count, duration, figure, money, whole, words} from '../ui/format.js';
import {doing, notifyProblem, start} from '../ui/frame.js';
import {bars, lines, spans} from './plot.js';

const DAY_MS = 86_400_000;
const SHORT = new Intl.DateTimeFormat('en', {day: 'numeric', month: 'short', timeZone: 'UTC'});
const MONTH = new Intl.DateTimeFormat('en', {month: 'short', year: '2-digit', timeZone: 'UTC'});
const TABLES = [['PERIODS', 'Periods'], ['STAGES', 'Stages'], ['MACHINES', 'Machines']];

const percent = value => value === null || value === undefined ? '–' : `${figure(value * 100)} %`;
const seconds = value => value === null || value === undefined ? '–' : duration(value);
const iso = date => date.toISOString().slice(0, 10);

class Board {
  #from = el('input', {type: 'date', id: 'from', required: true});
  #to = el('input', {type: 'date', id: 'to', required: true});
  #by = el('select', {id: 'by'}, ['DAY', 'WEEK', 'MONTH'].map(by => el('option', {value: by}, words(by))));
  #figures = el('div', {class: 'tiles'});
  #plots = el('div', {class: 'plots'});
  #reading = null;

  constructor(main) {
    const hash = new URLSearchParams(location.hash.slice(1));
    this.#to.value = hash.get('to') ?? iso(new Date());
    this.#from.value = hash.get('from') ?? iso(new Date(Date.now() - 29 * DAY_MS));
    this.#by.value = hash.get('by') ?? 'DAY';
    [this.#from, this.#to, this.#by].forEach(input => input.addEventListener('change', () => this.read()));
    fill(main,
        el('div', {class: 'board-head'}, el('h1', {}, 'Board'),
            el('label', {for: 'from'}, 'From'), this.#from,
            el('label', {for: 'to'}, 'to'), this.#to,
            el('label', {for: 'by'}, 'by'), this.#by,
            el('div', {class: 'actions exports'}, el('span', {class: 'quiet small'}, 'CSV'), TABLES.map(([table, name]) => this.#export(table, name)))),
        this.#figures, this.#plots);
  }

  #query() {
    return new URLSearchParams({from: this.#from.value, to: this.#to.value, by: this.#by.value});
  }

  #export(table, name) {
    const button = el('button', {type: 'button', class: 'small'}, name);
    button.addEventListener('click', () => doing(button, async () => {
      const query = this.#query();
      query.set('table', table);
      const address = URL.createObjectURL(await blob(`board/export?${query}`));
      el('a', {href: address, download: `board-${table.toLowerCase()}.csv`}).click();
      URL.revokeObjectURL(address);
    }));
    return button;
  }

  async read() {
    if (!this.#from.value || !this.#to.value) {
      return;
    }
    this.#reading?.abort();
    this.#reading = new AbortController();
    history.replaceState(null, '', `#${this.#query()}`);
    try {
      this.#show(await get(`board?${this.#query()}`, this.#reading.signal));
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        notifyProblem(failure);
      }
    }
  }

  #show(board) {
    this.#tiles(board);
    const labels = board.periods.map(period => (this.#by.value === 'MONTH' ? MONTH : SHORT).format(new Date(period.from)));
    const each = value => board.periods.map(period => value(period.figures));
    fill(this.#plots,
        card('Throughput', 'Orders, by the day that they were placed or received', ['placed', 'delivered'],
            bars('Orders placed and delivered', labels, [
              {name: 'placed', values: each(f => f.ordersPlaced)},
              {name: 'delivered', values: each(f => f.ordersDelivered)},
            ], {say: whole, whole: true})),
        card('Parts', 'Released by inspection, or made in vain', ['released', 'scrapped'],
            bars('Parts released and scrapped', labels, [
              {name: 'released', values: each(f => f.partsReleased)},
              {name: 'scrapped', values: each(f => f.partsScrapped)},
            ], {say: whole, stacked: true, whole: true})),
        card('Quality and punctuality', 'First-pass yield, and orders received by the promised date', ['first-pass yield', 'on time'],
            lines('First-pass yield and on-time delivery', labels, [
              {name: 'first-pass yield', values: each(f => f.firstPass.share)},
              {name: 'on time', values: each(f => f.onTime.share)},
            ], {say: percent, top: 1})),
        card('Lead time', 'From the placing of an order to its receipt', ['median', '9 of 10 within'],
            lines('Lead time of orders', labels, [
              {name: 'median', values: each(f => f.leadTime.medianS)},
              {name: '9 of 10 within', values: each(f => f.leadTime.p90S)},
            ], {say: seconds, time: true})),
        card('Cost against quote', 'Time on machines: what the quotes have for finished jobs, and what all jobs took', ['quoted', 'used'],
            bars('Machine time quoted and used', labels, [
              {name: 'quoted', values: each(f => f.machineTime.quotedS)},
              {name: 'used', values: each(f => f.machineTime.usedS)},
            ], {say: duration, time: true})),
        card('Lead time by stage', 'How long parts and orders were in a state', ['median', '9 of 10 within'],
            board.stages.length === 0 ? nothing() : spans('Lead time by stage', board.stages.map(({aggregate, state, time}) => ({
              label: `${words(aggregate)}: ${words(state).toLowerCase()}`, values: [time.medianS, time.p90S],
            })), {say: seconds, names: ['median', '9 of 10 within']})),
        machines(board.machines));
    document.title = 'Board · AMSP Hub';
  }

  #tiles({total, machines: used}) {
    const sum = value => used.reduce((all, machine) => all + machine[value], 0);
    const availability = sum('plannedS') > 0 ? sum('busyS') / sum('plannedS') : null;
    fill(this.#figures,
        tile('Orders delivered', whole(total.ordersDelivered), `${whole(total.ordersPlaced)} placed`),
        tile('Lead time', seconds(total.leadTime.medianS), `9 of 10 within ${seconds(total.leadTime.p90S)}`),
        tile('On time', percent(total.onTime.share), `${whole(total.onTime.kept)} of ${whole(total.onTime.promised)} promised`),
        tile('First-pass yield', percent(total.firstPass.share), `${whole(total.firstPass.passed)} of ${whole(total.firstPass.judged)} parts`),
        tile('Machines busy', percent(availability), `${duration(sum('busyS'))} on ${count(used.length, 'machine')}`),
        tile('Used per quoted', percent(total.machineTime.usedPerQuoted), `${duration(total.machineTime.usedS)} of ${duration(total.machineTime.quotedS)}`),
        total.money.map(({currency, ordered, invoiced}) => tile(`Invoiced, ${currency}`, money({amount: invoiced, currency}),
            `of ${money({amount: ordered, currency})} ordered`)));
  }
}

function tile(name, value, note) {
  return el('div', {class: 'card tile'}, el('p', {class: 'quiet small'}, name), el('p', {class: 'value'}, value), el('p', {class: 'quiet small'}, note));
}

function nothing() {
  return el('p', {class: 'quiet'}, 'Nothing happened in this time.');
}

function card(name, explanation, series, plot) {
  return el('section', {class: 'card plot-card'},
      el('h2', {}, name), el('p', {class: 'quiet small'}, explanation),
      el('ul', {class: 'legend small'}, series.map((text, place) => el('li', {class: `series-${place}`}, text))), plot);
}

/** OEE = availability × performance × quality (ISO 22400-2). */
function machines(used) {
  const columns = ['Machine', 'Availability', 'Performance', 'Quality', 'OEE', 'Ran', 'Good', 'Scrapped'];
  return el('section', {class: 'card plot-card wide'},
      el('h2', {}, 'Utilisation of machines'),
      el('p', {class: 'quiet small'}, 'OEE is availability × performance × quality: the share of the time that a machine ran, '
          + 'how fast it was by the quotes, and how many of its parts were good.'),
      used.length === 0 ? nothing() : el('div', {class: 'table'}, el('table', {},
          el('thead', {}, el('tr', {}, columns.map(name => el('th', {scope: 'col'}, name)))),
          el('tbody', {}, used.map(use => el('tr', {},
              el('th', {scope: 'row'}, use.machine),
              [use.availability, use.performance, use.quality, use.oee].map(share => el('td', {}, percent(share))),
              el('td', {}, duration(use.busyS)), el('td', {}, whole(use.good)), el('td', {}, whole(use.scrapped))))))));
}

const me = await start();
const main = document.getElementById('main');
if (me.roles.some(role => ['OPERATOR', 'AUDITOR'].includes(role))) {
  new Board(main).read();
} else {
  fill(main, el('p', {class: 'hint'}, 'The board is for operators and auditors. '
      + 'You are signed in as ', el('strong', {}, me.name), ', who is neither.'));
}
