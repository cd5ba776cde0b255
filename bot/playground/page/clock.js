/** The playground's clock: shows it, and moves it forward. */

import { advance, getClock } from "./api.js";
import { byId, el } from "./dom.js";
import { longDay, seconds, span, time } from "./times.js";

const LOOK = 20_000; // ms between two looks at the server's clock
const LOOK_WHILE_MOVING = 400;

export class Clock {
  /**
   * `moved()` is called when the time has jumped, `ticked()` whenever it is drawn; `trouble(error)` when it could not
   * be moved.
   */
  constructor({ moved, ticked, trouble }) {
    this.moved = moved;
    this.ticked = ticked;
    this.trouble = trouble;
    this.ahead = 0; // ms from this computer's clock to the playground's
    this.offset = 0; // s the playground's clock has been moved
    this.moving = null; // {from: offset, hours}
    this.build();
  }

  /** The playground's time in milliseconds since 1970. */
  now() {
    return Date.now() + this.ahead;
  }

  /** Starts ticking; the server is asked now and then, for somebody else may move the clock. */
  start() {
    this.look();
    setInterval(() => this.draw(), 1000);
    setInterval(() => !this.moving && !document.hidden && this.look(), LOOK);
  }

  build() {
    this.time = el("p", { class: "clock-time", id: "clock-time" });
    this.day = el("p", { class: "clock-day", id: "clock-day" });
    this.note = el("p", { class: "clock-note", id: "clock-note" });
    this.bar = el("progress", { class: "clock-bar", max: 1, value: 0, hidden: true, "aria-label": "Moving the clock" });
    const steps = [["+1 hour", 1], ["+1 day", 24]];
    this.buttons = steps.map(([words, hours]) => {
      return el("button", { type: "button", class: "step", onclick: () => this.move(hours) }, words);
    });
    const row = el("div", { class: "steps" }, ...this.buttons);
    byId("clock").append(el("div", { class: "clock-face" }, this.time, this.day), this.note, this.bar, row);
  }

  async look() {
    const answer = await getClock().catch(() => null);
    if (answer) this.set(answer);
  }

  set({ now, offset_seconds: offset }) {
    const jumped = offset !== this.offset;
    this.ahead = Date.parse(now) - Date.now();
    this.offset = offset;
    this.draw();
    if (jumped) this.moved();
  }

  async move(hours) {
    if (this.moving) return;
    this.moving = { from: this.offset, hours };
    this.draw();
    const looking = setInterval(() => this.look(), LOOK_WHILE_MOVING);
    try {
      this.set(await advance(hours));
    } catch (error) {
      this.trouble(error);
    } finally {
      clearInterval(looking);
      this.moving = null;
      this.draw();
    }
  }

  draw() {
    const now = this.now();
    this.time.textContent = time(now);
    this.time.title = seconds(now);
    this.day.textContent = longDay(now);
    for (const button of this.buttons) button.disabled = this.moving !== null;
    byId("clock").setAttribute("aria-busy", String(this.moving !== null));
    this.ticked();
    this.bar.hidden = this.moving === null;
    const words = this.words();
    if (this.note.textContent !== words) this.note.textContent = words;
  }

  words() {
    if (this.moving) {
      const done = Math.round((this.offset - this.moving.from) / 3600);
      this.bar.value = done / this.moving.hours;
      return this.moving.hours > 1 ? `Moving: ${done} of ${this.moving.hours} hours` : "Moving one hour";
    }
    const ahead = span(this.offset);
    return ahead ? `${ahead} ahead of your own clock` : "The same as your own clock";
  }
}
