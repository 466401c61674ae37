/** What waits for a person. */

import {all} from '../ui/api.js';
import {el, fill} from '../ui/dom.js';
import {time, words} from '../ui/format.js';
import {table} from './table.js';

export class WorkList {
  element = el('div', {class: 'card'});

  async read() {
    const items = await all('work-items?state=OPEN');
    fill(this.element, table(`${items.length} open`, ['Since', 'What', 'Of', 'Organisation', 'Why and what to do'],
        items.map(item => [time(item.createdAt), words(item.kind), item.subject, item.organisation, item.text])));
  }
}
