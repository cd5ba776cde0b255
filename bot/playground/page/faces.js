/** Round pictures and the colours of names, the same for somebody everywhere. */

import { el } from "./dom.js";

/** The first letter of a name. */
function initial(name) {
  return (Array.from(name.trim())[0] ?? "?").toUpperCase();
}

/** A number from 0 to 2 for a person or a chat. */
export function tint(id) {
  return Math.abs(Number(id) + 1) % 3;
}

/** The round picture of a sender or chat: {id, name, kind}; the bot has its own. */
export function face({ id, name, kind }) {
  if (kind === "bot") return el("img", { class: "round-face", src: "/icon.svg", alt: "" });
  return el("span", { class: `round-face tint-${tint(id)}`, "aria-hidden": "true" }, initial(name));
}

/** A sender's name in their colour. */
export function named({ id, name, kind }, extra) {
  const colour = kind === "bot" ? "name-bot" : `name-${tint(id)}`;
  return el("strong", { class: `sender ${colour}` }, name, extra ? el("span", null, extra) : null);
}
