/** What stands in the middle of a chat in which nothing has been written. */

import { button, el } from "./dom.js";

const WELCOME = "asks, you type, and it says what is right and why. Press Start, or write something.";
const NOTHING = "Nothing has been written here yet.";
const OUTSIDE = "Only members read what is written here.";

/** Fills `node` or hides it. `start` is called by the button of the private chat; null leaves it out. */
export function drawEmpty(node, { chat, blocked, isEmpty, bot, start }) {
  node.hidden = !isEmpty;
  if (!isEmpty) return;
  if (chat.kind !== "private") {
    node.replaceChildren(el("p", null, ["left", "kicked"].includes(chat.status) ? OUTSIDE : NOTHING));
    return;
  }
  const picture = el("img", { src: "/icon.svg", alt: "", width: 72, height: 72 });
  const words = [el("h2", null, `Say hello to ${bot.name}`), el("p", null, `${bot.name} ${WELCOME}`)];
  const named = { class: "main", words: "Start", id: "start" };
  const press = start ? button({ ...named, disabled: blocked, onclick: start }) : null;
  node.replaceChildren(...[picture, ...words, press].filter(Boolean));
}
