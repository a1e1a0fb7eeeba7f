// The box where the person writes: text, files, edits and the command menu.

import { $, make } from "./dom.js";
import { inline } from "./inline.js";
import * as server from "./server.js";

let host = { person: () => null, attempt: (promise) => promise, says: () => null };
let edited = null;

export const composer = { wire, reset, edit, offer };

function wire(given) {
  host = given;
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  $("text").addEventListener("input", () => { grow(); inline.look($("text").value); });
  $("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    if (event.key === "Escape") reset();
  });
  $("stop-editing").addEventListener("click", reset);
  $("open-attach").addEventListener("click", () => toggle("attach", "open-attach"));
  $("open-commands").addEventListener("click", () => toggle("commands", "open-commands"));
  for (const button of $("attach").children) button.addEventListener("click", () => pick(button.dataset.kind));
  $("file").addEventListener("change", sendFiles);
}

function toggle(panel, button) {
  $(panel).hidden = !$(panel).hidden;
  $(button).setAttribute("aria-expanded", String(!$(panel).hidden));
}

function close(panel, button) {
  if (!$(panel).hidden) toggle(panel, button);
}

function reset() {
  edited = null;
  $("editing").hidden = true;
  $("text").value = "";
  close("attach", "open-attach");
  close("commands", "open-commands");
  inline.close();
  grow();
}

function grow() {
  const box = $("text");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
  $("composer").classList.toggle("filled", box.value.trim() !== "");
}

async function send() {
  const text = $("text").value.trim();
  if (!text || host.person() === null) return;
  if (inline.isAsked(text)) { inline.look(text); return; }
  const message = edited;
  reset();
  if (message) await host.attempt(server.edits(host.person(), message.message_id, text));
  else await host.says(text);
}

function edit(message) {
  edited = message;
  $("editing-text").textContent = message.text;
  $("editing").hidden = false;
  $("text").value = message.text;
  grow();
  $("text").focus();
}

function pick(kind) {
  close("attach", "open-attach");
  $("file").dataset.kind = kind;
  $("file").accept = kind === "photo" ? "image/*" : "";
  $("file").click();
}

// Several files chosen at once are an album: Telegram sends one message for each.
async function sendFiles() {
  const files = [...$("file").files];
  const isPhoto = $("file").dataset.kind === "photo";
  const album = files.length > 1 ? `album-${files[0].lastModified}-${files.length}-${Math.random().toString(36).slice(2)}` : "";
  let caption = $("text").value.trim();
  reset();
  for (const file of files) {
    await host.attempt(server.sendsFile(host.person(), file, { caption, isPhoto, album }));
    caption = "";
  }
  $("file").value = "";
}

function offer(commands) {
  $("open-commands").hidden = commands.length === 0;
  $("commands").replaceChildren(...commands.map((each) =>
    make("li", {}, make("button", { type: "button", onclick: () => { reset(); host.says(`/${each.command}`); } },
      make("b", {}, `/${each.command}`), make("span", {}, each.description)))));
}
