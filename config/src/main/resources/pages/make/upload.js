/** Uploads that go on where they were broken off: by the network, by the hub, or by closing the page. */

import {accepted, get, post, Problem, request} from '../ui/api.js';

const KEPT = 'amsp-hub.upload';
const FIRST_PIECE = 256 * 1024;
const LARGEST_PIECE = 8 * 1024 * 1024;
const PIECE_MS = 700;
const TRIES = 8;

/** What tells a file from another without reading it. */
function mark(file) {
  return `${file.name}/${file.size}/${file.lastModified}`;
}

/** The revision that an earlier page began to send this file to, when it still waits for bytes. */
async function begun(file, signal) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    if (kept?.mark !== mark(file)) {
      return null;
    }
    const revision = await get(`designs/${encodeURIComponent(kept.designId)}/revisions/${kept.number}`, signal);
    return revision.state === 'UPLOADING' ? revision : null;
  } catch {
    return null;
  }
}

async function announce(file, unit) {
  const design = await post('designs', {name: file.name.slice(0, 200)});
  return post(`designs/${encodeURIComponent(design.id)}/revisions`,
      {fileName: file.name.slice(-400), bytes: file.size, ...(unit ? {unit} : {})});
}

/**
 * Sends a file, in pieces, and answers the revision that it became.
 *
 * @param {function(number, string): void} progress gets the bytes that have arrived, and a word on the way there
 * @param {AbortSignal} signal ends the sending and gives the upload up
 */
export async function upload(file, unit, progress, signal) {
  const revision = await begun(file, signal) ?? await announce(file, unit);
  const {designId, number, uploadUrl} = revision;
  sessionStorage.setItem(KEPT, JSON.stringify({mark: mark(file), designId, number}));
  try {
    await send(file, uploadUrl, progress, signal);
  } catch (failure) {
    if (signal.aborted) {
      await request(uploadUrl, {method: 'DELETE'}).catch(() => {});
    }
    throw failure;
  }
  sessionStorage.removeItem(KEPT);
  return revision;
}

async function send(file, url, progress, signal) {
  let {offset} = await get(url, signal);
  let piece = FIRST_PIECE;
  let tries = 0;
  while (offset < file.size) {
    progress(offset, tries === 0 ? '' : `connection lost, trying again (${tries})`);
    const began = performance.now();
    try {
      const answer = await accepted(await request(url, {
        method: 'PATCH',
        signal,
        headers: {'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream'},
        body: file.slice(offset, offset + piece),
      }));
      offset = Number(answer.headers.get('Upload-Offset'));
      tries = 0;
      const pace = PIECE_MS / Math.max(1, performance.now() - began);
      piece = Math.round(Math.min(LARGEST_PIECE, Math.max(FIRST_PIECE, piece * Math.min(4, pace))));
    } catch (failure) {
      if (!(failure instanceof Problem) || (!failure.passing && failure.status !== 409) || ++tries > TRIES) {
        throw failure;
      }
      await new Promise(done => setTimeout(done, Math.min(8000, 300 * 2 ** tries)));
      offset = await arrived(url, offset, signal);
    }
  }
  progress(offset, '');
}

/** How far it is by the hub's word; what was known when the hub does not answer. */
async function arrived(url, known, signal) {
  try {
    return (await get(url, signal)).offset;
  } catch (failure) {
    if (failure instanceof Problem && failure.passing) {
      return known;
    }
    throw failure;
  }
}
