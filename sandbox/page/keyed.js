// Redraws a list without taking anybody's place away: what did not change stays the same element.

const versions = new WeakMap();

// Each item is { key, version, build }: `build` makes its element, and makes it again where the version
// has changed. Focus that was in it goes to the control of the same data-key, or else of the same label,
// or else to the element itself; `lost` says where it goes when the item is gone.
export function redraw(parent, items, lost = () => null) {
  const place = placeOf(parent);
  const known = new Map([...parent.children].map((element) => [element.dataset.key, element]));
  const wanted = items.map((item) => kept(known.get(item.key), item));
  const staying = new Set(wanted);
  for (const element of [...parent.children]) if (!staying.has(element)) element.remove();
  let next = parent.firstElementChild;
  for (const element of wanted) {
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
  if (place && document.activeElement !== place.control) giveBack(parent, place, lost);
}

function kept(element, { key, version, build }) {
  if (element && versions.get(element) === version) return element;
  const made = build();
  made.dataset.key = key;
  versions.set(made, version);
  return made;
}

function placeOf(parent) {
  const control = document.activeElement;
  if (!control || control === parent || !parent.contains(control)) return null;
  let item = control;
  while (item.parentElement !== parent) item = item.parentElement;
  return { control, item: item.dataset.key, key: control.dataset.key, label: control.textContent };
}

function giveBack(parent, place, lost) {
  const item = [...parent.children].find((each) => each.dataset.key === place.item);
  const controls = item ? [...item.querySelectorAll("[data-key]")] : [];
  const same = controls.find((each) => each.dataset.key === place.key) ?? controls.find((each) => each.textContent === place.label);
  const target = same ?? (item?.matches("button, [tabindex]") ? item : item?.querySelector("button")) ?? lost();
  target?.focus({ preventScroll: true });
}
