/**
 * The page behind the link of a mail: an AM centre sees a request for quotation and answers it, by the token alone. The
 * token is the fragment of the address, which is sent to nobody but in the header of the calls made here.
 */

import {byToken} from '../ui/api.js';
import {ask, problemBox} from '../ui/dialog.js';
import {el, fill} from '../ui/dom.js';
import {count, days, duration, figure, money, size} from '../ui/format.js';
import {Problem} from '../ui/problem.js';

const WHEN = new Intl.DateTimeFormat(document.documentElement.lang, {dateStyle: 'medium', timeStyle: 'short'});
const MM3_PER_CM3 = 1000;
const MM2_PER_CM2 = 100;
const CHECKED_MS = 15_000;

const main = document.getElementById('main');
let token = '';
let letter = null;

function tokenOfAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ''; // half of a link
  }
}

async function read() {
  token = tokenOfAddress();
  try {
    if (token === '') {
      throw new Problem({
        title: 'The link is not whole',
        detail: 'It ends with a long key behind a #, which is not there.',
        remedy: 'Copy the whole link from the mail, over all its lines.',
      });
    }
    letter = await byToken(token, 'GET', 'offers');
    show();
  } catch (failure) {
    fill(main, el('h1', {}, 'A request for quotation'), problemBox(known(failure)));
  }
}

function known(failure) {
  return failure.code === 'AMSP-3103'
    ? new Problem({
      code: failure.code,
      title: 'The link is not valid',
      detail: 'The hub has no request for it.',
      remedy: 'Copy the whole link from the mail, over all its lines, or ask the operator of the hub.',
    })
    : failure;
}

function show() {
  document.title = `${count(letter.quantity, 'part')} of ${letter.materialName} · AMSP Hub`;
  document.getElementById('who').textContent = letter.centreName;
  fill(main,
      el('h1', {class: 'name'}, letter.open ? 'You are asked for an offer' : 'A request for quotation'),
      el('p', {class: 'quiet lead'}, letter.open
        ? `${letter.centreName}, please answer within ${duration((new Date(letter.deadline) - Date.now()) / 1000)}.`
        : letter.centreName),
      el('div', {class: 'sheets'}, request(), letter.open ? form() : over()));
}

function request() {
  const solid = letter.geometry;
  return el('section', {class: 'card sheet', 'aria-label': 'Request'},
      el('h2', {}, 'What is wanted'),
      el('dl', {class: 'facts'},
          fact('Material', `${letter.materialName} (${letter.material})`),
          fact('Quantity', count(letter.quantity, 'part')),
          solid && fact('Size', size(solid.size)),
          solid && fact('Volume', `${figure(solid.volumeMm3 / MM3_PER_CM3)} cm³`),
          solid && fact('Surface', `${figure(solid.areaMm2 / MM2_PER_CM2)} cm²`),
          letter.shipTo && fact('Ship to', country(letter.shipTo)),
          fact('Answer until', WHEN.format(new Date(letter.deadline))),
          fact('Request', letter.rfq)),
      el('p', {class: 'quiet small'}, 'The measures are those of one part. A request never has the model in it.'));
}

function fact(name, value) {
  return [el('dt', {}, name), el('dd', {}, value)];
}

function country(code) {
  return new Intl.DisplayNames([document.documentElement.lang], {type: 'region', fallback: 'code'}).of(code);
}

/** What was answered, or that nothing is to be answered any more. */
function over() {
  const {answer} = letter;
  if (!answer) {
    return el('section', {class: 'card sheet', 'aria-label': 'Answer'},
        el('h2', {}, 'No answer is taken any more'),
        el('p', {}, new Date(letter.deadline) <= Date.now()
          ? 'The time for answers is over.'
          : 'The request has ended, or your centre cannot make the part.'),
        el('p', {class: 'quiet'}, 'There is nothing to do; the next request comes by itself.'));
  }
  return el('section', {class: 'card sheet', 'aria-label': 'Answer'},
      el('h2', {}, answer.declines ? 'You have declined' : 'Your offer is noted'),
      el('p', {class: 'note', role: 'status'}, `Noted on ${WHEN.format(new Date(letter.answeredAt))}. `
        + (answer.declines ? 'Thank you for the answer.' : 'It binds, and cannot be changed here.')),
      el('dl', {class: 'facts'},
          answer.net && fact('Price before tax', money(answer.net)),
          !answer.declines && fact('Quantity', count(answer.quantity, 'part')),
          !answer.declines && fact('Delivery in', days(answer.leadTimeDays)),
          answer.validUntil && fact('Valid until', WHEN.format(new Date(answer.validUntil))),
          answer.note && fact('Note', answer.note)));
}

function form() {
  const net = el('input', {id: 'net', type: 'number', required: true, min: '0.01', max: '1000000000', step: '0.01', inputMode: 'decimal'});
  const currency = el('input', {id: 'currency', value: letter.currency ?? '', required: true, pattern: '[A-Z]{3}', maxLength: 3,
    'aria-label': 'Currency', title: 'Three capital letters, such as EUR', autocomplete: 'off'});
  const quantity = el('input', {id: 'quantity', type: 'number', required: true, min: '1', max: String(letter.quantity), step: '1',
    value: String(letter.quantity)});
  const leadTime = el('input', {id: 'days', type: 'number', required: true, min: '1', max: '1000', step: '1'});
  const valid = el('input', {id: 'valid', type: 'date'});
  const note = el('textarea', {id: 'note', maxLength: 400});
  const each = el('p', {class: 'quiet small'});
  const refusal = el('div');
  const send = el('button', {class: 'primary'}, 'Send the offer');
  const decline = el('button', {type: 'button', class: 'danger'}, 'Decline');
  const perPart = () => {
    const parts = Number(quantity.value);
    const price = Number(net.value);
    const code = currency.value;
    each.textContent = price > 0 && parts > 0 && /^[A-Z]{3}$/.test(code)
      ? `${money({amount: price / parts, currency: code})} for a part`
      : '';
  };
  [net, quantity, currency].forEach(input => input.addEventListener('input', perPart));
  decline.addEventListener('click', async () => {
    const why = await ask({
      title: 'Decline the request',
      explanation: 'You make no offer. This cannot be taken back.',
      label: 'Why',
      value: note.value || 'No capacity',
      yes: 'Decline',
      danger: true,
    });
    if (why !== null) {
      await answer({declines: true, note: why}, decline, refusal);
    }
  });
  return el('form', {
    class: 'card sheet',
    'aria-label': 'Answer',
    onsubmit: event => {
      event.preventDefault();
      answer({
        net: {amount: Number(net.value), currency: currency.value},
        quantity: Number(quantity.value),
        leadTimeDays: Number(leadTime.value),
        ...(valid.value === '' ? {} : {validUntil: new Date(`${valid.value}T23:59:59`).toISOString()}),
        ...(note.value.trim() === '' ? {} : {note: note.value.trim()}),
      }, send, refusal);
    },
  },
  el('h2', {}, 'Your offer'),
  el('div', {class: 'fields'},
      field('net', 'Net price of all parts', el('div', {class: 'price'}, net, currency), each),
      field('quantity', 'Quantity', quantity, el('p', {class: 'quiet small'}, 'Fewer is a partial offer.')),
      field('days', 'Days until delivery', leadTime),
      field('valid', 'Valid until', valid, el('p', {class: 'quiet small'}, 'Empty for the usual time.')),
      el('div', {class: 'field wide'}, el('label', {for: 'note'}, 'Note'), note)),
  el('p', {class: 'quiet small'}, 'An offer binds. It can be sent once.'),
  refusal,
  el('div', {class: 'actions'}, send, decline));
}

function field(id, name, ...inside) {
  return el('div', {class: 'field'}, el('label', {for: id}, name), ...inside);
}

/** Sends an answer; the same one again, after a break of the network, gets the same receipt. */
async function answer(said, button, refusal) {
  button.disabled = true;
  button.setAttribute('aria-busy', 'true');
  fill(refusal);
  try {
    await byToken(token, 'POST', 'offers', said);
    await read();
  } catch (failure) {
    fill(refusal, problemBox(known(failure)));
  } finally {
    button.disabled = false;
    button.removeAttribute('aria-busy');
  }
}

/** A request that has ended meanwhile is shown as such; what is being typed stays while it is open. */
setInterval(async () => {
  if (document.hidden || !letter?.open) {
    return;
  }
  try {
    const now = await byToken(token, 'GET', 'offers');
    if (!now.open) {
      letter = now;
      show();
    }
  } catch (failure) {
    console.warn(failure); // the next look may succeed; an answer that is sent is told of its own failure
  }
}, CHECKED_MS);

addEventListener('hashchange', read);
await read();
