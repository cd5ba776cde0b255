/** What the person on the screen does: each action goes to the server, and a refusal is said in plain words. */

import * as api from "./api.js";
import { notice } from "./menu.js";

const PATIENCE = 15_000; // ms a tapped button shows that it waits

export class Actions {
  /** `place()` gives {person, chat, topic, as}: who acts where, at the moment of the action. */
  constructor(place) {
    this.place = place;
    this.waiting = new Map(); // a tapped button -> its timer
    this.sending = Promise.resolve(); // messages leave in the order they were written
  }

  /** Waits for a request; false (and a notice) if it was refused, else its answer. */
  async tried(request) {
    try {
      return (await request) ?? true;
    } catch (error) {
      notice(error.message, { trouble: true });
      return false;
    }
  }

  say(text, replyTo) {
    const { topic, as, ...place } = this.place();
    const body = { topic: topic ?? undefined, as: as ?? undefined, text, reply_to: replyTo ?? undefined };
    const sent = this.sending.then(() => this.tried(api.say(place, body)));
    this.sending = sent;
    return sent;
  }

  send(kind) {
    const { topic, as, ...place } = this.place();
    return this.tried(api.send(place, { topic: topic ?? undefined, as: as ?? undefined, kind }));
  }

  /** Sends a file with words beside it, after what was written before it. */
  attach(file, replyTo, caption) {
    const { topic, as, person, chat } = this.place();
    const more = { topic: topic ?? undefined, as: as ?? undefined, reply_to: replyTo ?? undefined, caption: caption || undefined };
    const sent = this.sending.then(() => this.tried(api.attach({ person, chat }, file, more)));
    this.sending = sent;
    return sent;
  }

  edit(id, text) {
    return this.tried(api.edit(this.place(), { message_id: id, text }));
  }

  remove(message) {
    return this.tried(api.remove(this.place(), { message_id: message.message_id }));
  }

  react(message, emoji) {
    return this.tried(api.react(this.place(), { message_id: message.message_id, emoji }));
  }

  vote(message, options) {
    const { as, ...place } = this.place();
    const body = { message_id: message.message_id, options, as: typeof as === "number" ? as : undefined };
    return this.tried(api.vote(place, body));
  }

  /** Follows t.me/bot?start=payload, or with a chat ?startgroup=payload. */
  open(payload, chat) {
    const { person } = this.place();
    return this.tried(api.open({ person, chat: chat ?? person }, { payload: payload ?? "" }));
  }

  /** See `arrange` of api.js. */
  arrange(what, body) {
    return this.tried(api.arrange(what, this.place(), body));
  }

  block(blocked) {
    return this.tried(api.block(this.place().person, blocked));
  }

  addPerson(name) {
    return this.tried(api.addPerson(name));
  }

  privacy(on) {
    return this.tried(api.privacy(on));
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
    const body = { message_id: message.message_id, data: key.callback_data };
    if (!(await this.tried(api.tap(this.place(), body)))) this.rest(node);
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
}
