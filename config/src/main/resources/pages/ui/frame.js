/** What every page has: who is signed in, and the question for credentials. */

import {accepted, leave, plainly, Problem, request, SESSION, whenSignedOut, whoIs} from './api.js';
import {problemBox} from './dialog.js';
import {el, fill} from './dom.js';

export {ask, doing, notifyProblem, problemBox} from './dialog.js';

function credentials(name, secret) {
  const bytes = new TextEncoder().encode(`${name}:${secret}`);
  return name === '' ? `Bearer ${secret}` : `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** What secrets of the API look like; passwords of people may look like anything. */
const KEY = /^[A-Za-z0-9_-]{32}$/;

/** Signs in with a key of the API, or as a person; answers what the calls are to be made with. */
async function enter(name, secret, code) {
  if (name === '' || (KEY.test(secret) && code === '')) {
    const value = credentials(name, secret);
    try {
      await whoIs(value);
      return value;
    } catch (failure) {
      if (name === '' || failure.status !== 401) {
        throw failure;
      }
    }
  }
  const person = await plainly('POST', 'sessions', {name, password: secret, ...(code === '' ? {} : {code})});
  if (person.mustChange) {
    await newPassword(secret);
  }
  return SESSION;
}

/** Asks for a password of one's own in place of the one that somebody gave, until the hub takes it. */
function newPassword(old) {
  return new Promise(answer => {
    const first = el('input', {id: 'new-password', type: 'password', autocomplete: 'new-password', required: true, minLength: 12, maxLength: 128});
    const again = el('input', {id: 'new-password-again', type: 'password', autocomplete: 'new-password', required: true});
    const refusal = el('div');
    const dialog = el('dialog', {class: 'sign-in', 'aria-labelledby': 'new-password-title'},
        el('form', {
          onsubmit: async event => {
            event.preventDefault();
            try {
              if (first.value !== again.value) {
                throw new Problem({title: 'The two are not the same', detail: 'Type the new password twice.'});
              }
              await plainly('PUT', 'account/password', {old, password: first.value});
              dialog.close();
              dialog.remove();
              answer();
            } catch (failure) {
              fill(refusal, problemBox(failure));
            }
          },
        },
        el('h2', {id: 'new-password-title'}, 'A password of your own'),
        el('p', {class: 'quiet'}, 'Somebody else has seen the one that you signed in with. At least 12 characters.'),
        el('label', {for: 'new-password'}, 'New password'), first,
        el('label', {for: 'new-password-again'}, 'Once more'), again,
        refusal,
        el('div', {class: 'actions'}, el('button', {class: 'primary'}, 'Change it'))));
    dialog.addEventListener('cancel', event => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
  });
}

function refused(failure) {
  return failure.status === 401 && failure.code !== 'AMSP-9102'
    ? new Problem({
      status: 401,
      title: 'Name or secret is wrong',
      code: failure.code,
      detail: 'The hub does not know this name with this secret.',
      remedy: 'Check both; an operator can issue a new secret or password.',
    })
    : failure;
}

/** Leads to a provider of identities, and from there back to this page. */
function providerLink({name, begin}) {
  const page = location.pathname.replace(/^\/|\/$/g, '');
  return el('a', {class: 'button', href: `${begin}?page=${encodeURIComponent(page)}`}, `Sign in with ${name}`);
}

/** Asks for name and secret until the hub knows them. */
function signInDialog() {
  return new Promise(answer => {
    const name = el('input', {id: 'sign-in-name', autocomplete: 'username', autocapitalize: 'none', spellcheck: false});
    const secret = el('input', {id: 'sign-in-secret', type: 'password', autocomplete: 'current-password', required: true});
    const code = el('input', {id: 'sign-in-code', inputMode: 'numeric', autocomplete: 'one-time-code', maxLength: 20});
    const refusal = el('div');
    const button = el('button', {class: 'primary'}, 'Sign in');
    const others = el('div', {class: 'actions'});
    const dialog = el('dialog', {class: 'sign-in', 'aria-labelledby': 'sign-in-title'},
        el('form', {
          onsubmit: async event => {
            event.preventDefault();
            button.disabled = true;
            try {
              const value = await enter(name.value.trim(), secret.value.trim(), code.value.trim());
              dialog.close();
              dialog.remove();
              answer(value);
            } catch (failure) {
              fill(refusal, problemBox(refused(failure)));
              (failure.code === 'AMSP-9102' ? code : secret).select();
            } finally {
              button.disabled = false;
            }
          },
        },
        el('h2', {id: 'sign-in-title'}, 'Sign in'),
        el('p', {class: 'quiet'}, 'With your name and password, or with the name and secret of the API, or an API key without a name. '
          + 'A key is kept in this tab only.'),
        el('label', {for: 'sign-in-name'}, 'Name'), name,
        el('label', {for: 'sign-in-secret'}, 'Password or secret'), secret,
        el('label', {for: 'sign-in-code'}, 'Code, if you have a second factor'), code,
        refusal,
        el('div', {class: 'actions'}, button), others));
    dialog.addEventListener('cancel', event => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
    name.focus();
    plainly('GET', 'sessions/providers')
      .then(({items}) => fill(others, ...items.map(providerLink)))
      .catch(failure => fill(others, problemBox(failure)));
  });
}

/** Puts who is signed in into the header, and answers the principal. */
export async function start() {
  whenSignedOut(signInDialog);
  const me = await (await accepted(await request('me'))).json();
  const out = el('button', {
    type: 'button',
    class: 'plain',
    onclick: async () => {
      await leave();
      location.reload();
    },
  }, 'Sign out');
  fill(document.getElementById('who'), el('span', {class: 'who-name', title: `${me.organisation}, ${me.roles.join(', ')}`}, me.name), out);
  return me;
}
