/** What the menu of a message, of the private chat, and of a new chat offers. */

import { openMenu } from "./menu.js";

const FACES = ["👍", "❤", "🔥", "🎉", "🤔", "👎"];

/** What can be done with a message, next to the button `anchor`: by the parts `actions` and `composer`. */
export function messageMenu(message, anchor, { chat, actions, composer }) {
  const text = message.text ?? message.caption;
  const own = message.reactions?.find((one) => one.mine ?? (one.from === "person" && !one.name));
  const writes = chat.can.includes("write");
  const items = [];
  const add = (icon, words, act, danger = false) => items.push({ icon, words, act, danger });
  if (writes) add("reply", "Reply", () => composer.reply(message));
  if (writes && message.mine && message.text) add("edit", "Edit", () => composer.edit(message));
  if (text) add("copy", "Copy the text", () => navigator.clipboard.writeText(text).catch(() => undefined));
  if (writes && message.mine) add("bin", "Delete", () => actions.remove(message), true);
  const pick = (emoji) => actions.react(message, emoji);
  const emoji = chat.can.includes("vote") ? { choices: FACES, chosen: own?.emoji, pick } : undefined;
  if (items.length > 0 || emoji) openMenu(anchor, { label: "This message", items, emoji });
}

/** Blocking the bot, or coming back. */
export function privateMenu(anchor, { blocked, bot, block }) {
  const items = blocked
    ? [{ icon: "check", words: "Come back", act: () => block(false) }]
    : [{ icon: "block", words: `Block ${bot.name}`, danger: true, act: () => block(true) }];
  openMenu(anchor, { label: "This chat", items });
}

/** Kinds of chat one can make; everybody is in it. `make({kind, title, forum})` does it. */
export function newChatMenu(anchor, make) {
  const kinds = [
    ["group", "A group", { kind: "supergroup", title: "New group" }],
    ["topics", "A group with topics", { kind: "supergroup", title: "New forum", forum: true }],
    ["group", "A basic group", { kind: "group", title: "Basic group" }],
    ["channel", "A channel", { kind: "channel", title: "New channel" }],
  ];
  const items = kinds.map(([icon, words, what]) => ({ icon, words, act: () => make(what) }));
  openMenu(anchor, { label: "New chat", items, titled: true });
}

/** Groups into which ?startgroup= can bring the bot. */
export function groupMenu(anchor, chats, choose) {
  const fit = chats.filter(({ kind, can }) => kind !== "channel" && kind !== "private" && can.includes("write"));
  const items = fit.map(({ id, title }) => ({ icon: "group", words: title, act: () => choose(id) }));
  openMenu(anchor, { label: "Into which group?", items, titled: true });
}
