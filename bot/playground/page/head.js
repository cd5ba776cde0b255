/** What stands over the messages: which chat this is, and the way to let the bot in. */

import { button, byId, el } from "./dom.js";
import { face } from "./faces.js";
import { plural } from "./times.js";

export class Head {
  /** `addBot()` lets the bot in. */
  constructor(addBot) {
    this.addBot = addBot;
  }

  /** Shows the head of a state. */
  show({ chat, typing, blocked }, bot) {
    const status = statusOf(chat, { typing, blocked, bot });
    byId("chat-name").textContent = chat.title;
    byId("chat-status").textContent = status;
    byId("chat-status").classList.toggle("is-typing", typing && !blocked);
    const kind = chat.kind === "private" ? "bot" : chat.kind;
    const key = `${chat.id}/${chat.title}`;
    if (byId("chat-face").dataset.of !== key) {
      byId("chat-face").dataset.of = key;
      byId("chat-face").replaceChildren(face({ id: chat.id, name: chat.title, kind }));
    }
    const about = chat.kind === "channel" ? "Subscribers, discussion, Recall" : "Members, topics, Recall";
    byId("chat-menu").setAttribute("aria-label", chat.kind === "private" ? "More about this chat" : about);
    byId("chat-menu").setAttribute("aria-haspopup", chat.kind === "private" ? "menu" : "dialog");
    this.invite(chat, bot);
  }

  invite(chat, bot) {
    const wanted = chat.can.includes("add_bot");
    const node = byId("invite");
    if (node.hidden === !wanted && node.dataset.of === String(chat.id)) return;
    node.dataset.of = String(chat.id);
    node.hidden = !wanted;
    if (!wanted) return;
    const where = chat.kind === "channel" ? "channel" : "group";
    const add = button({ class: "main", words: `Add ${bot.name}`, id: "add-bot", onclick: this.addBot });
    node.replaceChildren(el("span", null, `${bot.name} is not in this ${where} yet.`), add);
  }
}

function statusOf(chat, { typing, blocked, bot }) {
  if (blocked) return "blocked by you";
  if (typing) return chat.kind === "private" ? "is typing…" : `${bot.name} is typing…`;
  if (chat.kind === "private") return "bot";
  const inside = (chat.members ?? []).filter((one) => !one.is_bot).length;
  const people = plural(inside, chat.kind === "channel" ? "subscriber" : "member");
  const status = { member: ` and ${bot.name}`, administrator: ` and ${bot.name}, an admin` }[chat.bot.status] ?? "";
  return `${people}${status}`;
}
