/** Small menus next to a button, short notices, and the dialog for an alert. */

import { asPicture, byId, el, icon } from "./dom.js";

const EDGE = 8; // px kept free between a menu and the window's edge
const NOTICE_TIME = 4_000;

let openOne = null;

/**
 * Opens a menu next to `anchor`. `items` are {icon, words, act, danger}; `emoji` (optional) is {choices, chosen, pick};
 * with `titled` its label can be read above them. A second call with the same anchor closes it. Arrow keys move, Esc
 * closes.
 */
export function openMenu(anchor, { label, items, emoji, titled = false }) {
  const again = openOne?.anchor === anchor;
  openOne?.close();
  if (again) return;
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label });
  const close = () => {
    if (openOne?.menu !== menu) return;
    openOne = null;
    const held = menu.contains(document.activeElement);
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (held) anchor.focus();
  };
  const done = (act) => () => {
    close();
    act();
  };
  if (titled) menu.append(el("p", { class: "menu-title", "aria-hidden": "true" }, label));
  if (emoji) menu.append(faces(emoji, done));
  for (const item of items) {
    const props = { type: "button", role: "menuitem", class: item.danger ? "danger" : null, onclick: done(item.act) };
    menu.append(el("button", props, icon(item.icon), el("span", null, item.words)));
  }
  menu.addEventListener("keydown", (event) => onKey(event, menu, close));
  document.body.append(menu);
  openOne = { anchor, menu, close };
  anchor.setAttribute("aria-expanded", "true");
  place(menu, anchor.getBoundingClientRect());
  menu.querySelector("button")?.focus({ preventScroll: true });
}

/** Closes the open menu, if any; true if there was one. */
export function closeMenu() {
  const was = openOne !== null;
  openOne?.close();
  return was;
}

function faces({ choices, chosen, pick }, done) {
  const row = el("div", { class: "faces", role: "group", "aria-label": "React" });
  for (const face of choices) {
    const mine = face === chosen;
    const label = mine ? `Take back ${face}` : `React with ${face}`;
    const props = { type: "button", role: "menuitemradio", "aria-checked": String(mine), "aria-label": label };
    row.append(el("button", { ...props, onclick: done(() => pick(mine ? null : face)) }, asPicture(face)));
  }
  return row;
}

function onKey(event, menu, close) {
  const buttons = [...menu.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step) {
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
}

function place(menu, beside) {
  const { width, height } = menu.getBoundingClientRect();
  const below = beside.bottom + 6;
  const top = below + height + EDGE <= innerHeight ? below : Math.max(EDGE, beside.top - height - 6);
  const fromLeft = beside.left + beside.right < innerWidth; // so that it opens towards the middle
  const left = Math.min(fromLeft ? beside.left : beside.right - width, innerWidth - width - EDGE);
  menu.style.top = `${Math.min(top, innerHeight - height - EDGE)}px`;
  menu.style.left = `${Math.max(EDGE, left)}px`;
}

document.addEventListener("pointerdown", (event) => {
  if (openOne && !openOne.menu.contains(event.target) && !openOne.anchor.contains(event.target)) openOne.close();
});
addEventListener("resize", () => openOne?.close());

/** A short notice over the messages. `trouble` colours it as something that went wrong. */
export function notice(text, { trouble = false } = {}) {
  const toast = el("p", { class: trouble ? "toast trouble" : "toast" }, text);
  byId("toasts").replaceChildren(toast);
  setTimeout(() => toast.remove(), NOTICE_TIME + 40 * text.length);
}

/** An alert from the bot: stays until it is answered. */
export function alertBox(from, text) {
  const ok = el("button", { type: "button", class: "main", onclick: () => dialog.close() }, "OK");
  const content = [el("h2", { id: "alert-from" }, from), el("p", { id: "alert-text" }, text), ok];
  const props = { class: "alert", "aria-labelledby": "alert-from", "aria-describedby": "alert-text" };
  const dialog = el("dialog", props, ...content);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
