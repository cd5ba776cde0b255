/** The list of messages: changes only what changed, keeps its place, counts what is unread. */

import { bubble, gist } from "./bubbles.js";
import { byId, calm, el, icon } from "./dom.js";
import { dayKey, dayName } from "./times.js";

const NEAR = 60; // px from the end that still count as "at the end"
const SAME_BREATH = 300; // s between two messages of one sender that are shown as one group

export class Chat {
  /** `acts` as in bubbles.js; `now()` is the playground's time in milliseconds. */
  constructor(acts, now) {
    this.acts = { ...acts, jump: (id) => this.jump(id) };
    this.now = now;
    this.scroll = byId("scroll");
    this.list = byId("messages");
    this.toEnd = byId("jump");
    this.toEnd.addEventListener("click", () => this.end({ smooth: true }));
    this.scroll.addEventListener("scroll", () => this.onScroll(), { passive: true });
    const stay = new ResizeObserver(() => this.pinned && this.end());
    stay.observe(this.list);
    stay.observe(this.scroll);
    this.clear();
  }

  /** Forgets the chat that was shown, for another one. */
  clear() {
    this.shown = new Map(); // key -> {node, source}
    this.opened = new Map(); // message id -> what the reader has revealed in it
    this.pinned = true;
    this.unread = 0;
    this.first = true;
    this.list.replaceChildren();
    this.jumpButton();
  }

  /** Shows messages of `place`: the chat's entry and `me`, the person who looks. */
  show({ messages, typing, place }) {
    const known = this.shown;
    this.place = place;
    const fresh = messages.filter((message) => !known.has(`m${message.message_id}`));
    const wanted = this.wanted(messages, typing);
    for (const [key, { node }] of known) if (!wanted.has(key)) node.remove();
    let next = this.list.firstChild;
    for (const [, { node }] of wanted) {
      if (node === next) next = next.nextSibling;
      else this.list.insertBefore(node, next);
    }
    this.shown = wanted;
    this.group(messages);
    this.announce(fresh);
    this.first = false;
  }

  wanted(messages, typing) {
    const wanted = new Map();
    for (const message of messages) {
      const at = message.date * 1000;
      const key = `d${dayKey(at)}`;
      if (!wanted.has(key)) wanted.set(key, this.day(key, at));
      wanted.set(`m${message.message_id}`, this.message(message));
    }
    if (typing) wanted.set("typing", this.shown.get("typing") ?? { node: dots(), source: "" });
    return wanted;
  }

  day(key, at) {
    const name = dayName(at, this.now());
    const entry = this.shown.get(key) ?? { node: el("li", { class: "day" }, el("span", null)), at, source: "" };
    if (entry.source !== name) entry.node.firstChild.textContent = name;
    entry.source = name;
    return entry;
  }

  message(message) {
    const key = `m${message.message_id}`;
    const source = JSON.stringify([message, this.place.members]);
    const old = this.shown.get(key);
    if (old?.source === source) return old;
    if (!this.opened.has(key)) this.opened.set(key, new Set());
    const node = bubble(message, { opened: this.opened.get(key), chat: this.place, acts: this.acts });
    if (old) this.replace(old.node, node);
    else if (!this.first) node.classList.add("arriving");
    return { node, source, message };
  }

  /** A changed message takes its old place, and the keyboard's focus stays in it. */
  replace(old, node) {
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    const label = held?.textContent;
    old.replaceWith(node);
    if (!held) return;
    const alike = (one) => one.textContent === label && one.className === held.className;
    const same = [...node.querySelectorAll("button, a")].find(alike);
    (same ?? node).focus({ preventScroll: true });
  }

  group(messages) {
    messages.forEach((message, index) => {
      const { node } = this.shown.get(`m${message.message_id}`);
      node.classList.toggle("joined", together(messages[index - 1], message));
      node.classList.toggle("last", !together(message, messages[index + 1]));
    });
  }

  announce(fresh) {
    const others = fresh.filter((message) => !message.mine);
    const fromMe = fresh.length > others.length;
    if (this.first || fromMe) this.pinned = true;
    if (this.pinned) this.end();
    else this.unread += others.length;
    this.jumpButton();
    if (this.first || others.length === 0) return;
    const spoken = ({ sender, service }) => (service ? "" : `${sender.name}: `);
    byId("live").textContent = others.map((message) => `${spoken(message)}${gist(message)}`).join("\n");
  }

  /** The days' names change at midnight and when the clock is moved. */
  refreshDays() {
    for (const [key, entry] of this.shown) if (key.startsWith("d")) this.day(key, entry.at);
  }

  /** Goes to a message and shows which one it is; false if it is no longer in the chat. */
  jump(id) {
    const node = this.shown.get(`m${id}`)?.node;
    if (!node) return this.acts.missing();
    this.pinned = false;
    node.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    node.focus({ preventScroll: true });
    node.classList.remove("found");
    requestAnimationFrame(() => node.classList.add("found"));
    return undefined;
  }

  /** Goes to the newest message. */
  end({ smooth = false } = {}) {
    const behavior = smooth && !calm() ? "smooth" : "instant";
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior });
  }

  /** The newest message of the person that can be edited, or undefined. */
  lastOwn() {
    return [...this.shown.values()].reverse().find(({ message }) => message?.text && message.mine)?.message;
  }

  onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    this.pinned = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.pinned) this.unread = 0;
    this.jumpButton();
  }

  jumpButton() {
    const count = this.unread > 0 ? el("span", { class: "badge" }, String(this.unread)) : null;
    this.toEnd.hidden = this.pinned;
    this.toEnd.setAttribute("aria-label", this.unread > 0 ? `To the end, ${this.unread} unread` : "To the end");
    this.toEnd.replaceChildren(icon("down"), ...(count ? [count] : []));
  }
}

function together(one, other) {
  if (!one || !other || one.service || other.service) return false;
  if (one.sender.id !== other.sender.id || one.mine !== other.mine) return false;
  const close = Math.abs(other.date - one.date) < SAME_BREATH;
  return close && dayKey(one.date * 1000) === dayKey(other.date * 1000) && !one.reply_markup?.inline_keyboard?.length;
}

function dots() {
  const three = el("span", { class: "dots-three" }, el("i"), el("i"), el("i"));
  const column = el("div", { class: "column" }, el("div", { class: "bubble" }, three));
  return el("li", { class: "turn them last typing", "aria-label": "The bot is typing" }, column);
}
