// What the host offers besides the chat: its actions, the block of the bot, and what has happened.

import { $, make } from "./dom.js";
import { redraw } from "./keyed.js";
import * as server from "./server.js";

const PAUSE_MS = 150;
let timer = 0;

export function drawActions(actions, attempt) {
  redraw($("actions"), actions.map((action) => ({
    key: action.name,
    version: JSON.stringify(action),
    build: () => make("button", { class: "tool", type: "button", onclick: ({ currentTarget }) => act(action, currentTarget, attempt) },
      make("span", {}, action.label), action.leads_to ? make("small", {}, action.leads_to) : null),
  })));
}

// Where an action leads may change with everything that happens.
export function refreshActions(attempt) {
  clearTimeout(timer);
  timer = setTimeout(() => showWhere(attempt), PAUSE_MS);
}

async function showWhere(attempt) {
  const found = await attempt(server.actions());
  if (found) drawActions(found.actions, attempt);
}

// Not disabled meanwhile: a disabled button loses the focus.
async function act(action, button, attempt) {
  if (document.querySelector(".tool[aria-busy]")) return;
  button.setAttribute("aria-busy", "true");
  await attempt(server.acts(action.name));
  await showWhere(attempt);
  button.removeAttribute("aria-busy");
}

export function logNote(text) {
  $("notes").prepend(make("li", {}, text));
}
