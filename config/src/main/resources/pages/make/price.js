/** Material, quantity and price: what each material would cost, and a price that binds for the chosen one. */

import {get, listen, post, Problem} from '../ui/api.js';
import {again, el, fill, settled} from '../ui/dom.js';
import {count, day, days, duration, figure, money, process, words} from '../ui/format.js';
import {doing, notifyProblem, problemBox} from '../ui/frame.js';

const MOST = 10_000;
const QUIET_MS = 350;

/**
 * Fills the column with the choice of material and the price.
 *
 * @param {function(string): void} chosen is told the material, so that the view can judge the part in it
 */
export function priceColumn(column, context, chosen) {
  new Prices(column, context, chosen).start().catch(failure => {
    if (!context.signal.aborted) {
      fill(column, problemBox(failure));
    }
  });
}

class Prices {
  #context;
  #chosen;
  #column;
  #quantity = el('input', {id: 'quantity', type: 'number', min: 1, max: MOST, step: 1, value: '1', inputmode: 'numeric'});
  #offers = el('div', {class: 'offers', role: 'radiogroup', 'aria-label': 'Material'});
  #quote = el('section', {class: 'card panel', 'aria-label': 'Price', 'aria-live': 'polite'});
  #materials = [];
  #material = null;
  #tier = null;
  #round = 0;
  #listening = new AbortController();

  constructor(column, context, chosen) {
    this.#column = column;
    this.#context = context;
    this.#chosen = chosen;
    const changed = settled(QUIET_MS, () => this.#compare());
    this.#quantity.addEventListener('input', changed);
    this.#quote.hidden = true;
  }

  async start() {
    this.#materials = (await get('materials', this.#context.signal)).items;
    fill(this.#column,
        el('section', {class: 'card panel', 'aria-label': 'Material and quantity'},
            el('h2', {}, 'Material and quantity'),
            el('div', {class: 'field'}, el('label', {for: 'quantity'}, 'How many'), this.#quantity),
            el('p', {class: 'quiet small'}, 'Rough prices for all of them, taxes and shipping included. Choose one for a price that binds.'),
            this.#offers),
        this.#quote);
    await this.#compare();
  }

  #number() {
    const number = Number(this.#quantity.value);
    const good = Number.isInteger(number) && number >= 1 && number <= MOST;
    this.#quantity.setAttribute('aria-invalid', String(!good));
    this.#quantity.setCustomValidity(good ? '' : `A whole number from 1 to ${MOST}`);
    this.#quantity.reportValidity();
    return good ? number : null;
  }

  /** Asks what each material would cost; the answers of an older question are dropped. */
  async #compare() {
    const quantity = this.#number();
    if (quantity === null) {
      return;
    }
    const round = ++this.#round;
    const {detection, correction} = this.#context.revision;
    const {size, volumeMm3, areaMm2} = (correction?.after ?? detection).geometry;
    const answers = await Promise.all(this.#materials.map(material => this.#indication(
        {material: material.id, quantity, size, volumeMm3, areaMm2})));
    if (round !== this.#round || this.#context.signal.aborted) {
      return;
    }
    const ranked = this.#materials.map((material, i) => ({material, ...answers[i]}));
    ranked.sort((a, b) => (a.price?.total.amount ?? Infinity) - (b.price?.total.amount ?? Infinity));
    const held = document.activeElement?.name === 'material' ? document.activeElement.value : null;
    fill(this.#offers, ranked.map(offer => this.#offer(offer)));
    this.#offers.querySelector(`input[value="${CSS.escape(held ?? '')}"]`)?.focus();
    if (this.#material) {
      this.#ask();
    }
  }

  async #indication(question) {
    try {
      return await post('price-indications', question, {signal: this.#context.signal});
    } catch (failure) {
      if (failure instanceof Problem) {
        return {refusal: failure};
      }
      throw failure;
    }
  }

  #offer({material, price, refusal}) {
    const input = el('input', {
      type: 'radio',
      name: 'material',
      value: material.id,
      checked: material.id === this.#material,
      onchange: () => {
        this.#material = material.id;
        this.#tier = null;
        this.#chosen(material.id);
        this.#ask();
      },
    });
    return el('label', {class: 'offer'}, input,
        el('span', {},
            el('strong', {}, material.name),
            el('small', {class: 'why'}, refusal
              ? refusal.detail
              : `${process(material.processCategory)} · ±${figure(material.dimensionalToleranceMm)} mm`)),
        price
          ? el('span', {class: 'amount'}, `≈ ${money(price.total)}`, el('small', {}, days(price.leadTimeDays)))
          : el('span', {class: 'amount quiet'}, 'on request'));
  }

  /** Asks for a price that binds, and follows it when a person has to look at it. */
  async #ask() {
    const quantity = this.#number();
    const round = ++this.#round;
    this.#listening.abort();
    if (quantity === null) {
      return;
    }
    const listening = new AbortController();
    this.#listening = listening;
    this.#context.signal.addEventListener('abort', () => listening.abort());
    this.#quote.hidden = false;
    if (!this.#quote.hasChildNodes()) {
      fill(this.#quote, el('p', {class: 'quiet'}, 'Working out the price …'));
    }
    this.#quote.setAttribute('aria-busy', 'true');
    try {
      const quote = await post('quotes', {
        revision: this.#context.revision.id,
        material: this.#material,
        quantity,
        ...(this.#tier ? {leadTime: this.#tier} : {}),
      }, {signal: listening.signal});
      this.#follow(quote, round, listening.signal);
    } catch (failure) {
      if (round === this.#round && failure.name !== 'AbortError') {
        fill(this.#quote, el('h2', {}, 'Price'), problemBox(failure));
      }
    } finally {
      this.#quote.removeAttribute('aria-busy');
    }
  }

  #follow(quote, round, signal) {
    if (round !== this.#round) {
      return;
    }
    this.#show(quote);
    if (quote.state === 'REQUESTED' || quote.state === 'IN_REVIEW') {
      const read = again(async () => {
        const now = await get(`quotes/${encodeURIComponent(quote.id)}`, signal);
        if (now.state !== quote.state && round === this.#round) {
          this.#show(now);
        }
      });
      listen(`events?subject=${encodeURIComponent(quote.id)}&after=0`, {event: read}, signal).catch(notifyProblem);
    }
  }

  #show(quote) {
    const {state, price, problem, expiresAt, quantity} = quote;
    if (state === 'REQUESTED' || state === 'IN_REVIEW' || !price) {
      fill(this.#quote, el('h2', {}, 'Price'), problem
        ? problemBox(new Problem(problem))
        : el('p', {class: 'hint'}, state === 'IN_REVIEW'
          ? 'A person looks at this price first. It will show here; you can come back later.'
          : 'Working out the price …'));
      return;
    }
    const {amCentre} = quote.inputs;
    const lead = this.#tier ?? 'STANDARD';
    fill(this.#quote,
        el('div', {class: 'panel-head'}, el('h2', {}, 'Price'), el('span', {class: 'quiet small'}, `holds until ${day(expiresAt)}`)),
        el('div', {class: 'total'}, el('strong', {}, money(price.total)),
            el('span', {class: 'quiet'}, `${money(price.unitPrice)} for each, made in ${days(price.leadTimeDays)} at ${amCentre}`)),
        price.tiers.length > 0 && choice('How soon', price.tiers.map(tier => ({
          name: `${words(tier.tier)} · ${money(tier.total)}`,
          more: days(tier.leadTimeDays),
          pressed: tier.tier === lead,
          take: () => {
            this.#tier = tier.tier;
            this.#ask();
          },
        }))),
        price.breaks.length > 0 && choice('Other quantities', price.breaks.map(other => ({
          name: count(other.quantity, 'part'),
          more: `${money(other.unitPrice)} each`,
          pressed: other.quantity === quantity,
          take: () => {
            this.#quantity.value = String(other.quantity);
            this.#compare();
          },
        }))),
        this.#details(quote),
        el('button', {
          type: 'button',
          class: 'primary wide',
          onclick: event => doing(event.target, () => order(quote)),
        }, `Order ${count(quantity, 'part')} for ${money(price.total)}`));
  }

  #details({price, candidates}) {
    const {estimate, footprint} = price;
    return el('details', {},
        el('summary', {}, 'What the price is made of'),
        el('table', {class: 'lines'}, el('tbody', {}, price.items.map(item => el('tr', {},
            el('th', {scope: 'row'}, words(item.name)), el('td', {}, item.basis), el('td', {}, money(item.amount)))))),
        el('p', {class: 'quiet small'},
            `One part takes ${duration(estimate.printTimeS)} of machine time and ${figure(estimate.feedstockG)} g. `
            + `All of it: ${figure(footprint.energyKWh)} kWh, ${figure(footprint.carbonKg)} kg CO₂e.`),
        candidates?.length > 1 && el('ul', {class: 'bullets small quiet'},
            candidates.map(centre => el('li', {}, `${centre.amCentre}: ${centre.reason}`))));
  }
}

function choice(title, options) {
  return el('div', {class: 'field'}, el('h3', {}, title),
      el('div', {class: 'chips', role: 'group', 'aria-label': title}, options.map(({name, more, pressed, take}) => el('button', {
        type: 'button', class: 'small', 'aria-pressed': String(pressed), onclick: take,
      }, name, el('small', {}, more)))));
}

/** A quote is ordered once, however often the button is pressed: the key of the order is that of the quote. */
async function order(quote) {
  const placed = await post('orders', {quote: quote.id}, {key: `order-${quote.id}`});
  location.hash = `#/order/${encodeURIComponent(placed.id)}`;
}
