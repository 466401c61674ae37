/** Orders, jobs and machines by state, and the stages with what waits for them. */

import {attribute, attributes, run} from '../ui/api.js';
import {doing} from '../ui/dialog.js';
import {el, fill, text} from '../ui/dom.js';
import {words} from '../ui/format.js';
import {operates, table} from './table.js';

const HUB = 'io.amsphub:type=Hub';
const ROUTES = 'org.apache.camel:context=*,type=routes,name=*';
const COLUMNS = ['State', 'Waiting', 'Under way', 'Done', 'Failed', 'Mean ms'];

export class Overview {
  element = el('div', {class: 'tables'});
  #may;
  #counts = el('div', {class: 'tables whole'});
  #rows = el('tbody', {});
  #stages = new Map();

  constructor(me) {
    this.#may = operates(me);
    this.element.append(this.#counts, el('div', {class: 'card whole'}, el('table', {},
        el('caption', {}, 'Stages'),
        el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'Stage'),
            COLUMNS.map((name, i) => el('th', {scope: 'col', class: i > 0 ? 'number' : ''}, name)), el('th', {}))),
        this.#rows)));
  }

  async read() {
    const [hub, routes] = await Promise.all([
      attribute(HUB, ['Orders', 'Jobs', 'Machines', 'WorkList', 'Queues', 'OutboxWaiting', 'DeadLettersWaiting']),
      attributes(ROUTES, ['RouteId', 'State', 'ExchangesInflight', 'ExchangesCompleted', 'ExchangesFailed', 'MeanProcessingTime']),
    ]);
    const counts = (name, map) => el('div', {class: 'card'},
        table(name, ['State', 'Number'], Object.entries(map).map(([state, number]) => [words(state), number])));
    fill(this.#counts,
        counts('Orders by state', hub.Orders),
        counts('Jobs by state', hub.Jobs),
        counts('Machines', hub.Machines),
        el('div', {class: 'card'}, table('On the way', ['What', 'Number'], [
          ['Messages in the outbox', hub.OutboxWaiting],
          ['Dead letters', hub.DeadLettersWaiting],
          ...Object.entries(hub.WorkList).map(([kind, number]) => [`Work list: ${words(kind)}`, number]),
        ])));
    Object.entries(routes)
        .sort(([, a], [, b]) => (b.RouteId in hub.Queues) - (a.RouteId in hub.Queues) || a.RouteId.localeCompare(b.RouteId))
        .forEach(([mbean, route]) => this.#stage(mbean, route, hub.Queues[route.RouteId] ?? ''));
  }

  /** A row stays where it is; only what it says changes, so that a click meets what it was meant for. */
  #stage(mbean, route, waiting) {
    let stage = this.#stages.get(route.RouteId);
    if (!stage) {
      const cells = COLUMNS.map((_, i) => el('td', {class: i > 0 ? 'number' : ''}));
      const button = this.#may && el('button', {
        type: 'button', class: 'small',
        onclick: () => doing(button, async () => {
          await run(mbean, stage.started ? 'suspend()' : 'resume()');
          await this.read();
        }),
      });
      stage = {cells, button, started: false};
      this.#stages.set(route.RouteId, stage);
      this.#rows.append(el('tr', {}, el('td', {}, route.RouteId), cells, el('td', {}, button)));
    }
    stage.started = route.State === 'Started';
    [route.State, waiting, route.ExchangesInflight, route.ExchangesCompleted, route.ExchangesFailed, Math.max(0, route.MeanProcessingTime)]
        .forEach((value, i) => text(stage.cells[i], String(value)));
    if (stage.button) {
      text(stage.button, stage.started ? 'Pause' : 'Resume');
      stage.button.setAttribute('aria-label', `${stage.started ? 'Pause' : 'Resume'} ${route.RouteId}`);
    }
  }
}
