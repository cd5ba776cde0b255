/** The page: puts its parts together and follows one chat as one person sees it. */

import { chatHandlers } from "./handlers.js";
import { readAddress, writeAddress } from "./address.js";
import { getPeople } from "./api.js";
import { hideLost, showLost, untilAnswered } from "./banner.js";
import { Chat } from "./chat.js";
import { Chats } from "./chats.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { Actions } from "./actions.js";
import { byId } from "./dom.js";
import { drawEmpty } from "./empty.js";
import { follow } from "./follow.js";
import { Head } from "./head.js";
import { Log } from "./log.js";
import { closeMenu, notice } from "./menu.js";
import { newChatMenu, privateMenu } from "./menus.js";
import { askName } from "./newcomer.js";
import { Notices } from "./notices.js";
import { Panel } from "./panel.js";
import { People } from "./people.js";
import { tickPolls } from "./polls.js";
import { Sheet } from "./sheet.js";
import { Topics, topicOf } from "./topics.js";
import { Navigation } from "./navigation.js";
import { Unread } from "./unread.js";
import { askedFor, howToWrite } from "./writing.js";

class Page {
  constructor() {
    this.bot = { name: "Recall", username: "" };
    this.place = { person: null, chat: null, topic: null };
    this.start = null; // the payload of a link to the bot that has been opened, until Start is pressed
    this.state = null;
    this.stop = () => undefined;
    this.senders = new Map(); // "person/chat" -> as whom to write there
    this.topics = new Map(); // chat -> the topic looked at last
    this.build();
    this.buildParts();
  }

  build() {
    const now = () => this.clock.now();
    const choose = (chat) => this.go({ person: this.place.person, chat });
    this.actions = new Actions(() => ({ ...this.place, as: this.senders.get(this.key()) ?? null }));
    this.unread = new Unread();
    this.notices = new Notices((url) => this.navigation.follow(url, byId("chat-menu")));
    this.people = new People((person) => this.become(person), this.unread);
    this.chats = new Chats({ choose, changed: (gone) => this.listed(gone), unread: this.unread, now });
    this.clock = new Clock({
      moved: () => this.chat.refreshDays(),
      ticked: () => tickPolls(now()),
      trouble: (error) => notice(error.message, { trouble: true }),
    });
    this.head = new Head(() => this.actions.arrange("add", { who: this.bot.id }));
    this.tabs = new Topics((topic) => this.go({ ...this.place, topic }), this.unread);
    this.navigation = new Navigation({
      go: (place, more) => this.go(place, more),
      jump: (id) => this.chat.jump(id),
      look: () => this.state && this.navigation.goOn(this.state.messages, this.place),
      open: (payload, chat) => this.actions.open(payload, chat),
      person: () => this.place.person,
      bot: () => this.bot,
      chats: () => this.chats.all,
    });
  }

  buildParts() {
    this.chat = new Chat(chatHandlers(this), () => this.clock.now());
    this.composer = new Composer({
      say: (text, replyTo) => this.actions.say(text, replyTo),
      edit: (id, text) => this.actions.edit(id, text),
      attach: (file, replyTo, caption) => this.actions.attach(file, replyTo, caption),
      send: (kind) => this.actions.send(kind),
      sendAs: (as) => this.sendAs(as),
      instead: (id) => this.instead(id),
      lastOwn: () => this.chat.lastOwn(),
    });
    const title = (id) => this.people.find(id)?.name ?? this.chats.find(id)?.title;
    this.log = new Log({ nameOf: title, wrote: (id) => this.wrote(id) });
    this.panel = new Panel();
    this.sheet = new Sheet(this.actions, (chat, topic) => {
      this.sheet.close();
      this.go({ person: this.place.person, chat, topic });
    });
  }

  /** Loads the people and begins; keeps trying until the server answers. */
  async begin() {
    byId("chat-menu").addEventListener("click", () => this.chatMenu());
    byId("back").addEventListener("click", () => this.listing(true));
    byId("new-chat").addEventListener("click", () => newChatMenu(byId("new-chat"), (what) => this.make(what)));
    byId("new-person").addEventListener("click", () => askName((name) => this.welcome(name)));
    addEventListener("keydown", (event) => this.onKey(event));
    addEventListener("hashchange", () => this.go(readAddress(this.people.all)));
    await this.meet();
    this.clock.start();
    this.log.start();
    this.go(readAddress(this.people.all));
    this.chats.start();
  }

  /** Asks who is here. */
  async meet() {
    const { people, bot } = await untilAnswered(getPeople);
    this.bot = { ...this.bot, ...bot };
    this.people.set(people);
  }

  /** Somebody of this name is added, and one is them; false if that was refused. */
  async welcome(name) {
    const made = await this.actions.addPerson(name);
    if (!made) return false;
    await this.meet();
    this.become(made.person);
    return true;
  }

  key() {
    return `${this.place.person}/${this.place.chat}`;
  }

  /** Is another person: in the same group or channel, or in their own private chat. */
  become(person) {
    const { chat, topic } = this.place;
    if (person === this.place.person) return;
    this.go(chat === this.place.person ? { person, chat: person } : { person, chat, topic });
  }

  /** Shows a chat, and a topic of it, as somebody sees it. `start`: see the constructor. */
  go({ person, chat, topic = this.topics.get(chat) ?? null }, { start = null } = {}) {
    const { place } = this;
    this.listing(false);
    const isSameChat = place.person === person && place.chat === chat;
    if (isSameChat && place.topic === topic && start === this.start) return;
    const spot = (one) => (one.person === null ? null : `${one.person}/${one.chat}/${one.topic}`);
    if (place.person !== person) byId("toasts").replaceChildren(); // what somebody else was told
    this.composer.change(spot(place), `${person}/${chat}/${topic}`);
    this.place = { person, chat, topic };
    this.start = start;
    this.topics.set(chat, topic);
    this.chat.clear();
    this.actions.settled();
    if (isSameChat && this.state) this.show(this.state);
    else this.attend();
    if (matchMedia("(hover: hover)").matches && !this.tabs.hasFocus) this.composer.focus();
  }

  /** Begins to follow the chat of `place`. */
  attend() {
    const { person, chat } = this.place;
    this.stop();
    this.state = null;
    this.sheet.close();
    this.people.pick(person);
    this.chats.pick(this.place, this.people.all);
    writeAddress(this.people.find(person), chat);
    byId("empty").hidden = true;
    byId("scroll").setAttribute("aria-busy", "true");
    this.stop = follow({ person, chat }, {
      state: (state) => this.show(state),
      lost: showLost,
      back: () => this.back(),
    });
  }

  show(state) {
    const { place, bot } = this;
    this.state = state;
    hideLost();
    this.actions.settled();
    this.read(state);
    this.head.show(state, bot);
    this.tabs.show(state, place);
    this.people.blocked(place.person, state.blocked);
    const messages = this.here(state);
    this.chat.show({ messages, typing: state.typing, place: { ...state.chat, me: place.person } });
    tickPolls(this.clock.now());
    this.writing(state);
    const start = this.start === null ? () => this.actions.say("/start", null) : null;
    drawEmpty(byId("empty"), { ...state, isEmpty: messages.length === 0, bot, start });
    this.sheet.show(state, this.around());
    byId("scroll").setAttribute("aria-busy", "false");
    document.body.dataset.version = state.version;
    this.notices.show(this.key(), state.notices ?? [], bot.name);
    this.navigation.goOn(state.messages, this.place);
  }

  read({ messages }) {
    const { topic, person, chat } = this.place;
    const newest = (list) => Math.max(0, ...list.map((one) => one.message_id));
    this.unread.read({ person, chat }, newest(messages));
    this.unread.read({ person, chat, topic }, newest(messages.filter((one) => topicOf(one) === topic)));
    this.chats.draw();
    this.people.draw();
  }

  /** The messages of the topic on the screen. */
  here({ chat, messages }) {
    return chat.is_forum ? messages.filter((one) => topicOf(one) === this.place.topic) : messages;
  }

  writing(state) {
    const { place, start, bot } = this;
    const as = this.senders.get(this.key()) ?? null;
    this.composer.show(howToWrite(state, { place, start, bot, as }));
    this.composer.asked(askedFor(this.here(state)));
  }

  back() {
    hideLost();
    notice("Connected again.");
    this.clock.look();
  }

  /** Chats are gone from the list: one cannot stay in them. */
  listed(gone) {
    const { person, chat } = this.place;
    if (gone.includes(chat)) this.go({ person, chat: person });
    else if (this.state) this.sheet.show(this.state, this.around());
  }

  /** On a phone: the list of chats instead of the chat. */
  listing(on) {
    byId("app").classList.toggle("listing", on);
    if (on) byId("chats").querySelector("[aria-current]")?.focus();
  }

  /** The bot has written somewhere, as the log says. */
  wrote(id) {
    const isShown = id === this.place.chat && id === this.place.person;
    if (!this.people.find(id) || isShown) return;
    this.unread.wrote(id);
    this.people.draw();
    this.chats.draw();
  }

  sendAs(as) {
    this.senders.set(this.key(), as);
    this.writing(this.state);
    this.composer.focus();
  }

  /** The button in the place of the writing box. */
  async instead(id) {
    if (id === "come-back") await this.actions.block(false);
    if (id === "join") await this.actions.arrange("join");
    if (id === "start-link") {
      const payload = this.start;
      this.start = null;
      if (!(await this.actions.open(payload))) this.start = payload;
      this.show(this.state);
    }
    this.composer.focus();
  }

  async make(what) {
    const { person } = this.place;
    const others = this.people.all.map(({ id }) => id).filter((id) => id !== person);
    const made = await this.actions.arrange("create", { ...what, members: others });
    if (!made) return;
    await this.chats.look();
    this.go({ person, chat: made.chat });
  }

  chatMenu() {
    if (!this.state) return;
    const { chat, blocked } = this.state;
    const block = async (on) => {
      await this.actions.block(on);
      this.composer.focus();
    };
    if (chat.kind === "private") privateMenu(byId("chat-menu"), { blocked, bot: this.bot, block });
    else this.sheet.open();
  }

  /** What the sheet about a chat needs to know besides the state. */
  around() {
    const refresh = async () => {
      await this.meet();
      this.show(this.state);
    };
    return { bot: this.bot, people: this.people.all, me: this.place.person, chats: this.chats.all, refresh };
  }

  onKey(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (!closeMenu()) this.panel.escape();
  }
}

new Page().begin();
