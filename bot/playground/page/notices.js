/** What the bot answers to a tap: a short notice, an alert, or a link to follow. */

import { alertBox, notice } from "./menu.js";

export class Notices {
  /** `follow(url)` returns true when it has dealt with a link itself. */
  constructor(follow) {
    this.follow = follow;
    this.seen = new Map(); // "person/chat" -> the newest notice that has been shown
  }

  /** Shows what is new in a state of the chat called `key`; what was there when it was opened was read long ago. */
  show(key, list, from) {
    const newest = Math.max(0, ...list.map(({ id }) => id));
    const seen = this.seen.get(key);
    this.seen.set(key, Math.max(newest, seen ?? 0));
    if (seen === undefined) return;
    for (const one of list) if (one.id > seen) this.tell(one, from);
  }

  tell({ text, alert, url }, from) {
    if (url && !this.follow(url)) notice(`The bot opens ${url}`);
    if (!text) return;
    if (alert) alertBox(from, text);
    else notice(text);
  }
}
