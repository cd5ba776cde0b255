/** The dialog that asks for the name of somebody who is to be added. */

import { button, el } from "./dom.js";
import { field, section } from "./rows.js";

const LONGEST_NAME = 32;
const NOTE = "For classes and rounds, up to 30 people. They can join every group, and have not written to the bot.";

/** Opens it. `add(name)` gives true if it was done; otherwise the dialog stays. */
export function askName(add) {
  const close = button({ class: "round small", label: "Close", icon: "close", onclick: () => dialog.close() });
  const head = el("div", { class: "sheet-head" }, el("h2", { id: "newcomer-title" }, "Add somebody"), close);
  const act = async (name) => (await add(name)) && dialog.close();
  const name = field({ label: "Name", words: "Add", id: "newcomer", act, longest: LONGEST_NAME });
  const part = section(null, name, el("p", { class: "sheet-note" }, NOTE));
  const dialog = el("dialog", { class: "sheet", "aria-labelledby": "newcomer-title" }, head, part);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("#newcomer").focus();
}
