/** The list of the bot's commands above the writing box: all of them, or those that fit what is typed. */

import { el } from "./dom.js";

export class Commands {
  /** `box` is the textarea the list belongs to; `choose(command)` is called with "/learn". */
  constructor(box, choose) {
    this.box = box;
    this.choose = choose;
    this.all = [];
    this.at = -1;
    const props = { class: "commands", id: "commands", role: "listbox", "aria-label": "Commands" };
    this.node = el("ul", { ...props, hidden: true });
    box.setAttribute("aria-controls", "commands");
    box.setAttribute("aria-autocomplete", "list");
  }

  get open() {
    return !this.node.hidden;
  }

  /** What the bot offers this person: [{command, description}]. */
  set(list) {
    if (JSON.stringify(list) === JSON.stringify(this.all)) return;
    this.all = list;
    if (this.open) this.filter(this.box.value);
  }

  /** Shows the whole list, or closes it. */
  toggle() {
    if (this.open) this.close();
    else this.draw(this.all, "This bot has no commands yet.");
  }

  /** Shows what fits the typed text; closes the list when that is not the beginning of a command. */
  filter(typed) {
    const word = /^\/([a-z0-9_]*)$/i.exec(typed)?.[1].toLowerCase();
    const fit = word === undefined ? [] : this.all.filter(({ command }) => command.startsWith(word));
    if (fit.length > 0) this.draw(fit);
    else this.close();
  }

  close() {
    this.node.hidden = true;
    this.at = -1;
    this.box.removeAttribute("aria-activedescendant");
  }

  /** Deals with a key pressed in the textarea; true if it was for the list. */
  key(event) {
    if (!this.open) return false;
    const options = [...this.node.querySelectorAll("[role=option]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) this.select(options, step);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.at >= 0) options[this.at].click();
    else if (event.key === "Tab" && !event.shiftKey && options.length > 0) this.complete(options);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  select(options, step) {
    this.at = this.at < 0 && step < 0 ? options.length - 1 : (this.at + step + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
    options[this.at].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", options[this.at].id);
  }

  complete(options) {
    this.box.value = `${options[Math.max(0, this.at)].dataset.command} `;
    this.close();
  }

  draw(list, nothing) {
    this.at = -1;
    this.box.removeAttribute("aria-activedescendant");
    this.node.replaceChildren(...list.map((one) => this.option(one)));
    if (list.length === 0) this.node.append(el("li", { class: "none" }, nothing));
    this.node.hidden = false;
  }

  option({ command, description }) {
    const words = [el("strong", null, `/${command}`), el("span", null, description)];
    const props = { role: "option", id: `command-${command}`, "aria-selected": "false", "data-command": `/${command}` };
    const node = el("li", props, ...words);
    node.addEventListener("pointerdown", (event) => event.preventDefault()); // the writing box keeps the focus
    node.addEventListener("click", () => {
      this.close();
      this.choose(`/${command}`);
    });
    return node;
  }
}
