/** Problems, notices and questions. */

import {el} from './dom.js';
import {Problem} from './problem.js';

/** What the API said, with its code and the way out. */
export function problemBox(failure) {
  const known = failure instanceof Problem;
  if (!known) {
    console.error(failure);
  }
  return el('div', {class: 'problem', role: 'alert'},
      el('p', {class: 'problem-title'},
          known ? failure.title : 'The page went wrong',
          known && failure.code && el('code', {}, failure.code)),
      el('p', {}, known ? failure.detail : String(failure)),
      known && failure.where && el('p', {class: 'quiet'}, `Where: ${failure.where}`),
      known && failure.remedy && el('p', {}, el('strong', {}, 'What helps: '), failure.remedy));
}

const notices = el('div', {class: 'notices', 'aria-live': 'polite'});
let place = document.body;
place.append(notices);

/** Shows notices and questions in a part of the page from now on, which may have styles of its own. */
export function showIn(element) {
  place = element;
  place.append(notices);
}

/** Shows a problem at the edge of the page until it is put away. */
export function notifyProblem(failure) {
  if (failure.name === 'AbortError') {
    return;
  }
  const notice = el('div', {class: 'notice'}, problemBox(failure),
      el('button', {type: 'button', class: 'plain', 'aria-label': 'Put away', onclick: () => notice.remove()}, '×'));
  notices.append(notice);
  while (notices.childElementCount > 3) {
    notices.firstElementChild.remove();
  }
}

/** Runs what a click asks for; the button is out of use meanwhile, and a refusal is shown. */
export async function doing(button, work) {
  button.disabled = true;
  button.setAttribute('aria-busy', 'true');
  try {
    return await work();
  } catch (failure) {
    notifyProblem(failure);
    return undefined;
  } finally {
    button.disabled = false;
    button.removeAttribute('aria-busy');
  }
}

/** Asks something in a dialog; answers the text that was put in, or null. */
export function ask({title, explanation, label, value = '', yes, danger = false}) {
  return new Promise(answer => {
    const input = el('input', {id: 'ask-input', value, required: true, maxLength: 200, autocomplete: 'off'});
    input.value = value;
    const dialog = el('dialog', {class: 'ask', 'aria-labelledby': 'ask-title'},
        el('form', {method: 'dialog', onsubmit: () => dialog.close('yes')},
            el('h2', {id: 'ask-title'}, title),
            el('p', {}, explanation),
            label && [el('label', {for: 'ask-input'}, label), input],
            el('div', {class: 'actions'},
                el('button', {class: danger ? 'danger' : 'primary', value: 'yes'}, yes),
                el('button', {type: 'button', onclick: () => dialog.close()}, 'Leave it'))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      answer(dialog.returnValue === 'yes' ? input.value.trim() || title : null);
    });
    place.append(dialog);
    dialog.showModal();
  });
}
