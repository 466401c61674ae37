/** The view of one revision of a model: what was found, what was mended, what it costs. */

import {get, listen, post} from '../ui/api.js';
import {again, el, fill} from '../ui/dom.js';
import {figure, size, whole, words} from '../ui/format.js';
import {doing, notifyProblem, problemBox} from '../ui/frame.js';
import {findingsPanel} from './findings.js';
import {priceColumn} from './price.js';
import {pill} from './start.js';
import {Viewer} from './viewer.js';

/** More facets than this are drawn when somebody asks for it: the file for the viewer has some 24 bytes for each. */
const DRAWN_AT_ONCE = 1_500_000;
const WAITING = {
  UPLOADING: 'The file is not complete yet.',
  COMPOSING: 'The model is being made …',
  UPLOADED: 'The model is being examined …',
  DEFECTIVE: 'The model is being mended …',
};

export async function showPart({main, me, signal, values: [designId, number]}) {
  const path = `designs/${encodeURIComponent(designId)}/revisions/${number}`;
  const design = await get(`designs/${encodeURIComponent(designId)}`, signal);
  document.title = `${design.name} · AMSP Hub`;
  const bench = new Bench(main, path, me, signal);
  bench.head(design);
  await bench.read();
  listen(`events?correlationId=${encodeURIComponent(bench.id)}`, {event: again(() => bench.read())}, signal)
      .catch(notifyProblem);
}

/** The two columns and the revision that they show. */
class Bench {
  #path;
  #me;
  #signal;
  #revision = null;
  #etag = '';
  #title = el('h1', {class: 'name'});
  #state = el('span', {role: 'status'});
  #viewer;
  #variants = el('div', {class: 'choice', role: 'group', 'aria-label': 'Which model is shown'});
  #model = el('section', {class: 'card panel', 'aria-label': 'Model'});
  #findings = el('section', {class: 'card panel', 'aria-label': 'Findings'});
  #correction = el('section', {class: 'card panel', 'aria-label': 'Correction', hidden: true});
  #price = el('div', {class: 'panels'});
  #panels = el('div', {class: 'panels'}, this.#model, this.#findings, this.#correction);
  #variant = null;
  #material = null;
  #drawLarge = false;
  #priced = false;

  constructor(main, path, me, signal) {
    this.#path = path;
    this.#me = me;
    this.#signal = signal;
    const view = el('div', {class: 'view'});
    fill(main, el('div', {class: 'bench'},
        el('div', {class: 'bench-head'}, this.#title, this.#state),
        el('section', {class: 'card stage', 'aria-label': 'View'}, view, this.#bar()),
        this.#panels));
    this.#viewer = new Viewer(view, signal);
    [this.#model, this.#findings].forEach(panel => {
      panel.hidden = true;
    });
  }

  get id() {
    return this.#revision.id;
  }

  #bar() {
    const turn = el('button', {
      type: 'button',
      class: 'small',
      'aria-pressed': 'false',
      onclick: () => {
        const turns = turn.getAttribute('aria-pressed') !== 'true';
        turn.setAttribute('aria-pressed', String(turns));
        this.#viewer.turning = turns;
      },
    }, 'Turn');
    return el('div', {class: 'view-bar'}, this.#variants, el('span', {class: 'spacer'}),
        el('span', {class: 'view-help'}, 'drag to turn, scroll to zoom'), turn,
        el('button', {type: 'button', class: 'small', onclick: () => this.#viewer.fit()}, 'Fit'));
  }

  head(design) {
    this.#title.textContent = design.name;
  }

  async read() {
    const revision = await get(this.#path, this.#signal);
    if (JSON.stringify(revision) === this.#etag) {
      return;
    }
    this.#etag = JSON.stringify(revision);
    this.#revision = revision;
    this.#show();
  }

  #show() {
    const {state, detection, correction, problem} = this.#revision;
    fill(this.#state, pill(state, {IN_REVIEW: 'Your decision is needed', READY: 'Ready to be made'}[state]));
    this.#model.hidden = !detection && !problem;
    fill(this.#model, el('h2', {}, 'Model'), problem && problemOf(problem), detection && this.#facts());
    this.#showCorrection(correction);
    if (detection) {
      this.#chooseVariant(this.#variant ?? 'source');
    } else {
      this.#viewer.say(WAITING[state] ?? (problem ? 'There is no model to show.' : words(state)));
    }
    if (state === 'READY' && !this.#priced) {
      this.#priced = true;
      this.#panels.prepend(this.#price, this.#findings);
      scrollTo({top: 0});
      const prices = {revision: this.#revision, path: this.#path, me: this.#me, signal: this.#signal};
      priceColumn(this.#price, prices, material => {
        this.#material = material;
        this.#draw();
      });
      this.#chooseVariant('solid');
    }
  }

  #facts() {
    const {upload, tessellation, detection, correction, state} = this.#revision;
    const made = state === 'READY' && correction ? correction.after : detection;
    const {geometry} = made;
    return el('dl', {class: 'facts'},
        upload && [el('dt', {}, 'File'), el('dd', {}, upload.fileName)],
        el('dt', {}, 'Format'), el('dd', {}, `${tessellation?.format ?? detection.format}, ${inUnit(detection.unit)}`),
        el('dt', {}, 'Size'), el('dd', {}, size(geometry.size)),
        made.solid && [el('dt', {}, 'Volume'), el('dd', {}, `${figure(geometry.volumeMm3 / 1000, 4)} cm³`)],
        el('dt', {}, 'Surface'), el('dd', {}, `${figure(geometry.areaMm2 / 100, 4)} cm²`),
        el('dt', {}, 'Facets'), el('dd', {}, whole(geometry.facets)));
  }

  #showCorrection(correction) {
    const {state} = this.#revision;
    this.#correction.hidden = !correction;
    if (correction) {
      const waits = state === 'IN_REVIEW';
      fill(this.#correction, el('div', {class: 'panel-head'},
          el('h2', {}, waits ? 'Proposed correction' : 'Correction'),
          state === 'READY' && pill('READY', 'Accepted')),
      steps(correction, waits), waits && this.#decision(correction));
    }
  }

  #decision(correction) {
    const may = this.#me.roles.some(role => ['USER', 'DESIGNER', 'OPERATOR'].includes(role));
    if (!may) {
      return el('p', {class: 'quiet'}, 'Its owner has to decide.');
    }
    const decide = decision => event => doing(event.target, async () => {
      await post(`${this.#path}/correction/decision`, {decision});
      await this.read();
    });
    const reject = el('button', {type: 'button', class: 'danger', onclick: decide('REJECT')}, 'Reject the model');
    if (correction.wrapOffered) {
      return [
        el('p', {class: 'hint'}, 'Nothing that keeps the surface makes this a solid. A watertight wrap replaces the whole '
            + 'surface and rounds edges off; you will see it before anything is decided.'),
        el('div', {class: 'actions'},
            el('button', {
              type: 'button',
              class: 'primary',
              onclick: event => doing(event.target, async () => {
                await post(`${this.#path}/correction`, {wrap: true});
                await this.read();
              }),
            }, 'Make a wrap'), reject),
      ];
    }
    return el('div', {class: 'actions'},
        el('button', {type: 'button', class: 'primary', onclick: decide('ACCEPT')}, 'Accept the correction'), reject);
  }

  #chooseVariant(variant) {
    const {correction, state} = this.#revision;
    const mended = correction && !correction.wrapOffered;
    this.#variant = variant;
    fill(this.#variants, mended && [['source', 'As uploaded'], ['solid', state === 'READY' ? 'As it is made' : 'Corrected']]
        .map(([value, name]) => el('button', {
          type: 'button',
          'aria-pressed': String(value === variant),
          onclick: () => this.#chooseVariant(value),
        }, name)));
    this.#variants.hidden = !mended;
    this.#draw();
  }

  async #draw() {
    const {detection, correction} = this.#revision;
    const solid = this.#variant === 'solid';
    const shown = solid && correction ? correction.after : detection;
    this.#findings.hidden = false;
    const list = print => findingsPanel(this.#findings, {
      title: solid && correction ? 'After the correction' : 'What was found', findings: shown.findings, print, viewer: this.#viewer,
    });
    list(null);
    if (shown.geometry.facets > DRAWN_AT_ONCE && !this.#drawLarge) {
      this.#offerLarge(shown.geometry.facets);
      return;
    }
    const material = solid ? this.#material : null;
    const what = {variant: this.#variant, findings: true, material};
    try {
      const print = material && get(`${this.#path}/printability?material=${encodeURIComponent(material)}`, this.#signal);
      await this.#viewer.show(this.#path, what, this.#signal);
      list(await print);
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        this.#viewer.say(problemBox(failure), el('button', {type: 'button', onclick: () => this.#draw()}, 'Try again'));
      }
    }
  }

  #offerLarge(facets) {
    this.#viewer.say(`This model has ${whole(facets)} facets; drawing it takes a while.`, el('button', {
      type: 'button',
      onclick: () => {
        this.#drawLarge = true;
        this.#draw();
      },
    }, 'Draw it'));
  }
}

function inUnit(unit) {
  return unit === 'UNSPECIFIED' ? 'which names no unit: taken as mm' : `in ${words(unit).toLowerCase()}`;
}

function problemOf(problem) {
  return el('div', {class: 'problem', role: 'alert'},
      el('p', {class: 'problem-title'}, problem.title, el('code', {}, problem.code)),
      el('p', {}, problem.detail),
      el('p', {}, el('strong', {}, 'What helps: '), problem.remedy));
}

function steps(correction, waits) {
  const done = correction.steps.filter(step => step.count > 0);
  return [
    done.length > 0 && el('ul', {class: 'steps'}, done.map(step => el('li', {title: step.note},
        el('span', {}, words(step.name)), el('span', {}, whole(step.count))))),
    el('dl', {class: 'facts'},
        el('dt', {}, 'Result'), el('dd', {}, correction.after.solid ? 'a solid, proved by detecting again' : 'still not a solid'),
        el('dt', {}, 'Surface moved by up to'), el('dd', {}, `${figure(correction.maxDeviationMm)} mm`),
        el('dt', {}, 'Surface added'), el('dd', {}, `${figure(correction.areaChangeMm2 / 100)} cm²`)),
    correction.reasons.length > 0 && el('div', {class: 'hint'},
        el('strong', {}, waits ? 'Look at this before you accept' : 'What to look at'),
        el('ul', {class: 'bullets'}, correction.reasons.map(reason => el('li', {}, reason)))),
  ];
}
