// A text and its entity array become DOM nodes; no markup is ever interpreted.

import { make } from "./dom.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
  date_time: "time", text_link: "a", url: "a", bot_command: "button",
};
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;

export function render(text, entities, onCommand) {
  return nodes(text, entities.filter((entity) => TAGS[entity.type]), 0, text.length, onCommand);
}

// Offsets count UTF-16 units, as the strings of JavaScript do.
function nodes(text, entities, start, end, onCommand) {
  const made = [];
  let at = start;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const last = Math.min(entity.offset + entity.length, end);
    if (entity.offset > at) made.push(text.slice(at, entity.offset));
    let next = i + 1;
    while (next < entities.length && entities[next].offset < last) next += 1;
    const element = shell(entity, text.slice(entity.offset, last), onCommand);
    element.append(...nodes(text, entities.slice(i + 1, next), entity.offset, last, onCommand));
    made.push(...(entity.type === "expandable_blockquote" ? foldable(element) : [element]));
    at = last;
    i = next;
  }
  if (at < end) made.push(text.slice(at, end));
  return made;
}

function shell(entity, inner, onCommand) {
  const element = document.createElement(TAGS[entity.type]);
  if (entity.type === "spoiler") dressSpoiler(element);
  if (entity.type === "date_time") element.dateTime = new Date(entity.unix_time * 1000).toISOString();
  if (entity.type === "bot_command") dressCommand(element, inner, onCommand);
  if (element.tagName === "A") dressLink(element, entity.url || inner);
  return element;
}

function dressLink(element, address) {
  const url = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
  if (!SAFE_LINK.test(url)) return;
  element.href = url;
  element.target = "_blank";
  element.rel = "noopener noreferrer";
}

function dressCommand(element, command, onCommand) {
  element.type = "button";
  element.className = "command";
  element.dataset.key = `command ${command}`;
  element.addEventListener("click", () => onCommand(command));
}

function dressSpoiler(element) {
  element.className = "spoiler";
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", "Texto oculto: mostrar");
  const show = () => {
    element.classList.add("shown");
    for (const name of ["role", "aria-label"]) element.removeAttribute(name);
    element.tabIndex = -1;
  };
  element.addEventListener("click", show);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    show();
  });
}

// The button comes after the quote: a quote that is itself a button would be read as one word.
function foldable(quote) {
  quote.className = "expandable";
  const more = make("button", { class: "more", type: "button", "data-key": "more", "aria-expanded": "false" }, "Ver todo");
  more.addEventListener("click", () => {
    const isOpen = quote.classList.toggle("open");
    more.setAttribute("aria-expanded", String(isOpen));
    more.textContent = isOpen ? "Ver menos" : "Ver todo";
  });
  return [quote, more];
}
