/** The list of chats of the person one is: the private one with the bot, groups, channels. */

import { getChats } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { face } from "./faces.js";
import { dayKey, shortDay, time } from "./times.js";

const EVERY = 1_500; // ms between two looks

export class Chats {
  /** `choose(id)` is called when a chat is picked; `changed(gone)` when the list is another one. */
  constructor({ choose, changed, unread, now }) {
    Object.assign(this, { choose, changed, unread, now });
    this.all = [];
    this.people = [];
    this.place = { person: null, chat: null };
    this.nodes = new Map();
    this.source = "";
  }

  async start() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, EVERY));
      if (!document.hidden) await this.look();
    }
  }

  find(id) {
    return this.all.find((chat) => chat.id === id);
  }

  /** Another person looks, or the same one at another chat. */
  async pick(place, people) {
    const isOther = place.person !== this.place.person;
    this.people = people;
    this.place = place;
    if (isOther) await this.look();
    else this.draw();
  }

  async look() {
    const { person } = this.place;
    const answer = await getChats(person).catch(() => null);
    if (!answer || person !== this.place.person) return;
    const before = this.all.map(({ id }) => id);
    this.all = answer.chats;
    this.meet();
    this.draw();
    const source = JSON.stringify(answer.chats);
    if (source === this.source) return;
    this.source = source;
    this.changed(before.filter((id) => id < 0 && !this.find(id)));
  }

  /** What is in a group when somebody of it is met first is no news for them later. */
  meet() {
    for (const { id, members, last } of this.all) {
      if (!last || !members) continue;
      for (const { id: who } of members) this.unread.isNew({ person: who, chat: id }, last.message_id);
    }
  }

  draw() {
    const rows = this.all.map((chat) => this.row(chat));
    for (const [id, node] of this.nodes) if (!this.find(id)) this.drop(id, node);
    rows.forEach((node, index) => {
      if (byId("chats").children[index] !== node) byId("chats").insertBefore(node, byId("chats").children[index]);
    });
    byId("back").classList.toggle("has-news", this.all.some((chat) => chat.id !== this.place.chat && this.news(chat)));
  }

  drop(id, node) {
    node.remove();
    this.nodes.delete(id);
  }

  /** 0, a number of messages in the private chat, or true. */
  news({ id, kind, last }) {
    const { person, chat } = this.place;
    if (id === chat) return 0;
    if (kind === "private") return this.unread.private(person);
    return Boolean(last) && this.unread.isNew({ person, chat: id }, last.message_id);
  }

  row(chat) {
    const node = this.nodes.get(chat.id) ?? el("li", null);
    this.nodes.set(chat.id, node);
    const here = chat.id === this.place.chat;
    const news = this.news(chat);
    const source = JSON.stringify([chat.title, chat.last, chat.status, here, news, dayKey(this.now())]);
    if (node.source === source) return node;
    node.source = source;
    const held = node.contains(document.activeElement);
    node.replaceChildren(this.button(chat, { here, news }));
    if (held) node.firstChild.focus();
    return node;
  }

  button(chat, { here, news }) {
    const kind = chat.kind === "private" ? "bot" : chat.kind;
    const sign = { channel: "channel", supergroup: "group", group: "group" }[chat.kind];
    const title = el("strong", null, sign ? icon(sign) : null, el("span", null, chat.title));
    const when = chat.last ? el("time", null, this.when(chat.last.date * 1000)) : null;
    const line = lastLine(chat);
    const words = typeof news === "number" && news > 0 ? String(news) : "";
    const badge = news ? el("span", { class: words ? "badge" : "badge dot" }, words) : null;
    const label = [chat.title, news ? (words ? `${words} unread` : "unread") : null, line].filter(Boolean).join(", ");
    const props = { type: "button", class: "place", "data-chat": chat.id, "aria-label": label };
    const current = here ? { "aria-current": "true" } : {};
    const top = el("span", { class: "place-top" }, title, when);
    const below = el("span", { class: "place-below" }, el("span", { class: "place-last" }, line), badge);
    const lines = el("span", { class: "place-words" }, top, below);
    const onclick = () => this.choose(chat.id);
    return el("button", { ...props, ...current, onclick }, face({ id: chat.id, name: chat.title, kind }), lines);
  }

  when(at) {
    return dayKey(at) === dayKey(this.now()) ? time(at) : shortDay(at);
  }
}

function lastLine({ kind, status, last }) {
  if (["left", "kicked"].includes(status)) return "You are not in it";
  if (!last) return "Nothing yet";
  const words = last.text.replace(/\s+/g, " ");
  if (kind === "private" || words.startsWith(last.sender)) return words;
  return kind === "channel" ? words : `${last.sender}: ${words}`;
}
