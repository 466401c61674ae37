/** What is wrong with a model, in the colours in which it is marked. */

import {el, fill} from '../ui/dom.js';

const ORDER = ['BLOCKS', 'DEGRADES', 'INFORMS'];
const SEVERITIES = {BLOCKS: 'Must be mended', DEGRADES: 'Harmful', INFORMS: 'Note'};

/**
 * Lists findings of the mesh, and of a material when it was judged.
 *
 * @param {{title: string, findings: object[], print: ?object, viewer: object}} shown
 */
export function findingsPanel(panel, {title, findings, print, viewer}) {
  const rows = [...findings, ...(print?.findings ?? [])];
  rows.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const hidden = new Set();
  const head = el('div', {class: 'panel-head'}, el('h2', {}, title), summary(rows));
  fill(panel, head,
      rows.length === 0
        ? el('p', {class: 'note'}, 'Nothing. The surface is closed and sound.')
        : el('ul', {}, rows.map(row => finding(row, viewer, hidden))),
      print && (print.unjudged.length > 0) && el('p', {class: 'quiet small'}, `Not judged: ${print.unjudged.join('; ')}`));
}

function summary(rows) {
  const blocking = rows.filter(row => row.severity === 'BLOCKS').length;
  if (rows.length === 0) {
    return el('span', {class: 'pill good'}, 'Sound');
  }
  return blocking > 0
    ? el('span', {class: 'pill bad'}, `${blocking} to be mended`)
    : el('span', {class: 'pill good'}, 'Can be made');
}

function finding(row, viewer, hidden) {
  const colour = viewer.colour(row.kind);
  const swatch = el('span', {class: colour ? 'swatch' : 'swatch placeless', 'aria-hidden': 'true'});
  if (colour) {
    swatch.style.backgroundColor = colour;
  }
  const id = `finding-${row.kind}`;
  const box = el('input', {
    type: 'checkbox',
    id,
    class: colour ? '' : 'placeless',
    checked: colour !== null,
    disabled: colour === null,
    onchange: () => {
      hidden[box.checked ? 'delete' : 'add'](row.kind);
      viewer.hide(hidden);
      if (box.checked) {
        viewer.lookAt(row.kind);
      }
    },
  });
  return el('li', {class: 'finding'}, box, swatch,
      el('label', {for: id}, sentence(row.text)),
      el('span', {class: `severity ${row.severity}`}, SEVERITIES[row.severity]),
      row.remedy && el('span', {class: 'remedy'}, row.remedy));
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
