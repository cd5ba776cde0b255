/** The page: puts its parts together and follows one person's chat with the bot. */

import * as api from "./api.js";
import { Chat } from "./chat.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { button, byId, el, icon } from "./dom.js";
import { follow } from "./follow.js";
import { Log } from "./log.js";
import { alertBox, closeMenu, notice, openMenu } from "./menu.js";
import { Panel } from "./panel.js";
import { People } from "./people.js";

const FACES = ["👍", "❤", "🔥", "🎉", "🤔", "👎"];
const PATIENCE = 15_000; // ms a tapped button shows that it waits

class Page {
  constructor() {
    this.bot = { name: "Recall", username: "" };
    this.person = null;
    this.state = null;
    this.stop = () => undefined;
    this.seen = new Map(); // person -> the newest notice that has been shown
    this.waiting = new Map(); // a tapped button -> its timer
    this.sending = Promise.resolve(); // messages leave in the order they were written
    this.people = new People((id) => this.become(id));
    this.clock = new Clock({
      moved: () => this.chat.refreshDays(),
      trouble: (error) => notice(error.message, { trouble: true }),
    });
    this.chat = new Chat(this.acts(), () => this.clock.now());
    this.composer = new Composer({
      say: (text, replyTo) => this.say(text, replyTo),
      edit: (id, text) => this.tried(api.edit(this.person, id, text)),
      send: (kind) => this.tried(api.send(this.person, kind)),
      comeBack: () => this.block(false),
      lastOwn: () => this.chat.lastOwn(),
    });
    this.log = new Log({ nameOf: (id) => this.people.find(id)?.name, wrote: (id) => this.people.wrote(id) });
    this.panel = new Panel();
  }

  acts() {
    return {
      say: (text) => this.say(text, null),
      follow: (url) => this.follow(url),
      tap: (message, key, node) => this.tap(message, key, node),
      menu: (message, anchor) => this.menu(message, anchor),
      react: (message, emoji) => this.tried(api.react(this.person, message.message_id, emoji)),
      missing: () => notice("That message is no longer in this chat."),
    };
  }

  /** Loads the people and begins; keeps trying until the server answers. */
  async start() {
    byId("chat-menu").append(icon("more"));
    byId("chat-menu").addEventListener("click", () => this.chatMenu());
    addEventListener("keydown", (event) => this.onKey(event));
    addEventListener("hashchange", () => this.become(this.fromAddress()));
    const { people, bot } = await this.first();
    this.bot = { ...this.bot, ...bot };
    byId("bot-name").textContent = this.bot.name;
    this.people.set(people);
    this.clock.start();
    this.log.start();
    this.become(this.fromAddress());
  }

  async first() {
    for (;;) {
      try {
        return await api.getPeople();
      } catch (error) {
        await new Promise((resolve) => this.lost(error, resolve, setTimeout(resolve, 2000)));
      }
    }
  }

  /** The address may name a person (/#bob), so that each can have a window. */
  fromAddress() {
    const name = decodeURIComponent(location.hash.slice(1)).toLowerCase();
    return (this.people.all.find((person) => person.name.toLowerCase() === name) ?? this.people.all[0])?.id ?? null;
  }

  /** Shows another person's chat. */
  become(id) {
    const person = this.people.find(id);
    if (!person || id === this.person) return;
    this.stop();
    this.composer.change(this.person, id);
    this.person = id;
    this.state = null;
    this.people.pick(id);
    history.replaceState(null, "", `#${person.name.toLowerCase()}`);
    document.title = `${person.name} · Recall playground`;
    document.body.dataset.person = person.id;
    this.chat.clear();
    this.settled();
    byId("empty").hidden = true;
    byId("scroll").setAttribute("aria-busy", "true");
    this.stop = follow(id, {
      state: (state) => this.show(state),
      lost: (error, retry) => this.lost(error, retry),
      back: () => this.back(),
    });
    if (matchMedia("(hover: hover)").matches) this.composer.focus();
  }

  show(state) {
    this.state = state;
    byId("banner").hidden = true;
    this.settled();
    this.composer.show(state, this.bot.name);
    this.people.blocked(this.person, state.blocked);
    this.chat.show(state, this.bot.name);
    this.empty(state);
    const status = state.blocked ? "blocked by you" : state.typing ? "is typing…" : "bot";
    byId("bot-status").textContent = status;
    byId("bot-status").classList.toggle("is-typing", status === "is typing…");
    byId("scroll").setAttribute("aria-busy", "false");
    document.body.dataset.version = state.version;
    this.notices(state.notices ?? []);
  }

  /** Notices that were there when the page opened have been read long ago. */
  notices(list) {
    const newest = Math.max(0, ...list.map(({ id }) => id));
    const seen = this.seen.get(this.person);
    this.seen.set(this.person, Math.max(newest, seen ?? 0));
    if (seen === undefined) return;
    for (const { id, text, alert } of list) {
      if (id <= seen || !text) continue;
      if (alert) alertBox(this.bot.name, text);
      else notice(text);
    }
  }

  empty({ messages, blocked }) {
    const node = byId("empty");
    node.hidden = messages.length > 0;
    if (node.hidden) return;
    const name = this.bot.name;
    const start = button({ class: "main", words: "Start", id: "start", onclick: () => this.say("/start", null) });
    start.disabled = blocked;
    const words = `${name} asks, you type, and it says what is right and why. Press Start, or write something.`;
    const picture = el("img", { src: "/icon.svg", alt: "", width: 72, height: 72 });
    node.replaceChildren(picture, el("h2", null, `Say hello to ${name}`), el("p", null, words), start);
  }

  lost(error, retry, timer) {
    const again = button({ class: "quiet small", words: "Try now" });
    again.addEventListener("click", () => {
      clearTimeout(timer);
      retry();
    });
    const words = error instanceof api.Refused ? error.message : `${error.message} Trying again…`;
    byId("banner").replaceChildren(el("span", null, words), again);
    byId("banner").hidden = false;
  }

  back() {
    byId("banner").hidden = true;
    notice("Connected again.");
    this.clock.look();
  }

  /** Waits for a request; false (and a notice in plain words) if it was refused. */
  async tried(request) {
    try {
      await request;
      return true;
    } catch (error) {
      notice(error.message, { trouble: true });
      return false;
    }
  }

  say(text, replyTo) {
    const { person } = this;
    const sent = this.sending.then(() => this.tried(api.say(person, text, replyTo)));
    this.sending = sent;
    return sent;
  }

  async tap(message, key, node) {
    if (key.copy_text) {
      await navigator.clipboard.writeText(key.copy_text.text).catch(() => undefined);
      return notice("Copied.");
    }
    if (this.waiting.has(node)) return undefined;
    node.setAttribute("aria-busy", "true");
    const tired = () => {
      this.rest(node);
      notice("The bot has not answered that tap.", { trouble: true });
    };
    this.waiting.set(node, setTimeout(tired, PATIENCE));
    const done = await this.tried(api.tap(this.person, message.message_id, key.callback_data));
    if (!done) this.rest(node);
    return undefined;
  }

  rest(node) {
    clearTimeout(this.waiting.get(node));
    this.waiting.delete(node);
    node.removeAttribute("aria-busy");
  }

  /** Something has come from the bot: tapped buttons no longer wait. */
  settled() {
    for (const node of [...this.waiting.keys()]) this.rest(node);
  }

  /** A link to this bot (t.me/bot?start=…) is said here instead of opened; true if it was one. */
  follow(url) {
    const address = new URL(url, "https://t.me");
    const named = address.protocol === "tg:" ? address.searchParams.get("domain") : address.pathname.slice(1);
    const ours = ["t.me", "telegram.me"].includes(address.hostname) || address.protocol === "tg:";
    if (!ours || !this.bot.username || named?.toLowerCase() !== this.bot.username.toLowerCase()) return false;
    const payload = address.searchParams.get("start");
    this.say(payload ? `/start ${payload}` : "/start", null);
    return true;
  }

  menu(message, anchor) {
    const mine = !message.from.is_bot;
    const text = message.text ?? message.caption;
    const chosen = message.reactions?.find((reaction) => reaction.from === "person")?.emoji;
    const free = !this.state?.blocked;
    const copy = () => navigator.clipboard.writeText(text).catch(() => undefined);
    const pick = (face) => this.tried(api.react(this.person, message.message_id, face));
    const items = [];
    if (free) items.push({ icon: "reply", words: "Reply", act: () => this.composer.reply(message) });
    const edit = () => this.composer.edit(message);
    if (free && mine && message.text) items.push({ icon: "edit", words: "Edit", act: edit });
    if (text) items.push({ icon: "copy", words: "Copy the text", act: copy });
    const emoji = free ? { choices: FACES, chosen, pick } : undefined;
    openMenu(anchor, { label: "This message", items, emoji });
  }

  chatMenu() {
    const { blocked } = this.state ?? {};
    const items = blocked
      ? [{ icon: "check", words: "Come back", act: () => this.block(false) }]
      : [{ icon: "block", words: `Block ${this.bot.name}`, danger: true, act: () => this.block(true) }];
    openMenu(byId("chat-menu"), { label: "This chat", items });
  }

  async block(blocked) {
    await this.tried(api.block(this.person, blocked));
    this.composer.focus();
  }

  onKey(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (!closeMenu()) this.panel.escape();
  }
}

new Page().start();
