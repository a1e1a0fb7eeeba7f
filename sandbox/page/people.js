// The list of people: whoever is chosen is the one who writes.

import { $, hue, initials, make } from "./dom.js";
import { redraw } from "./keyed.js";
import { me, world } from "./world.js";

export function drawPeople(choose) {
  redraw($("people"), world.people.map((person) => row(person, choose)));
  const others = [...world.unread.values()].reduce((sum, count) => sum + count, 0);
  $("others-unread").hidden = others === 0;
  $("open-people").setAttribute("aria-label", others ? `Cambiar de persona, ${others} sin leer` : "Cambiar de persona");
  const person = me();
  $("as").textContent = person ? `Usted es ${[person.name, person.role].filter(Boolean).join(" · ")}` : "";
  $("block").hidden = !person;
  $("block").textContent = person?.has_blocked ? "Desbloquear el bot" : "Bloquear el bot";
}

function row(person, choose) {
  const unread = world.unread.get(person.user_id) || 0;
  const isMe = person.user_id === world.me;
  const about = preview(person);
  const label = [unread ? `${person.name}, ${unread} sin leer` : person.name, about].filter(Boolean).join(". ");
  const build = () => make("li", {},
    make("button", { class: "person", type: "button", "data-key": "choose", "aria-pressed": String(isMe), "aria-label": label, onclick: () => choose(person.user_id) },
      avatar(person),
      make("span", { class: "about" }, make("b", {}, person.name), make("small", {}, about)),
      unread ? make("span", { class: "count" }, String(unread)) : null));
  return { key: `person ${person.user_id}`, version: JSON.stringify([person, isMe, unread]), build };
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
