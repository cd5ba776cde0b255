/** Who you are: the people to choose from, and how many messages wait for each. */

import { byId, el } from "./dom.js";
import { face } from "./faces.js";

export class People {
  /** `choose(id)` is called when a person is picked. */
  constructor(choose, unread) {
    this.choose = choose;
    this.unread = unread;
    this.all = [];
    this.current = null;
    this.buttons = new Map();
  }

  /** The people of the playground: [{id, name, blocked}]. */
  set(list) {
    this.all = list;
    this.buttons = new Map(list.map((person) => [person.id, this.button(person)]));
    byId("people").replaceChildren(...[...this.buttons.values()].map((node) => el("li", null, node)));
    this.draw();
  }

  /** A person by id (number or its text), or undefined. */
  find(id) {
    return this.all.find((person) => String(person.id) === String(id));
  }

  pick(id) {
    this.current = id;
    this.draw();
    this.buttons.get(id)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  blocked(id, blocked) {
    const person = this.find(id);
    if (!person || person.blocked === blocked) return;
    person.blocked = blocked;
    this.draw();
  }

  button(person) {
    const lines = [el("strong", null, person.name), el("span", { class: "person-note" })];
    const words = el("span", { class: "person-words" }, ...lines);
    const badge = el("span", { class: "badge", hidden: true });
    const props = { type: "button", class: "person", "data-person": person.id };
    const node = el("button", props, face(person), words, badge);
    node.addEventListener("click", () => this.choose(person.id));
    return node;
  }

  draw() {
    for (const person of this.all) {
      const node = this.buttons.get(person.id);
      const here = person.id === this.current;
      const count = here ? 0 : this.unread.private(person.id);
      if (here) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
      const waiting = count === 1 ? "1 new message" : `${count} new messages`;
      const trouble = person.blocked ? "has blocked the bot" : "";
      const note = trouble || (count > 0 ? waiting : "");
      node.querySelector(".person-note").textContent = trouble; // the count has its badge
      const badge = node.querySelector(".badge");
      badge.hidden = count === 0;
      badge.textContent = String(count);
      node.setAttribute("aria-label", note ? `${person.name}, ${note}` : person.name);
    }
  }
}
