/** The hub's API by way of the console: asked as who is signed in here, with the same rights. */

import {Problem} from './problem.js';

export {Problem};

/** Where the hub's pages for people are. */
export let PAGES = '';

const JOLOKIA = new URL('jolokia', document.baseURI).href;
const DESK = 'io.amsphub:type=Desk';

/** Asks Jolokia; a refusal is a problem. */
async function jolokia(request) {
  let answer;
  try {
    const response = await fetch(JOLOKIA, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-Requested-With': 'XMLHttpRequest'},
      body: JSON.stringify(request),
      cache: 'no-store',
    });
    if (!response.ok) {
      throw new Problem({status: response.status, title: 'The console refused', detail: `It answered ${response.status}.`,
        remedy: 'Log in again; an auditor sees and changes nothing.'});
    }
    answer = await response.json();
  } catch (failure) {
    if (failure instanceof Problem) {
      throw failure;
    }
    throw new Problem({title: 'The hub cannot be reached', detail: 'No answer came from the console.', remedy: 'Check that the hub runs.'});
  }
  if (answer.status !== 200) {
    throw new Problem({status: answer.status, title: 'The console refused', detail: answer.error,
      remedy: answer.status === 403 ? 'This is for operators.' : ''});
  }
  return answer.value;
}

/** Learns where the pages are. */
export async function begin() {
  PAGES = await attribute(DESK, 'Pages');
}

export function attribute(mbean, name) {
  return jolokia({type: 'read', mbean, attribute: name});
}

/** The values of some attributes of all MBeans that fit a pattern, by name. */
export function attributes(pattern, names) {
  return jolokia({type: 'read', mbean: pattern, attribute: names});
}

export function run(mbean, operation, ...values) {
  return jolokia({type: 'exec', mbean, operation, arguments: values});
}

export function setLogLevel(logger, level) {
  return run(DESK, 'setLogLevel(java.lang.String,java.lang.String)', logger, level);
}

export function logLevels() {
  return attribute(DESK, 'LogLevels');
}

async function ask(method, path, body) {
  const text = await run(DESK, 'ask(java.lang.String,java.lang.String,java.lang.String)', method, `/api/v1/${path}`,
      body === undefined ? '' : JSON.stringify(body));
  const answer = JSON.parse(text);
  if (answer.status >= 400) {
    throw new Problem({title: 'Refused', ...answer.body, status: answer.status});
  }
  return answer.body ?? null;
}

export function get(path) {
  return ask('GET', path);
}

export function post(path, body = undefined, {method = 'POST'} = {}) {
  return ask(method, path, body);
}

/** Pictures do not come by the console. */
export function blob() {
  return Promise.reject(new Problem({status: 406, title: 'No pictures here'}));
}

/** All pages of a list, up to so many items. */
export async function all(path, most = 500) {
  const items = [];
  let after = '';
  do {
    const page = await get(`${path}${path.includes('?') ? '&' : '?'}limit=${Math.min(most, 500)}${after}`);
    items.push(...page.items);
    after = page.next ? `&after=${encodeURIComponent(page.next)}` : '';
  } while (after && items.length < most);
  return items;
}
