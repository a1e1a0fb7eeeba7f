// Inline mode: after the bot's name, what the person writes is a question, and a list comes up above the box.

import { $, make } from "./dom.js";
import { layer } from "./layers.js";
import * as server from "./server.js";
import { announce } from "./speech.js";

const PAUSE_MS = 300;
let host = { person: () => null, attempt: (promise) => promise, says: () => null, done: () => null };
let list = null;
let name = "";
let timer = 0;
let latest = 0;

export const inline = { wire, look, close, isAsked: (text) => question(text) !== null };

function wire(username, given) {
  name = `@${username}`;
  host = given;
  const hide = () => { latest += 1; $("inline").hidden = true; $("inline").replaceChildren(); };
  list = layer({ panel: $("inline"), opener: $("text"), enters: false, hide });
  $("text").addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" || !list.isOpen()) return;
    event.preventDefault();
    [...$("inline").querySelectorAll("button")].at(-1)?.focus();
  });
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
  list?.close();
}

// Answers may overtake each other: only that to the last question is shown.
async function ask(asked, offset) {
  latest += 1;
  const turn = latest;
  const answer = await host.attempt(server.asksInline(host.person(), asked, offset));
  if (turn !== latest || !answer) return;
  const items = [...(offset ? [] : head(answer)), ...answer.results.map((result) => row(answer, result)), ...more(asked, answer)];
  if (offset) followUp(items);
  else $("inline").replaceChildren(...items);
  list.open();
  announce(heard(answer));
}

function heard({ is_answered: isAnswered, results }) {
  if (!isAnswered) return "El bot no respondió a tiempo.";
  if (!results.length) return "Sin resultados.";
  return `${results.length === 1 ? "1 resultado" : `${results.length} resultados`}. Flecha arriba para elegir.`;
}

// The button that asked for more gives its place, and its focus, to the first of them.
function followUp(items) {
  const [asking, first] = [$("inline").lastElementChild, items[0]];
  $("inline").append(...items);
  if (asking?.contains(document.activeElement)) first?.querySelector("button")?.focus();
  asking?.remove();
}

function head(answer) {
  if (!answer.is_answered) return [make("li", { class: "nothing" }, "El bot no respondió a tiempo.")];
  if (!answer.button) return [];
  const open = () => { finish(); host.says(`/start ${answer.button.start_parameter}`); };
  return [make("li", {}, make("button", { type: "button", class: "lead", onclick: open }, answer.button.text))];
}

function row(answer, result) {
  const pick = async () => {
    finish();
    await host.attempt(server.picks(host.person(), answer.query_id, result.id));
  };
  return make("li", {}, make("button", { type: "button", onclick: pick },
    make("b", {}, result.title), make("span", {}, result.description)));
}

function finish() {
  list.close();
  $("text").focus();
  host.done();
}

function more(asked, answer) {
  if (!answer.next_offset) return [];
  const next = () => ask(asked, answer.next_offset);
  return [make("li", {}, make("button", { type: "button", class: "lead", onclick: next }, "Más resultados"))];
}
