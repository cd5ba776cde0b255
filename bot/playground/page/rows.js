/** The parts of the sheet about a chat: sections, rows, switches, fields. */

import { button, el } from "./dom.js";

/** Rows under a heading (null: none). */
export function section(heading, ...rows) {
  return el("section", { class: "part" }, heading ? el("h3", null, heading) : null, ...rows);
}

/** A picture, a name, a note, and what can be done. */
export function row(picture, name, note, ...acts) {
  const words = el("span", { class: "row-words" }, el("strong", null, name), note ? el("span", null, note) : null);
  return el("div", { class: "line" }, picture, words, el("span", { class: "row-acts" }, ...acts));
}

/** A switch. `change(on)` is called when it is moved. */
export function toggle({ words, note, on, id, change }) {
  const label = el("span", { class: "row-words" }, el("strong", null, words), note ? el("span", null, note) : null);
  const knob = el("span", { class: "switch", "aria-hidden": "true" });
  const props = { type: "button", class: "line", "data-act": id, id: `set-${id}`, onclick: () => change(!on) };
  return el("button", { ...props, role: "switch", "aria-checked": String(on) }, label, knob);
}

/** A field for a name, with its button. `act(text)` is called with what was written. */
export function field({ label, words, id, act, longest = 128 }) {
  const named = { id, "data-act": id, placeholder: label, "aria-label": label };
  const input = el("input", { type: "text", maxlength: longest, autocomplete: "off", ...named });
  const submit = (event) => {
    event.preventDefault();
    if (input.value.trim()) act(input.value.trim());
  };
  const press = button({ class: "small-act", words });
  press.type = "submit";
  return el("form", { class: "line", onsubmit: submit }, input, press);
}

/** A choice of one of several [value, words]. */
export function choices({ label, options, chosen, id, change, beside }) {
  const node = ([value, words]) => el("option", { value: value ?? "", selected: value === chosen }, words);
  const select = el("select", { "aria-label": label, "data-act": id, id: `set-${id}` }, ...options.map(node));
  select.addEventListener("change", () => change(select.value === "" ? null : Number(select.value)));
  return el("div", { class: "line" }, select, beside);
}
