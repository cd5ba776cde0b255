/** Who you are: the people to choose from, and how many messages wait for each. */

import { byId, el, initial, tint } from "./dom.js";

export class People {
  /** `choose(id)` is called when a person is picked. */
  constructor(choose) {
    this.choose = choose;
    this.all = [];
    this.current = null;
    this.waiting = new Map();
    this.buttons = new Map();
  }

  /** The people of the playground: [{id, name, blocked}]. */
  set(list) {
    this.all = list;
    this.buttons = new Map(list.map((person) => [person.id, this.button(person)]));
    byId("people").replaceChildren(...[...this.buttons.values()].map((node) => el("li", null, node)));
  }

  /** A person by id (number or its text), or undefined. */
  find(id) {
    return this.all.find((person) => String(person.id) === String(id));
  }

  pick(id) {
    this.current = id;
    this.waiting.delete(id);
    this.draw();
  }

  /** The bot has written to a person whose chat is not on the screen. */
  wrote(id) {
    const person = this.find(id);
    if (!person || person.id === this.current) return;
    this.waiting.set(person.id, (this.waiting.get(person.id) ?? 0) + 1);
    this.draw();
  }

  blocked(id, blocked) {
    const person = this.find(id);
    if (!person || person.blocked === blocked) return;
    person.blocked = blocked;
    this.draw();
  }

  button(person) {
    const colour = `round-face tint-${tint(person.id)}`;
    const face = el("span", { class: colour, "aria-hidden": "true" }, initial(person.name));
    const lines = [el("strong", null, person.name), el("span", { class: "person-note" })];
    const words = el("span", { class: "person-words" }, ...lines);
    const badge = el("span", { class: "badge", hidden: true });
    const node = el("button", { type: "button", class: "person", "data-person": person.id }, face, words, badge);
    node.addEventListener("click", () => this.choose(person.id));
    return node;
  }

  draw() {
    for (const person of this.all) {
      const node = this.buttons.get(person.id);
      const here = person.id === this.current;
      const count = this.waiting.get(person.id) ?? 0;
      if (here) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
      const waiting = count === 1 ? "1 new message" : `${count} new messages`;
      const note = person.blocked ? "has blocked the bot" : count > 0 ? waiting : "";
      node.querySelector(".person-note").textContent = note;
      const badge = node.querySelector(".badge");
      badge.hidden = count === 0;
      badge.textContent = String(count);
      node.setAttribute("aria-label", note ? `${person.name}, ${note}` : person.name);
    }
  }
}
