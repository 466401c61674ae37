/** What every page has: who is signed in, the question for credentials, notices and questions. */

import {keep, Problem, request, accepted, whenSignedOut, whoIs} from './api.js';
import {el, fill} from './dom.js';

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
document.body.append(notices);

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
    document.body.append(dialog);
    dialog.showModal();
  });
}

function credentials(name, secret) {
  const bytes = new TextEncoder().encode(`${name}:${secret}`);
  return name === '' ? `Bearer ${secret}` : `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** Asks for name and secret until the hub knows them. */
function signInDialog() {
  return new Promise(answer => {
    const name = el('input', {id: 'sign-in-name', autocomplete: 'username', autocapitalize: 'none', spellcheck: false});
    const secret = el('input', {id: 'sign-in-secret', type: 'password', autocomplete: 'current-password', required: true});
    const refusal = el('div');
    const button = el('button', {class: 'primary'}, 'Sign in');
    const dialog = el('dialog', {class: 'sign-in', 'aria-labelledby': 'sign-in-title'},
        el('form', {
          onsubmit: async event => {
            event.preventDefault();
            const value = credentials(name.value.trim(), secret.value.trim());
            button.disabled = true;
            try {
              await whoIs(value);
              dialog.close();
              dialog.remove();
              answer(value);
            } catch (failure) {
              fill(refusal, problemBox(failure.status === 401
                ? new Problem({
                  status: 401,
                  title: 'Name or secret is wrong',
                  code: failure.code,
                  detail: 'The hub does not know this name with this secret.',
                  remedy: 'Check both; an operator can issue a new secret.',
                })
                : failure));
              secret.select();
            } finally {
              button.disabled = false;
            }
          },
        },
        el('h2', {id: 'sign-in-title'}, 'Sign in'),
        el('p', {class: 'quiet'}, 'With the name and secret of the API, or an API key without a name. Kept in this tab only.'),
        el('label', {for: 'sign-in-name'}, 'Name'), name,
        el('label', {for: 'sign-in-secret'}, 'Secret'), secret,
        refusal,
        el('div', {class: 'actions'}, button)));
    dialog.addEventListener('cancel', event => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
    name.focus();
  });
}

/** Puts who is signed in into the header, and answers the principal. */
export async function start() {
  whenSignedOut(signInDialog);
  const me = await (await accepted(await request('me'))).json();
  const out = el('button', {
    type: 'button',
    class: 'plain',
    onclick: () => {
      keep(null);
      location.reload();
    },
  }, 'Sign out');
  fill(document.getElementById('who'), el('span', {class: 'who-name', title: `${me.organisation}, ${me.roles.join(', ')}`}, me.name), out);
  return me;
}
