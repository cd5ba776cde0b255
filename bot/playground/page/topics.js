/** The topics of a forum as tabs under the head; General is one of them. */

import { byId, el, icon } from "./dom.js";

/** The topic a message stands in, null for General. */
export function topicOf(message) {
  return message.is_topic_message ? message.message_thread_id : null;
}

export class Topics {
  /** `choose(id)` is called when a topic is picked; `unread` knows which have news. */
  constructor(choose, unread) {
    this.choose = choose;
    this.unread = unread;
    this.tabs = byId("topics");
    this.source = "";
    this.tabs.addEventListener("keydown", (event) => this.onKey(event));
  }

  get hasFocus() {
    return this.tabs.contains(document.activeElement);
  }

  /** Shows the topics of a chat, if it has any. `place` is {person, chat, topic}. */
  show({ chat, messages }, place) {
    const list = (chat.topics ?? []).map((topic) => ({ ...topic, news: this.isNew(topic, place, messages) }));
    const source = JSON.stringify([list, place]);
    if (source === this.source) return;
    this.source = source;
    this.tabs.hidden = list.length === 0;
    const held = this.hasFocus;
    this.tabs.replaceChildren(...list.map((topic) => this.tab(topic, place)));
    if (held) this.tabs.querySelector("[aria-selected=true]")?.focus();
  }

  isNew({ id }, { person, chat, topic }, messages) {
    const newest = Math.max(0, ...messages.filter((one) => topicOf(one) === id).map((one) => one.message_id));
    return id !== topic && this.unread.isNew({ person, chat, topic: id }, newest);
  }

  tab({ id, name, closed, news }, { topic }) {
    const here = id === topic;
    const words = el("span", null, name);
    const lock = closed ? icon("lock") : null;
    const notes = [name, closed ? "closed" : null, news ? "unread" : null].filter(Boolean).join(", ");
    const props = { role: "tab", type: "button", class: "tab", "aria-selected": String(here), "aria-label": notes };
    const dot = news ? el("span", { class: "badge dot" }) : null;
    const onclick = () => this.choose(id);
    return el("button", { ...props, tabindex: here ? 0 : -1, "aria-controls": "scroll", onclick }, lock, words, dot);
  }

  onKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = [...this.tabs.querySelectorAll("[role=tab]")];
    const at = all.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = all[(at + step + all.length) % all.length];
    next.focus();
    next.click();
  }
}
