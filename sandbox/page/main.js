// The page: keeps what the sandbox reports, and redraws what changed.

import { bubble } from "./bubble.js";
import { composer } from "./composer.js";
import { day, dayKey, moment, useZone } from "./dates.js";
import { $, hue, initials, make } from "./dom.js";
import { inline } from "./inline.js";
import * as server from "./server.js";

const world = { people: [], actions: [], messages: new Map(), unread: new Map(), seq: 0, me: null, loaded: false };
const TYPING_MS = 5000;
let typingTimer = 0;

const deeds = {
  says: (text) => attempt(server.says(world.me, text)),
  edit: (message) => composer.edit(message),
  copy: async (text) => { await navigator.clipboard?.writeText(text); toast(`Copiado: ${text}`); },
  tap: async (message, button, key) => {
    key.classList.add("waiting");
    await attempt(server.taps(world.me, message.message_id, button.callback_data ?? ""));
    setTimeout(() => key.classList.remove("waiting"), 4000);
  },
};

async function attempt(promise) {
  try { return await promise; } catch (error) { toast(error.message); return null; }
}

function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").hidden = true; }, 3500);
}

// --- who is writing

const me = () => world.people.find((person) => person.user_id === world.me);

function choose(id) {
  world.me = id;
  world.unread.delete(id);
  localStorage.setItem("persona", id);
  document.body.classList.remove("show-people");
  composer.reset();
  drawPeople();
  drawChat();
  drawCommands();
}

function drawPeople() {
  $("people").replaceChildren(...world.people.map(personRow));
  const others = [...world.unread.values()].reduce((sum, count) => sum + count, 0);
  $("others-unread").hidden = others === 0;
  const person = me();
  $("as").textContent = person ? `Usted es ${[person.name, person.role].filter(Boolean).join(" · ")}` : "";
  $("block").hidden = !person;
  $("block").textContent = person?.has_blocked ? "Desbloquear el bot" : "Bloquear el bot";
}

function personRow(person) {
  const unread = world.unread.get(person.user_id) || 0;
  const isMe = person.user_id === world.me;
  const label = unread ? `${person.name}, ${unread} sin leer` : person.name;
  return make("li", {},
    make("button", { class: "person", type: "button", "aria-pressed": String(isMe), "aria-label": `${label}. ${person.role}`, onclick: () => choose(person.user_id) },
      avatar(person),
      make("span", { class: "about" }, make("b", {}, person.name), make("small", {}, preview(person))),
      unread ? make("span", { class: "count" }, String(unread)) : null));
}

function preview(person) {
  if (person.has_blocked) return "Bloqueó el bot";
  return person.role || (person.has_started ? "" : "Aún no escribe");
}

function avatar(person) {
  const circle = make("span", { class: "avatar", "aria-hidden": "true" }, initials(person.name));
  circle.style.setProperty("--hue", hue(person.user_id));
  return circle;
}

// --- the chat

const mine = () => [...world.messages.values()].filter((message) => message.chat_id === world.me && !message.deleted);

function drawChat() {
  const chat = $("chat");
  const messages = mine().sort((a, b) => a.message_id - b.message_id);
  const items = [];
  let last = "";
  for (const message of messages) {
    if (dayKey(message.date) !== last) items.push(make("li", { class: "day" }, make("span", {}, day(message.date))));
    last = dayKey(message.date);
    items.push(bubble(message, world.messages.get(message.reply_to), deeds));
  }
  if (!items.length) items.push(make("li", { class: "empty" }, make("span", {}, "Aquí no hay mensajes todavía.")));
  chat.replaceChildren(...items);
  drawStarts(messages);
  goDown();
}

function drawOne(message) {
  const chat = $("chat");
  const existing = chat.querySelector(`[data-id="${message.message_id}"]`);
  if (!existing || message.deleted) { const stay = !isAtEnd(); const top = chat.scrollTop; drawChat(); if (stay && existing) chat.scrollTop = top; return; }
  const end = isAtEnd();
  existing.replaceWith(bubble(message, world.messages.get(message.reply_to), deeds));
  if (end) goDown();
}

function drawStarts(messages) {
  const starts = messages.length || !me() ? [] : me().starts.length ? me().starts : ["/start"];
  $("starts").replaceChildren(...starts.map((text) => make("button", { type: "button", onclick: () => deeds.says(text) }, text)));
}

const isAtEnd = () => $("chat").scrollHeight - $("chat").scrollTop - $("chat").clientHeight < 80;
const goDown = () => { $("chat").scrollTop = $("chat").scrollHeight; };

async function drawCommands() {
  const found = world.me === null ? null : await attempt(server.commands(world.me));
  composer.offer(found?.commands || []);
}

// --- what the sandbox reports

function take(news) {
  world.seq = news.seq;
  $("clock").textContent = moment(news.now);
  for (const message of news.messages) takeMessage(message);
  if (world.loaded) for (const answer of news.answers) takeAnswer(answer);
  for (const note of news.notes) takeNote(note);
  drawPeople();
}

function takeMessage(message) {
  const isNew = !world.messages.has(message.message_id);
  world.messages.set(message.message_id, message);
  if (!world.loaded) return;
  if (message.chat_id === world.me) { drawOne(message); stopTyping(message); }
  else if (isNew && message.from_bot) world.unread.set(message.chat_id, (world.unread.get(message.chat_id) || 0) + 1);
}

function takeAnswer(answer) {
  if (answer.chat_id !== world.me) return;
  for (const key of document.querySelectorAll(".key.waiting")) key.classList.remove("waiting");
  if (!answer.text) return;
  if (!answer.alert) { toast(answer.text); return; }
  $("alert-text").textContent = answer.text;
  $("alert").showModal();
}

function takeNote(note) {
  if (note.kind === "action") logNote(note.text);
  if (!world.loaded) return;
  if (note.kind === "people") refreshPeople();
  if (note.kind === "commands") drawCommands();
  if (note.kind === "chat_action" && note.chat_id === world.me) showTyping();
}

function logNote(text) {
  $("notes").prepend(make("li", {}, text));
  if (world.loaded && text) toast(text);
}

async function refreshPeople() {
  const state = await attempt(server.state());
  if (state) { world.people = state.people; drawPeople(); drawStarts(mine()); }
}

function showTyping() {
  $("bot-status").textContent = "escribiendo…";
  clearTimeout(typingTimer);
  typingTimer = setTimeout(() => { $("bot-status").textContent = "bot"; }, TYPING_MS);
}

function stopTyping(message) {
  if (!message.from_bot) return;
  clearTimeout(typingTimer);
  $("bot-status").textContent = "bot";
}

// --- actions of the host

function drawActions() {
  $("actions").replaceChildren(...world.actions.map((action) =>
    make("button", { class: "tool", type: "button", onclick: (event) => act(action, event.currentTarget) }, action.label)));
}

async function act(action, button) {
  button.disabled = true;
  await attempt(server.acts(action.name));
  button.disabled = false;
}

function wirePanels() {
  const toggle = (button, name) => $(button).addEventListener("click", () => {
    const shown = document.body.classList.toggle(name);
    $(button).setAttribute("aria-expanded", String(shown));
  });
  toggle("open-people", "show-people");
  toggle("open-tools", "show-tools");
  $("block").addEventListener("click", () => attempt(server.blocks(world.me, !me().has_blocked)));
  let wasAtEnd = true;
  $("chat").addEventListener("scroll", () => { wasAtEnd = isAtEnd(); $("go-down").hidden = wasAtEnd; });
  // What grows under the chat, such as the keyboard of a phone, must not cover the last message.
  new ResizeObserver(() => { if (wasAtEnd) goDown(); }).observe($("chat"));
  $("chat").addEventListener("click", () => document.body.classList.remove("show-people", "show-tools"));
  $("go-down").addEventListener("click", goDown);
}

async function listen() {
  for (;;) {
    try {
      const news = await server.changes(world.seq);
      // A smaller number is another sandbox on the same port: nothing here is of it.
      if (news.seq < world.seq) location.reload();
      take(news);
    } catch { await new Promise((again) => setTimeout(again, 1500)); }
  }
}

async function start() {
  const state = await server.state();
  useZone(state.timezone);
  Object.assign(world, { people: state.people, actions: state.actions });
  document.title = `${state.bot.first_name} · chat de prueba`;
  $("bot-name").textContent = state.bot.first_name;
  $("bot-avatar").textContent = initials(state.bot.first_name);
  $("bot-status").textContent = "bot";
  take(await server.changes(0));
  world.loaded = true;
  drawActions();
  wirePanels();
  composer.wire({ person: () => world.me, attempt, says: deeds.says });
  inline.wire(state.bot.username, { person: () => world.me, attempt, says: deeds.says, done: composer.reset });
  const asked = Number(new URLSearchParams(location.search).get("persona") || localStorage.getItem("persona"));
  const first = world.people.find((person) => person.user_id === asked) || world.people[0];
  if (first) choose(first.user_id);
  listen();
}

start();
