/** The place to write in: text, replies, edits, attachments, commands, and in whose name. */

import { gist } from "./bubbles.js";
import { Commands } from "./commands.js";
import { button, byId, el, icon } from "./dom.js";
import { face } from "./faces.js";
import { openMenu } from "./menu.js";

const LONGEST = 4096; // characters in one message, as in Telegram
const TALLEST = 168; // px, then the box scrolls

export class Composer {
  /**
   * `acts` are say(text, replyTo), edit(id, text), attach(file, replyTo), send(kind), instead(id), sendAs(as) and
   * lastOwn(); the first two return true if it was done.
   */
  constructor(acts) {
    this.acts = acts;
    this.about = null; // {kind: "reply" | "edit", message}
    this.drafts = new Map();
    this.dismissed = new Set(); // messages whose reply, asked for by the bot, was put away
    this.source = "";
    this.build();
  }

  build() {
    const named = { id: "say", "aria-label": "Write a message", placeholder: "Message" };
    const box = el("textarea", { ...named, rows: 1, maxlength: LONGEST, dir: "auto" });
    box.addEventListener("input", () => this.typed());
    box.addEventListener("keydown", (event) => this.key(event));
    this.box = box;
    this.commands = new Commands(box, (command) => this.acts.say(`${command}${this.suffix}`, null));
    const clip = button({ class: "round", label: "Send a file, a photo, a voice message or a sticker", icon: "clip" });
    clip.setAttribute("aria-haspopup", "menu");
    clip.addEventListener("click", () => openMenu(clip, { label: "Send", items: this.attachable() }));
    this.file = el("input", { type: "file", id: "file", hidden: true, "aria-label": "A file to send" });
    this.file.addEventListener("change", () => this.attach());
    const slash = button({ class: "round", label: "Commands", icon: "slash", id: "slash" });
    slash.setAttribute("aria-controls", "commands");
    slash.addEventListener("click", () => {
      this.commands.toggle();
      box.focus();
    });
    this.sendButton = button({ class: "round send", label: "Send", icon: "send", id: "send" });
    this.sendButton.addEventListener("click", () => this.submit());
    this.bar = el("div", { class: "about", hidden: true });
    this.sender = button({ class: "round send-as", label: "Write as", hidden: true, "aria-haspopup": "menu" });
    const senders = () => openMenu(this.sender, { label: "Write as", items: this.senderItems(), titled: true });
    this.sender.addEventListener("click", senders);
    this.writing = el("div", { class: "writing" }, this.sender, clip, this.file, box, slash, this.sendButton);
    this.gone = el("div", { class: "gone", hidden: true });
    byId("composer").append(this.commands.node, this.bar, this.writing, this.gone);
    this.typed();
  }

  /** A file of one's own, or a sample of what else Telegram can send. */
  attachable() {
    const kinds = [["photo", "A photo"], ["voice", "A voice message"], ["sticker", "A sticker"]];
    const samples = kinds.map(([kind, words]) => ({ icon: kind, words, act: () => this.acts.send(kind) }));
    return [{ icon: "page", words: "A file…", act: () => this.file.click() }, ...samples];
  }

  async attach() {
    const [file] = this.file.files;
    if (!file) return;
    const caption = this.about?.kind === "edit" ? "" : this.box.value.trim();
    const answered = this.about?.kind === "reply" ? this.about.message.message_id : null;
    if (answered !== null) this.forget();
    if (caption) this.box.value = "";
    await this.acts.attach(file, answered, caption);
    this.file.value = ""; // so that the same one can be chosen again
    this.focus();
  }

  /**
   * What the state says about writing: the commands, what stands in the way (see may.js), in whose name one can
   * write. `suffix` goes behind a command that is chosen, as "@bot" in groups.
   */
  show({ commands, senders, instead, as, suffix, placeholder }) {
    this.commands.set(commands ?? []);
    this.suffix = suffix;
    this.placeholder = placeholder;
    this.hint();
    this.speaks(senders ?? [], as);
    const source = JSON.stringify(instead);
    if (source === this.source) return;
    this.source = source;
    const { words, label, id } = instead ?? {};
    const act = label ? button({ class: "main", words: label, id, onclick: () => this.acts.instead(id) }) : null;
    this.gone.replaceChildren(...[words ? el("p", null, words) : null, act].filter(Boolean));
    this.gone.hidden = !instead;
    this.writing.hidden = Boolean(instead);
    if (instead) this.forget();
    else this.typed(); // what is hidden has no height to be measured
  }

  speaks(senders, as) {
    this.senders = senders;
    this.as = as;
    const now = senders.find((sender) => sender.as === as) ?? senders[0];
    this.sender.hidden = senders.length < 2;
    if (senders.length < 2) return;
    const label = `You write as ${now.name}. Change`;
    if (this.sender.getAttribute("aria-label") === label) return;
    this.sender.replaceChildren(face({ id: now.id, name: now.name }));
    this.sender.setAttribute("aria-label", label);
    this.sender.title = label;
  }

  senderItems() {
    return this.senders.map(({ as, name }) => {
      const words = as === "anonymous" ? `${name} (anonymous)` : name;
      return { icon: as === this.as ? "check" : "blank", words, act: () => this.acts.sendAs(as) };
    });
  }

  /** Changes to another place: keeps what was being written for when one comes back. */
  change(from, to) {
    if (from !== null) this.drafts.set(from, this.about?.kind === "edit" ? "" : this.box.value);
    this.forget();
    this.box.value = this.drafts.get(to) ?? "";
    this.commands.close();
    this.typed();
  }

  reply(message) {
    if (this.about?.kind === "edit") this.box.value = "";
    const { sender, mine } = message;
    this.start("reply", message, `Reply to ${mine && sender.kind === "person" ? "yourself" : sender.name}`);
  }

  /** The bot asks for a reply to this message (or to none): opens it once, unless one is busy with another. */
  asked(message) {
    const { about } = this;
    if (about?.forced && about.message.message_id !== message?.message_id) this.forget();
    if (!message || this.about || this.writing.hidden || this.dismissed.has(keyOf(message))) return;
    const held = document.activeElement;
    this.reply(message);
    this.about.forced = true;
    this.hint();
    if (held !== document.body && held !== this.box) held.focus({ preventScroll: true }); // whoever is at work goes on
  }

  /** The words in the empty box: those of the bot while it asks for a reply. */
  hint() {
    const asked = this.about?.forced ? this.about.message.force_reply?.placeholder : "";
    this.box.placeholder = asked || this.placeholder || "Message";
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
    leave.addEventListener("click", () => this.putAway());
    this.bar.replaceChildren(icon(kind), words, leave);
    this.bar.hidden = false;
    this.typed();
    this.focus();
  }

  /** Leaves a reply or an edit; one that the bot has asked for does not come back by itself. */
  putAway() {
    if (this.about?.forced) this.dismissed.add(keyOf(this.about.message));
    this.forget({ focus: true });
  }

  forget({ focus = false } = {}) {
    if (this.about?.kind === "edit") this.box.value = "";
    this.about = null;
    this.bar.hidden = true;
    this.bar.replaceChildren();
    this.hint();
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
      this.putAway();
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
    if (about?.forced) this.dismissed.add(keyOf(about.message));
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

/** Numbers of messages repeat from chat to chat; their time tells them apart. */
function keyOf({ message_id: number, date, sender }) {
  return `${sender.id}/${number}/${date}`;
}
