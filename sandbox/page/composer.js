// The box where the person writes: text, files, edits and the command menu.

import { $, make } from "./dom.js";
import { inline } from "./inline.js";
import { redraw } from "./keyed.js";
import { layer } from "./layers.js";
import * as server from "./server.js";

let host = { person: () => null, attempt: (promise) => promise, says: () => null };
let edited = null;
let draft = "";
const drafts = new Map();
let menus = [];

export const composer = { wire, turnTo, edit, offer, stopEditing, clear };

function wire(given) {
  host = given;
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  $("text").addEventListener("input", () => { grow(); inline.look($("text").value); });
  $("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
  $("stop-editing").addEventListener("click", stopEditing);
  menus = ["attach", "commands"].map((name) => layer({ panel: $(name), opener: $(`open-${name}`) }));
  for (const menu of menus) menu.opener.addEventListener("click", menu.toggle);
  for (const button of $("attach").children) button.addEventListener("click", () => pick(button.dataset.kind));
  $("file").addEventListener("change", sendFiles);
}

// What somebody has begun to write waits for them.
function turnTo(id, before) {
  stopEditing();
  if (before !== null) drafts.set(before, $("text").value);
  for (const menu of menus) menu.close();
  inline.close();
  write(drafts.get(id) || "");
}

function write(text) {
  $("text").value = text;
  grow();
}

function clear() {
  edited = null;
  $("editing").hidden = true;
  inline.close();
  write("");
}

// Returns whether there was anything to stop.
function stopEditing() {
  if (!edited) return false;
  if ($("editing").contains(document.activeElement)) $("text").focus();
  clear();
  write(draft);
  return true;
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
  clear();
  if (message) write(draft);
  const sent = message ? await host.attempt(server.edits(host.person(), message.message_id, text)) : await host.says(text);
  if (!sent && !$("text").value) write(text);
}

function edit(message) {
  if (!edited) draft = $("text").value;
  edited = message;
  $("editing-text").textContent = message.text;
  $("editing").hidden = false;
  write(message.text);
  $("text").focus();
}

function pick(kind) {
  for (const menu of menus) menu.close(true);
  $("file").dataset.kind = kind;
  $("file").accept = kind === "photo" ? "image/*" : "";
  $("file").click();
}

// Several files chosen at once are an album: Telegram sends one message for each, the caption with the first.
async function sendFiles() {
  const files = [...$("file").files];
  const isPhoto = $("file").dataset.kind === "photo";
  const album = files.length > 1 ? `album-${files[0].lastModified}-${files.length}-${Math.random().toString(36).slice(2)}` : "";
  let caption = $("text").value.trim();
  clear();
  for (const file of files) {
    if (await host.attempt(server.sendsFile(host.person(), file, { caption, isPhoto, album }))) caption = "";
  }
  if (caption && !$("text").value) write(caption);
  $("file").value = "";
}

function offer(commands) {
  $("open-commands").hidden = commands.length === 0;
  redraw($("commands"), commands.map(({ command, description }) => ({
    key: command, version: description, build: () => make("li", {}, make("button", { type: "button", onclick: () => order(command) },
      make("b", {}, `/${command}`), make("span", {}, description))),
  })));
}

function order(command) {
  for (const menu of menus) menu.close();
  $("text").focus();
  host.says(`/${command}`);
}
