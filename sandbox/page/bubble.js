// One message as a bubble, with its keyboard under it.

import { hour, size } from "./dates.js";
import { icon, make, unseen } from "./dom.js";
import { render } from "./entities.js";

const LINK_MARK = "M8 16L16 8M9 8h7v7";
const COPY_MARK = "M9 9h10v10H9zM5 15V5h10";
const TICKS = "M2 13l4.5 4.5L15 8M10 16l1.5 1.5L20 8";

// The item itself may have the focus: it is where a person is once its buttons are gone.
export function bubble(message, replied, deeds) {
  const side = message.from_bot ? "theirs" : "mine";
  const body = make("div", { class: "bubble" },
    unseen(message.from_bot ? "Bot: " : "Usted: "),
    replied ? quoted(replied) : null,
    message.file ? attachment(message.file, deeds) : null,
    message.text ? text(message, deeds) : null,
    stamp(message));
  if (!message.from_bot && !message.file) {
    body.append(make("button", {
      class: "edit", type: "button", "data-key": "edit", "aria-label": "Editar este mensaje",
      onclick: () => deeds.edit(message),
    }, icon("M4 20l1-4L16 5l3 3L8 19z")));
  }
  const item = make("li", { class: `message ${side}`, tabindex: "-1" }, body);
  if (message.keyboard.length) item.append(keyboard(message, deeds));
  return item;
}

function text(message, deeds) {
  const element = make("div", { class: "text" });
  element.append(...render(message.text, message.entities, deeds.says));
  return element;
}

function stamp(message) {
  const mark = message.edit_date ? make("i", {}, "editado ") : null;
  const read = message.from_bot ? null : icon(TICKS);
  return make("span", { class: "stamp" }, mark, hour(message.date), read);
}

function quoted(message) {
  const author = message.from_bot ? "Bot" : "Usted";
  return make("div", { class: "quoted" }, make("b", {}, author), make("span", {}, message.text || "Archivo"));
}

function attachment(file, deeds) {
  if (file.kind !== "photo") return card(file);
  const image = make("img", { src: file.url, alt: "" });
  const photo = make("button", {
    class: "photo", type: "button", "data-key": "photo", "aria-label": `Ver en grande la foto ${file.name}`,
    onclick: () => deeds.view(file),
  }, image);
  // A test may send anything as a photo: what is no image is shown as a card.
  image.addEventListener("error", () => photo.replaceWith(card(file)));
  return photo;
}

function card(file) {
  const extension = (file.name.split(".").pop() || "").slice(0, 4).toUpperCase();
  return make("a", { class: "card", href: file.url, download: file.name, "data-key": "file", "aria-label": `Descargar ${file.name}, ${size(file.size)}` },
    make("span", { class: "kind", "aria-hidden": "true" }, extension || "?"),
    make("span", { class: "about" }, make("b", {}, file.name), make("small", {}, `${size(file.size)} · descargar`)));
}

function keyboard(message, deeds) {
  const rows = message.keyboard.map((row) =>
    make("div", { class: "row" }, ...row.map((button) => key(message, button, deeds))));
  return make("div", { class: "keyboard", role: "group", "aria-label": "Botones del mensaje" }, ...rows);
}

function key(message, button, deeds) {
  const label = make("span", {}, button.text);
  const style = { class: `key ${button.style ?? ""}`.trim(), "data-key": `tap ${button.callback_data ?? button.text}` };
  if (button.url && /^https?:/i.test(button.url)) {
    return make("a", { ...style, href: button.url, target: "_blank", rel: "noopener noreferrer" }, label, unseen(" (abre otra página)"), icon(LINK_MARK));
  }
  const press = make("button", { ...style, type: "button" }, label);
  if (button.copy_text) press.append(unseen(" (copiar)"), icon(COPY_MARK));
  press.addEventListener("click", () => {
    if (button.copy_text) deeds.copy(button.copy_text.text);
    else if (button.url) deeds.cannotOpen(button.url);
    else deeds.tap(message, button, press);
  });
  return press;
}
