/** Tables. */

import {el} from '../ui/dom.js';

/** A table with a caption, names of columns, and rows of cells; a column of numbers is laid to the right. */
export function table(caption, columns, rows) {
  const looks = columns.map((_, i) => ({class: rows.some(cells => typeof cells[i] === 'number') ? 'number' : ''}));
  return el('table', {},
      el('caption', {}, caption),
      el('thead', {}, el('tr', {}, columns.map((name, i) => el('th', {scope: 'col', ...looks[i]}, name)))),
      el('tbody', {}, rows.length === 0
        ? el('tr', {}, el('td', {colSpan: columns.length, class: 'quiet'}, 'none'))
        : rows.map(cells => el('tr', {}, cells.map((cell, i) => el('td', looks[i], cell))))));
}

/** Whether somebody may change things. */
export function operates(me) {
  return me.roles.includes('OPERATOR');
}
