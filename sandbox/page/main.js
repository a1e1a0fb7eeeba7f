// The page: keeps what the sandbox reports, and has redrawn what changed.

import { drawChat, goDown, wireChat } from "./chat.js";
import { composer } from "./composer.js";
import { moment, useZone } from "./dates.js";
import { $, initials } from "./dom.js";
import { inline } from "./inline.js";
import { layer, openDialog, wireLayers } from "./layers.js";
import { drawPeople } from "./people.js";
import * as server from "./server.js";
import { announce, closeToast, spoken, toast } from "./speech.js";
import { drawActions, logNote, refreshActions } from "./tools.js";
import { view, wireViewer } from "./viewer.js";
import { me, nameOf, world } from "./world.js";

const TYPING_MS = 5000;
const RETRY_MS = 1500;
const WAITING_MS = 4000;
const OFFLINE = "sin conexión";
let typingTimer = 0;
let panels = [];

const deeds = {
  says: (text) => { goDown(); return attempt(server.says(world.me, text)); },
  edit: (message) => composer.edit(message),
  view,
  copy: async (text) => {
    try { await navigator.clipboard.writeText(text); toast(`Copiado: ${text}`); } catch { toast(`El navegador no dejó copiar: ${text}`); }
  },
  cannotOpen: (url) => toast(`Este enlace solo se abre en Telegram: ${url}`),
  tap: async (message, button, key) => {
    key.classList.add("waiting");
    await attempt(server.taps(world.me, message.message_id, button.callback_data ?? ""));
    setTimeout(() => key.classList.remove("waiting"), WAITING_MS);
  },
};

async function attempt(promise) {
  try { return await promise; } catch (error) { toast(error.message); return null; }
}

// --- who is writing

function choose(id) {
  const before = world.me;
  world.me = id;
  world.unread.delete(id);
  localStorage.setItem("persona", id);
  composer.turnTo(id, before);
  drawPeople(choose);
  drawChat(deeds);
  goDown();
  drawCommands();
  for (const panel of panels) panel.close();
  if (before !== null) announce(`Chat de ${me().name}`);
}

async function drawCommands() {
  const found = world.me === null ? null : await attempt(server.commands(world.me));
  composer.offer(found?.commands || []);
}

async function refreshPeople() {
  const state = await attempt(server.state());
  if (!state) return;
  world.people = state.people;
  drawPeople(choose);
  drawChat(deeds);
}

// --- what the sandbox reports

function take(news) {
  world.seq = news.seq;
  $("clock").textContent = moment(news.now);
  for (const message of news.messages) takeMessage(message);
  if (!world.loaded) { news.notes.filter(({ kind }) => kind === "action").forEach(({ text }) => logNote(text)); return; }
  if (news.messages.some((message) => message.chat_id === world.me)) drawChat(deeds);
  news.answers.forEach(takeAnswer);
  news.notes.forEach(takeNote);
  drawPeople(choose);
  if (news.messages.length || news.notes.length) refreshActions(attempt);
}

function takeMessage(message) {
  const before = world.messages.get(message.message_id);
  world.messages.set(message.message_id, message);
  if (!world.loaded || !message.from_bot || message.deleted) return;
  if (message.chat_id === world.me) {
    showStatus("bot");
    // An edit that only takes buttons away is nothing to read.
    if (!before || before.text !== message.text || message.keyboard.length > before.keyboard.length) announce(spoken(message, world.botName, before));
  } else if (!before) {
    world.unread.set(message.chat_id, (world.unread.get(message.chat_id) || 0) + 1);
    announce(`Mensaje nuevo para ${nameOf(message.chat_id)}`);
  }
}

function takeAnswer(answer) {
  if (answer.chat_id !== world.me) return;
  for (const key of document.querySelectorAll(".key.waiting")) key.classList.remove("waiting");
  if (!answer.text) return;
  if (!answer.alert) { toast(answer.text); return; }
  $("alert-text").textContent = answer.text;
  if (!$("alert").open) openDialog($("alert"));
}

function takeNote(note) {
  if (note.kind === "action") { logNote(note.text); toast(note.text); }
  if (note.kind === "people") refreshPeople();
  if (note.kind === "commands") drawCommands();
  if (note.kind === "chat_action" && note.chat_id === world.me) showStatus("escribiendo…", TYPING_MS);
}

function showStatus(text, ms = 0) {
  clearTimeout(typingTimer);
  $("bot-status").textContent = text;
  if (ms) typingTimer = setTimeout(() => showStatus("bot"), ms);
}

async function listen() {
  for (;;) {
    try {
      const news = await server.changes(world.seq);
      // A smaller number is another sandbox on the same port: nothing here is of it.
      if (news.seq < world.seq) { location.reload(); return; }
      if ($("bot-status").textContent === OFFLINE) showStatus("bot");
      take(news);
    } catch (error) {
      console.error(error);
      if ($("bot-status").textContent !== OFFLINE) announce("Sin conexión con el chat de prueba.");
      showStatus(OFFLINE);
      await new Promise((again) => setTimeout(again, RETRY_MS));
    }
  }
}

// --- the beginning

function wirePanels() {
  const drawer = (name) => layer({
    panel: $(`${name}-panel`), opener: $(`open-${name}`),
    show: () => document.body.classList.add(`show-${name}`),
    hide: () => document.body.classList.remove(`show-${name}`),
  });
  panels = ["people", "tools"].map(drawer);
  for (const panel of panels) panel.opener.addEventListener("click", panel.toggle);
  $("block").addEventListener("click", () => attempt(server.blocks(world.me, !me().has_blocked)));
}

async function start() {
  const state = await server.state();
  useZone(state.timezone);
  world.people = state.people;
  world.botName = state.bot.first_name;
  document.title = `${state.bot.first_name} · chat de prueba`;
  $("bot-name").textContent = state.bot.first_name;
  $("bot-avatar").textContent = initials(state.bot.first_name);
  showStatus("bot");
  take(await server.changes(0));
  world.loaded = true;
  drawActions(state.actions, attempt);
  wireLayers(() => composer.stopEditing() || closeToast());
  wireChat();
  wirePanels();
  wireViewer();
  composer.wire({ person: () => world.me, attempt, says: deeds.says });
  inline.wire(state.bot.username, { person: () => world.me, attempt, says: deeds.says, done: composer.clear });
  const asked = Number(new URLSearchParams(location.search).get("persona") || localStorage.getItem("persona"));
  const first = world.people.find((person) => person.user_id === asked) || world.people[0];
  if (first) choose(first.user_id);
  listen();
}

start().catch((error) => toast(error.message));
