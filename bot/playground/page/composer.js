/** The place to write in: text, replies, edits, attachments, commands. */

import { gist } from "./bubbles.js";
import { Commands } from "./commands.js";
import { button, byId, el, icon } from "./dom.js";
import { openMenu } from "./menu.js";

const LONGEST = 4096; // characters in one message, as in Telegram
const TALLEST = 168; // px, then the box scrolls

export class Composer {
  /**
   * `acts` are say(text, replyTo), edit(id, text), send(kind), comeBack() and lastOwn();
   * the first two return true if it was done.
   */
  constructor(acts) {
    this.acts = acts;
    this.about = null; // {kind: "reply" | "edit", message}
    this.drafts = new Map();
    this.build();
  }

  build() {
    const named = { id: "say", "aria-label": "Write a message", placeholder: "Message" };
    const box = el("textarea", { ...named, rows: 1, maxlength: LONGEST, dir: "auto" });
    box.addEventListener("input", () => this.typed());
    box.addEventListener("keydown", (event) => this.key(event));
    this.box = box;
    this.commands = new Commands(box, (command) => this.acts.say(command, null));
    const clip = button({ class: "round", label: "Send a photo, a voice message or a sticker", icon: "clip" });
    clip.setAttribute("aria-haspopup", "menu");
    clip.addEventListener("click", () => openMenu(clip, { label: "Send", items: this.samples() }));
    const slash = button({ class: "round", label: "Commands", icon: "slash", id: "slash" });
    slash.setAttribute("aria-controls", "commands");
    slash.addEventListener("click", () => {
      this.commands.toggle();
      box.focus();
    });
    this.sendButton = button({ class: "round send", label: "Send", icon: "send", id: "send" });
    this.sendButton.addEventListener("click", () => this.submit());
    this.bar = el("div", { class: "about", hidden: true });
    this.writing = el("div", { class: "writing" }, clip, box, slash, this.sendButton);
    this.gone = el("div", { class: "gone", hidden: true });
    byId("composer").append(this.commands.node, this.bar, this.writing, this.gone);
    this.typed();
  }

  samples() {
    const kinds = [["photo", "A photo"], ["voice", "A voice message"], ["sticker", "A sticker"]];
    return kinds.map(([kind, words]) => ({ icon: kind, words, act: () => this.acts.send(kind) }));
  }

  /** What the state says about writing: the commands, and whether the bot is blocked. */
  show({ commands, blocked }, botName) {
    this.commands.set(commands ?? []);
    if (this.gone.hidden === !blocked) return;
    const back = button({ class: "main", words: "Come back", onclick: () => this.acts.comeBack() });
    const words = `You have blocked ${botName}. It cannot write to you.`;
    this.gone.replaceChildren(...(blocked ? [el("p", null, words), back] : []));
    this.gone.hidden = !blocked;
    this.writing.hidden = blocked;
    if (blocked) this.forget();
  }

  /** Changes to another person: keeps what was being written for when they come back. */
  change(from, to) {
    if (from !== null) this.drafts.set(from, this.about?.kind === "edit" ? "" : this.box.value);
    this.forget();
    this.box.value = this.drafts.get(to) ?? "";
    this.commands.close();
    this.typed();
  }

  reply(message) {
    if (this.about?.kind === "edit") this.box.value = "";
    this.start("reply", message, `Reply to ${message.from.is_bot ? message.from.first_name : "yourself"}`);
  }

  edit(message) {
    this.box.value = message.text;
    this.start("edit", message, "Edit your message");
  }

  focus() {
    if (!this.writing.hidden) this.box.focus();
  }

  start(kind, message, title) {
    this.about = { kind, message };
    const words = el("span", { class: "about-words" }, el("strong", null, title), el("span", null, gist(message)));
    const leave = button({ class: "round small", label: "Never mind", icon: "close" });
    leave.addEventListener("click", () => this.forget({ focus: true }));
    this.bar.replaceChildren(icon(kind), words, leave);
    this.bar.hidden = false;
    this.typed();
    this.focus();
  }

  forget({ focus = false } = {}) {
    if (this.about?.kind === "edit") this.box.value = "";
    this.about = null;
    this.bar.hidden = true;
    this.bar.replaceChildren();
    this.typed();
    if (focus) this.focus();
  }

  typed() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, TALLEST)}px`;
    const empty = this.box.value.trim() === "";
    this.sendButton.disabled = empty;
    const editing = this.about?.kind === "edit";
    this.sendButton.setAttribute("aria-label", editing ? "Save the change" : "Send");
    this.sendButton.replaceChildren(icon(editing ? "check" : "send"));
    if (!editing) this.commands.filter(this.box.value);
  }

  key(event) {
    if (event.isComposing || this.commands.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.about) {
      event.stopPropagation();
      this.forget();
    } else if (event.key === "ArrowUp" && this.box.value === "" && !this.about) {
      const own = this.acts.lastOwn();
      if (!own) return;
      event.preventDefault();
      this.edit(own);
    }
  }

  /** Sends or saves. What could not be sent comes back into the box, unless something new is there. */
  async submit() {
    const text = this.box.value;
    if (text.trim() === "") return;
    const { about } = this;
    this.about = null;
    this.box.value = "";
    this.forget({ focus: true });
    this.commands.close();
    const unchanged = about?.kind === "edit" && text === about.message.text;
    if (unchanged) return;
    const number = about?.message.message_id ?? null;
    const done = await (about?.kind === "edit" ? this.acts.edit(number, text) : this.acts.say(text, number));
    if (done || this.box.value !== "") return;
    if (about?.kind === "edit") this.edit(about.message);
    else if (about) this.reply(about.message);
    this.box.value = text;
    this.typed();
  }
}
