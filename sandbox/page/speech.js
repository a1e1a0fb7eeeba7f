// What is read aloud: one quiet place for everything that happens without being asked for.

import { $, make } from "./dom.js";

const MOST = 30;
const TOAST_MS = 7000;
let timer = 0;

export function announce(text) {
  if (!text) return;
  const heard = $("heard");
  heard.append(make("p", {}, text));
  while (heard.children.length > MOST) heard.firstElementChild.remove();
}

export function toast(text) {
  $("toast").textContent = text;
  clearTimeout(timer);
  timer = setTimeout(closeToast, TOAST_MS);
}

// Returns whether there was one.
export function closeToast() {
  const wasShown = $("toast").textContent !== "";
  $("toast").textContent = "";
  return wasShown;
}

// A message as it is heard: who, what, and what may be tapped; of an edit that only adds, what it adds.
export function spoken(message, author, before) {
  const text = before && message.text.startsWith(before.text) ? message.text.slice(before.text.length).trim() : message.text;
  const file = message.file ? (message.file.kind === "photo" ? "foto" : `archivo ${message.file.name}`) : "";
  const labels = message.keyboard.flat().map((button) => button.text).join(", ");
  const parts = [file, text, labels && `Botones: ${labels}`].filter(Boolean);
  return `${author}${message.edit_date ? ", editado" : ""}: ${parts.join(". ")}`;
}
