// Inline mode: after the bot's name, what the person writes is a question, and a list comes up above the box.

import { $, make } from "./dom.js";
import * as server from "./server.js";

const PAUSE_MS = 300;
let host = { person: () => null, attempt: (promise) => promise, says: () => null, done: () => null };
let name = "";
let timer = 0;
let latest = 0;

export const inline = { wire, look, close, isAsked: (text) => question(text) !== null };

function wire(username, given) {
  name = `@${username}`;
  host = given;
}

// The text after the name; null where the box does not begin with it.
function question(text) {
  if (!name || !text.startsWith(name)) return null;
  const rest = text.slice(name.length);
  return rest === "" || /^\s/.test(rest) ? rest.trim() : null;
}

function look(text) {
  clearTimeout(timer);
  const asked = question(text);
  if (asked === null || host.person() === null) { close(); return; }
  timer = setTimeout(() => ask(asked, ""), PAUSE_MS);
}

function close() {
  latest += 1;
  $("inline").hidden = true;
  $("inline").replaceChildren();
}

// Answers may overtake each other: only that to the last question is shown.
async function ask(asked, offset) {
  latest += 1;
  const turn = latest;
  const answer = await host.attempt(server.asksInline(host.person(), asked, offset));
  if (turn !== latest || !answer) return;
  const items = [...(offset ? [] : head(answer)), ...answer.results.map((result) => row(answer, result)), ...more(asked, answer)];
  if (offset) $("inline").lastElementChild?.remove();
  else $("inline").replaceChildren();
  $("inline").append(...items);
  $("inline").hidden = false;
}

function head(answer) {
  if (!answer.is_answered) return [make("li", { class: "nothing" }, "El bot no respondió a tiempo.")];
  if (!answer.button) return [];
  const open = () => { host.done(); host.says(`/start ${answer.button.start_parameter}`); };
  return [make("li", {}, make("button", { type: "button", class: "lead", onclick: open }, answer.button.text))];
}

function row(answer, result) {
  const pick = async () => {
    host.done();
    await host.attempt(server.picks(host.person(), answer.query_id, result.id));
  };
  return make("li", {}, make("button", { type: "button", onclick: pick },
    make("b", {}, result.title), make("span", {}, result.description)));
}

function more(asked, answer) {
  if (!answer.next_offset) return [];
  const next = () => ask(asked, answer.next_offset);
  return [make("li", {}, make("button", { type: "button", class: "lead", onclick: next }, "Más resultados"))];
}
