/**
 * Messages that failed for good and wait: why, what they said, and sending them again, as they were or corrected. What was
 * sent again since the page was opened stays on top.
 */

import {all, post} from '../ui/api.js';
import {ask, doing} from '../ui/dialog.js';
import {el, fill} from '../ui/dom.js';
import {time} from '../ui/format.js';
import {operates, table} from './table.js';

const PREVIEW = 160;

export class DeadLetters {
  element = el('div', {class: 'card'});
  #may;
  #chosen = new Set();
  #editing = null;
  #drawn = '';
  #edited = null;
  #sent = [];

  constructor(me) {
    this.#may = operates(me);
  }

  async read() {
    if (this.#editing !== null && this.#editing === this.#edited) {
      return; // what somebody types is not taken away
    }
    const waiting = await all('dead-letters?state=WAITING');
    const letters = [...this.#sent, ...waiting.reverse()];
    const key = JSON.stringify([letters, this.#editing]);
    if (key !== this.#drawn) {
      this.#drawn = key;
      this.#edited = this.#editing;
      this.#show(letters);
    }
  }

  #show(letters) {
    const waiting = letters.filter(letter => !letter.replayedAt);
    fill(this.element,
        this.#may && el('div', {class: 'actions'}, this.#button('Send the chosen again', 'primary', async () => {
          for (const letter of waiting.filter(({id}) => this.#chosen.has(id))) {
            this.#sent.unshift(await post(`dead-letters/${letter.id}/replay`));
            this.#chosen.delete(letter.id);
          }
        })),
        table(`${waiting.length} waiting`, ['', 'Failed', 'Queue', 'Belongs to', 'Why', 'Payload', ''],
            letters.map(letter => [
              this.#may && !letter.replayedAt && this.#choice(letter),
              time(letter.failedAt), letter.queue, letter.correlationId, `${letter.reason} (${letter.attempts} attempts)`,
              this.#payload(letter), this.#actions(letter),
            ])));
  }

  #choice({id}) {
    return el('input', {
      type: 'checkbox', checked: this.#chosen.has(id), 'aria-label': `Choose ${id}`,
      onchange: event => event.target.checked ? this.#chosen.add(id) : this.#chosen.delete(id),
    });
  }

  #payload(letter) {
    if (this.#editing !== letter.id) {
      return el('details', {}, el('summary', {}, `${letter.body.slice(0, PREVIEW)}${letter.body.length > PREVIEW ? '…' : ''}`),
          el('pre', {}, letter.body),
          letter.replayedBody && [el('p', {class: 'small'}, 'Sent instead:'), el('pre', {}, letter.replayedBody)]);
    }
    const text = el('textarea', {'aria-label': `Payload of ${letter.id}`, spellcheck: false});
    text.value = letter.body;
    return [text, el('div', {class: 'actions'},
        this.#button('Send this', 'primary', async () => {
          this.#sent.unshift(await post(`dead-letters/${letter.id}/corrected-replay`, {body: text.value}));
          this.#editing = null;
        }),
        this.#button('Leave it', '', async () => {
          this.#editing = null;
        }))];
  }

  #actions(letter) {
    if (letter.replayedAt) {
      return `sent again ${time(letter.replayedAt)} by ${letter.replayedBy}`;
    }
    return this.#may && el('div', {class: 'actions'},
        this.#button('Send again', '', async () => {
          const yes = await ask({title: 'Send it again', yes: 'Send again',
            explanation: `It goes to ${letter.queue} once more. What it did already is not done twice.`});
          if (yes !== null) {
            this.#sent.unshift(await post(`dead-letters/${letter.id}/replay`));
          }
        }),
        this.#button('Correct …', '', async () => {
          this.#editing = letter.id;
        }));
  }

  #button(name, looks, act) {
    return el('button', {
      type: 'button', class: `small ${looks}`,
      onclick: event => doing(event.target, async () => {
        await act();
        await this.read();
      }),
    }, name);
  }
}
