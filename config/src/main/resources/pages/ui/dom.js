/** Building the page: elements from data, text only as text. */

/**
 * Makes an element. A property that begins with "on" is a listener, one that is a property of the element is set,
 * anything else is an attribute; null, undefined and false leave it out. Children are nodes, texts or arrays.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'class') {
      element.className = value;
    } else if (name in element && typeof value !== 'string') {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...flat(children));
  return element;
}

function flat(children) {
  return children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false);
}

/** Replaces what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...flat(children));
  return element;
}

/** Sets the text of an element when it differs, so that nothing is laid out for nothing. */
export function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

/** A function that runs once things have been quiet for a while, with the last arguments. */
export function settled(milliseconds, run) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...values), milliseconds);
  };
}

/**
 * A function that reads again when it is told to: one reading at a time, and one more when it was told in between.
 */
export function again(read) {
  let running = false;
  let wanted = false;
  return async function tell() {
    if (running) {
      wanted = true;
      return;
    }
    running = true;
    try {
      do {
        wanted = false;
        await read();
      } while (wanted);
    } finally {
      running = false;
    }
  };
}
