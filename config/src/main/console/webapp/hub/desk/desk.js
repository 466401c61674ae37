/** The hub's own page of the console: what it does, what waits, what failed, and what can be done about it. */

import {begin, get} from '../ui/api.js';
import {notifyProblem, problemBox, showIn} from '../ui/dialog.js';
import {el, fill} from '../ui/dom.js';
import {DeadLetters} from './deadletters.js';
import {Logging} from './logging.js';
import {Machines} from './machines.js';
import {Overview} from './overview.js';
import {WorkList} from './worklist.js';

const TABS = [
  ['overview', 'Overview', Overview],
  ['machines', 'Machines and queue', Machines],
  ['work', 'Work list', WorkList],
  ['dead', 'Dead letters', DeadLetters],
  ['log', 'Log and calibration', Logging],
];
const EVERY_MS = 4000;
const STYLES = ['hub/pages/hub.css', 'hub/pages/fleet.css', 'hub/desk/desk.css'];

/** Opens the page in an element; answers what closes it. */
export function open(host) {
  const root = host.attachShadow({mode: 'open'});
  const desk = el('div', {class: 'desk'});
  root.append(...STYLES.map(href => el('link', {rel: 'stylesheet', href: new URL(href, document.baseURI).href})), desk);
  showIn(desk);
  const view = new Desk(desk);
  view.start().catch(failure => fill(desk, problemBox(failure)));
  return () => view.close();
}

class Desk {
  #place;
  #me = null;
  #tab = null;
  #timer = 0;
  #body = el('div', {role: 'tabpanel'});
  #tabs = el('div', {class: 'tabs', role: 'tablist'});

  constructor(place) {
    this.#place = place;
  }

  async start() {
    await begin();
    this.#me = await get('me');
    fill(this.#tabs, TABS.map(([id, name, Tab]) => el('button', {
      type: 'button', role: 'tab', id: `tab-${id}`, onclick: () => this.#show(id, Tab),
    }, name)));
    this.#place.prepend(
        el('h1', {}, 'AMSP Hub'),
        el('p', {class: 'quiet'}, `Signed in as ${this.#me.name}, ${this.#me.roles.join(', ')}`),
        this.#tabs, this.#body);
    const [id, , Tab] = TABS[0];
    this.#show(id, Tab);
    this.#timer = setInterval(() => document.hidden || this.#read(), EVERY_MS);
  }

  close() {
    clearInterval(this.#timer);
    this.#tab?.close?.();
  }

  #show(id, Tab) {
    this.#tab?.close?.();
    this.#tab = new Tab(this.#me);
    for (const button of this.#tabs.children) {
      button.setAttribute('aria-selected', String(button.id === `tab-${id}`));
    }
    fill(this.#body, this.#tab.element);
    this.#read();
  }

  #read() {
    const tab = this.#tab;
    tab.read().catch(failure => tab === this.#tab && notifyProblem(failure));
  }
}
