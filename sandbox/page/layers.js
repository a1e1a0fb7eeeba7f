// What opens over the page: Escape closes the newest and gives focus back to where it was opened.

import { $ } from "./dom.js";

const FOCUSABLE = "button:not([hidden]), a[href], input, textarea, [tabindex='0']";
const open = [];

// `show` and `hide` default to the hidden attribute; `enters` says whether focus moves in.
export function layer({ panel, opener, enters = true, show = () => { panel.hidden = false; }, hide = () => { panel.hidden = true; } }) {
  const self = { panel, opener, isOpen: () => open.includes(self), open: enter, close, toggle };
  const tell = (isOpen) => { if (opener.hasAttribute("aria-expanded")) opener.setAttribute("aria-expanded", String(isOpen)); };

  function enter() {
    if (self.isOpen()) return;
    open.push(self);
    show();
    tell(true);
    if (enters) panel.querySelector(FOCUSABLE)?.focus();
  }

  // Focus goes back where it was in the panel, or where the person asked to close it.
  function close(isAsked = false) {
    if (!self.isOpen()) return;
    const goesBack = isAsked || panel.contains(document.activeElement);
    open.splice(open.indexOf(self), 1);
    tell(false);
    if (goesBack) opener.focus({ preventScroll: true });
    hide();
  }

  function toggle() { if (self.isOpen()) close(true); else enter(); }

  panel.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !panel.contains(relatedTarget) && relatedTarget !== opener) close();
  });
  return self;
}

// `others` closes what is no layer, and says whether there was anything.
export function wireLayers(others) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]")) return;
    const newest = open.at(-1);
    if (newest) newest.close(true);
    else if (!others()) return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    for (const each of [...open]) if (!each.panel.contains(target) && !each.opener.contains(target)) each.close();
  });
}

// The browser closes a dialog by Escape and gives focus back, unless what had it was drawn again meanwhile.
export function openDialog(dialog) {
  const message = document.activeElement?.closest("#chat > [data-key]")?.dataset.key;
  dialog.addEventListener("close", () => {
    const active = document.activeElement;
    if (active !== document.body && !dialog.contains(active)) return;
    const again = message && document.querySelector(`#chat > [data-key="${message}"]`);
    (again || $("text")).focus({ preventScroll: true });
  }, { once: true });
  dialog.showModal();
}
