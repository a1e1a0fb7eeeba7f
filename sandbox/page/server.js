// Every request of the page to the sandbox.

const ROOT = "/_sandbox";
const SILENT = "El chat de prueba no responde. Revise en la terminal que siga abierto.";

async function ask(path, options = {}) {
  const response = await fetch(ROOT + path, options).catch(() => { throw new Error(SILENT); });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `El chat de prueba respondió con el error ${response.status}.`);
  return body;
}

function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export const state = () => ask("/state");
export const changes = (after) => ask(`/changes?after=${after}&timeout=25`);
export const commands = (person) => ask(`/people/${person}/commands`);
export const says = (person, text) => post(`/people/${person}/says`, { text });
export const edits = (person, message, text) => post(`/people/${person}/edits`, { message_id: message, text });
export const taps = (person, message, data) => post(`/people/${person}/taps`, { message_id: message, data });
export const blocks = (person, blocked) => post(`/people/${person}/blocks`, { blocked });
export const asksInline = (person, query, offset) => post(`/people/${person}/inline`, { query, offset, timeout: 5 });
export const picks = (person, query, result) => post(`/people/${person}/results`, { query_id: query, result_id: result });
export const actions = () => ask("/actions");
export const acts = (name) => post(`/actions/${encodeURIComponent(name)}`);

export function sendsFile(person, file, { caption, isPhoto, album }) {
  const body = new FormData();
  body.append("file", file);
  body.append("caption", caption);
  body.append("as_photo", String(isPhoto));
  body.append("media_group_id", album);
  return ask(`/people/${person}/files`, { method: "POST", body });
}
