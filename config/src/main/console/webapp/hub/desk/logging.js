/** How much the hub says in its log, and what finished jobs have taught about the times of machines. */

import {all, logLevels, setLogLevel} from '../ui/api.js';
import {doing} from '../ui/dialog.js';
import {el, fill} from '../ui/dom.js';
import {operates, table} from './table.js';

const LEVELS = ['', 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'OFF'];

export class Logging {
  element = el('div', {class: 'tables'});
  #may;
  #levels = el('div', {class: 'card'});
  #learnt = el('div', {class: 'card'});

  constructor(me) {
    this.#may = operates(me);
    this.element.append(el('div', {}, this.#may && this.#form(), this.#levels), this.#learnt);
  }

  async read() {
    const [levels, calibrations] = await Promise.all([logLevels(), all('calibrations')]);
    fill(this.#levels, table('Levels of their own', ['Logger', 'Level'], Object.entries(levels)));
    fill(this.#learnt, table('Calibration of estimates', ['Machine', 'Real time by estimate', 'Jobs'],
        calibrations.map(({device, ratio, counted}) => [device, ratio, counted])));
  }

  #form() {
    const logger = el('input', {value: 'io.amsphub', 'aria-label': 'Logger', spellcheck: false});
    const level = el('select', {'aria-label': 'Level'}, LEVELS.map(name => el('option', {value: name}, name || 'as above it')));
    return el('form', {
      class: 'card actions',
      onsubmit: event => {
        event.preventDefault();
        doing(event.submitter, async () => {
          await setLogLevel(logger.value.trim(), level.value);
          await this.read();
        });
      },
    }, logger, level, el('button', {class: 'small primary'}, 'Set'));
  }
}
