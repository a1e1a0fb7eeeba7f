// A photo in large: a dialog that Escape, its button or a click beside it closes.

import { $ } from "./dom.js";
import { openDialog } from "./layers.js";

export function view(file) {
  $("viewer-photo").src = file.url;
  $("viewer-photo").alt = `Foto ${file.name}`;
  openDialog($("viewer"));
}

export function wireViewer() {
  $("viewer").addEventListener("click", ({ target }) => { if (target === $("viewer")) $("viewer").close(); });
}
