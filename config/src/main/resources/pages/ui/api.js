/** The hub's API: calls, problems, and streams of events. */

import {Problem} from './problem.js';

const BASE = '/api/v1';
const KEPT = 'amsp-hub.authorization';

/** Where the pages are: on the server that the script came from. */
export const PAGES = '';

export {Problem};

let authorization = sessionStorage.getItem(KEPT);
let signIn = () => Promise.reject(new Problem({status: 401, title: 'Not signed in'}));

/** Says who is asked for credentials when the hub wants some; it answers a value of the header Authorization. */
export function whenSignedOut(ask) {
  signIn = ask;
}

/** What stands for a session: the browser sends its cookie by itself, and no script can read it. */
export const SESSION = 'session';

/** Keeps the credentials for this tab, until it is closed. */
export function keep(value) {
  authorization = value;
  if (value === null) {
    sessionStorage.removeItem(KEPT);
  } else {
    sessionStorage.setItem(KEPT, value);
  }
}

let asking = null;

/** Asks once, however many calls need it. */
async function signedIn() {
  asking ??= Promise.resolve(signIn()).finally(() => {
    asking = null;
  });
  keep(await asking);
}

/** A request with credentials; asks for them when there are none, or when they are not good any more. */
export async function request(path, options = {}) {
  for (;;) {
    if (!authorization) {
      const other = await send(path, options, SESSION); // another tab may have signed in
      if (other.status !== 401) {
        keep(SESSION);
        return other;
      }
      await signedIn();
    }
    const used = authorization;
    const response = await send(path, options, used);
    if (response.status !== 401) {
      return response;
    }
    if (authorization === used) {
      keep(null);
    }
  }
}

async function send(path, options, credentials) {
  const headers = new Headers(options.headers);
  if (credentials !== SESSION) {
    headers.set('Authorization', credentials);
  }
  try {
    return await fetch(path.startsWith('/') ? path : `${BASE}/${path}`, {...options, headers, cache: 'no-store'});
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem({
      title: 'The hub cannot be reached',
      detail: 'No answer came from the hub.',
      remedy: 'Check that it runs and that the network is there; nothing that was done is lost.',
    });
  }
}

/** Throws the problem of an answer that is no success. */
export async function accepted(response) {
  if (response.ok) {
    return response;
  }
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // not from the hub itself: the status has to do
  }
  throw new Problem({title: response.statusText || 'Refused', ...problem, status: response.status});
}

/** Who the credentials belong to, or a problem; for trying credentials without keeping them. */
export async function whoIs(credentials) {
  return (await accepted(await send('me', {}, credentials))).json();
}

/** Sends JSON without credentials, or under the session that there is; a refusal is a problem. */
export async function plainly(method, path, body = undefined) {
  const options = {method, headers: {'Content-Type': 'application/json'}, body: body && JSON.stringify(body)};
  const response = await accepted(await send(path, options, SESSION));
  return response.status === 204 ? null : response.json();
}

/** Sends JSON under a token that is for this call alone, whoever is signed in; a refusal is a problem. */
export async function byToken(token, method, path, body = undefined) {
  const headers = body === undefined ? {} : {'Content-Type': 'application/json'};
  const options = {method, headers, body: body && JSON.stringify(body), credentials: 'omit'};
  return (await accepted(await send(path, options, `Bearer ${token}`))).json();
}

/** Ends what this tab is signed in with; a session ends for all tabs. */
export async function leave() {
  const used = authorization;
  keep(null);
  if (used === SESSION) {
    await plainly('DELETE', 'sessions/current');
  }
}

export async function get(path, signal) {
  return (await accepted(await request(path, {signal}))).json();
}

export async function blob(path, signal) {
  return (await accepted(await request(path, {signal}))).blob();
}

/** Sends JSON. Each request has a key of its own, so that a repetition on the way does nothing twice. */
export async function post(path, body = undefined, {method = 'POST', key = crypto.randomUUID(), signal} = {}) {
  const headers = {};
  if (method === 'POST') {
    headers['Idempotency-Key'] = key;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const options = {method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body)};
  const response = await accepted(await request(path, options));
  return response.status === 204 ? null : response.json();
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

/**
 * Listens to server-sent events, which EventSource cannot do with credentials. Comes back by itself, after the last
 * event that it has, until the signal ends it.
 *
 * @param {string} path of the stream
 * @param {{event: function(string, object), state?: function(boolean)}} to gets type and data of each event, and
 *     whether the stream is there
 */
export async function listen(path, to, signal) {
  let last = null;
  let wait = 500;
  while (!signal.aborted) {
    try {
      const headers = {Accept: 'text/event-stream', ...(last === null ? {} : {'Last-Event-ID': last})};
      const response = await accepted(await request(path, {headers, signal}));
      to.state?.(true);
      for await (const event of events(response.body)) {
        wait = 500;
        last = event.id ?? last;
        to.event(event.type, JSON.parse(event.data));
      }
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      if (failure instanceof Problem && !failure.passing) {
        throw failure;
      }
    }
    to.state?.(false);
    await new Promise(done => setTimeout(done, wait));
    wait = Math.min(10_000, wait * 2);
  }
}

/** The events of a stream, as the HTML standard has them read. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {value, done} = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = {type: 'message', data: '', id: null};
      for (const line of block.split('\n')) {
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const content = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'data') {
          event.data += event.data === '' ? content : `\n${content}`;
        } else if (field === 'event') {
          event.type = content;
        } else if (field === 'id') {
          event.id = content;
        }
      }
      if (event.data !== '') {
        yield event;
      }
    }
  }
}
