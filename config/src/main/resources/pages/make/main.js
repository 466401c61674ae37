/** The page for people who want a part made: which view is shown is in the address, so that it can be kept. */

import {fill} from '../ui/dom.js';
import {problemBox, start} from '../ui/frame.js';
import {showOrder} from './order.js';
import {showPart} from './part.js';
import {showStart} from './start.js';

const VIEWS = [
  [/^#\/part\/([^/]+)\/(\d+)$/, showPart],
  [/^#\/order\/([^/]+)$/, showOrder],
  [/^/, showStart],
];

const main = document.getElementById('main');
let shown = new AbortController();

async function show(me) {
  shown.abort();
  shown = new AbortController();
  const {signal} = shown;
  const [pattern, view] = VIEWS.find(([known]) => known.test(location.hash));
  const values = pattern.exec(location.hash).slice(1).map(decodeURIComponent);
  scrollTo(0, 0);
  try {
    await view({main, me, signal, values});
  } catch (failure) {
    if (!signal.aborted) {
      fill(main, problemBox(failure));
    }
  }
}

const me = await start();
addEventListener('hashchange', () => show(me));
await show(me);
