// The chat of whoever is chosen: its messages in order, and the view that stays at the newest.

import { bubble } from "./bubble.js";
import { day, dayKey } from "./dates.js";
import { $, make } from "./dom.js";
import { redraw } from "./keyed.js";
import { me, mine, world } from "./world.js";

const NEAR = 80;
let sticks = true;
let lastTop = 0;

export function drawChat(deeds) {
  const messages = mine();
  const items = [];
  let last = "";
  for (const message of messages) {
    const on = dayKey(message.date);
    if (on !== last) items.push({ key: `day ${on}`, version: on, build: () => make("li", { class: "day" }, make("span", {}, day(message.date))) });
    last = on;
    items.push(item(message, deeds));
  }
  if (!items.length) items.push({ key: "empty", version: "", build: () => make("li", { class: "empty" }, make("span", {}, "Aquí no hay mensajes todavía.")) });
  redraw($("chat"), items, () => $("text"));
  drawStarts(messages, deeds);
  keepPlace();
}

function item(message, deeds) {
  const replied = world.messages.get(message.reply_to);
  const version = `${message.seq} ${replied?.seq}`;
  return { key: `message ${message.message_id}`, version, build: () => bubble(message, replied, deeds) };
}

function drawStarts(messages, deeds) {
  const starts = messages.length || !me() ? [] : me().starts.length ? me().starts : ["/start"];
  const buttons = starts.map((text) => ({
    key: text, version: text, build: () => make("button", { type: "button", onclick: () => deeds.says(text) }, text),
  }));
  redraw($("starts"), buttons, () => $("text"));
}

// Whoever reads above stays there; else what is new is in view, however late its pictures come.
export function keepPlace() {
  if (sticks) goDown();
}

export function goDown() {
  const view = $("scroll");
  sticks = true;
  view.scrollTop = view.scrollHeight;
  lastTop = view.scrollTop;
  showWayDown();
}

const isAtEnd = () => $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < NEAR;

function showWayDown() {
  if (sticks && document.activeElement === $("go-down")) $("scroll").focus({ preventScroll: true });
  $("go-down").hidden = sticks;
}

export function wireChat() {
  const view = $("scroll");
  view.addEventListener("scroll", () => {
    // Only somebody who moves up leaves the end: content that grows moves it away by itself.
    if (isAtEnd()) sticks = true;
    else if (view.scrollTop < lastTop) sticks = false;
    lastTop = view.scrollTop;
    showWayDown();
  });
  // What grows in the chat, such as a picture that loads, or under it, such as the keyboard of a phone.
  const watcher = new ResizeObserver(keepPlace);
  watcher.observe(view);
  watcher.observe($("chat"));
  $("go-down").addEventListener("click", goDown);
}
