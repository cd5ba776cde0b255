/** One message of the chat as an element: bubble, pictures, reactions, keyboard. */

import { asPicture, button, el, icon } from "./dom.js";
import { rendered, safeAddress } from "./entities.js";
import { face, named } from "./faces.js";
import { media } from "./media.js";
import { poll } from "./polls.js";
import { full, time } from "./times.js";

const KINDS = { photo: "Photo", audio: "Audio", voice: "Voice message", sticker: "Sticker", document: "File" };

/** What a message is in one line: for a quotation, or to be read aloud. */
export function gist(message) {
  const words = message.text ?? message.caption ?? message.service;
  if (words) return words.replace(/\s+/g, " ");
  if (message.poll) return `Poll: ${message.poll.question}`;
  const kind = Object.keys(KINDS).find((name) => message[name]);
  return kind ? KINDS[kind] : "A message";
}

/**
 * The element of a message. `opened` is what the reader has revealed in it (see entities.js); `chat` the chat
 * it stands in; `acts` are say(text), follow(url), tap(message, key), jump(id), menu(message, anchor),
 * react(message, emoji), vote(message, options), reply(message) and comment(message).
 */
export function bubble(message, { opened, chat, acts }) {
  if (message.service) return happened(message);
  const { mine, sender } = message;
  const isGroup = chat.kind !== "private";
  const inside = [quoted(message, chat, acts), ...media(message), ...words(message, opened, acts)];
  if (isGroup && (!mine || sender.kind !== "person")) inside.unshift(named(sender, badge(message, chat)));
  const reactions = faces(message, acts);
  if (reactions) inside.push(reactions);
  const label = `${mine ? "You" : sender.name}, ${time(message.date * 1000)}`;
  const props = { class: bare(message) ? "bubble bare" : "bubble", "aria-label": label };
  const article = el("article", props, ...inside);
  const more = dots(message, article, acts);
  if (isGroup) article.addEventListener("click", (event) => isIdle(event) && acts.reply(message));
  const column = el("div", { class: "column" }, article, keyboard(message, acts), comments(message, chat, acts));
  const from = mine ? "person" : sender.kind === "bot" ? "bot" : "other";
  const data = { "data-message-id": message.message_id, "data-from": from };
  const isOnTheRight = mine && chat.kind !== "channel"; // a post is the channel's, whoever wrote it
  const picture = isGroup && !isOnTheRight && chat.kind !== "channel" ? face(sender) : null;
  return el("li", { class: isOnTheRight ? "turn me" : "turn them", ...data, tabindex: -1 }, picture, column, more);
}

/** A line in the middle for something that happened. */
function happened(message) {
  const words = el("span", null, message.service);
  return el("li", { class: "happened", "data-message-id": message.message_id, tabindex: -1 }, words);
}

/** What a sender is in this group, if that is more than a member. */
function badge({ sender, sender_chat: as }, chat) {
  if (as) return as.id === chat.id ? (chat.kind === "channel" ? null : "anonymous admin") : "channel";
  const status = chat.members?.find(({ id }) => id === sender.id)?.status;
  return { creator: "owner", administrator: "admin" }[status] ?? null;
}

/** A click that is not for a button, a link or a selection of text. */
function isIdle(event) {
  return !event.target.closest("a, button, input, [role=button], pre") && !getSelection().toString();
}

function dots(message, article, acts) {
  const more = button({ class: "round small dots", label: "More about this message", icon: "more" });
  more.setAttribute("aria-haspopup", "menu");
  more.addEventListener("click", () => acts.menu(message, more));
  article.addEventListener("contextmenu", (event) => {
    if (getSelection().toString() || event.target.closest("a")) return;
    event.preventDefault();
    acts.menu(message, more);
  });
  return more;
}

function comments(message, chat, acts) {
  if (chat.kind !== "channel" || !chat.linked) return null;
  const onclick = () => acts.comment(message);
  return el("button", { type: "button", class: "comments", onclick }, icon("comment"), el("span", null, "Comment"));
}

function bare(message) {
  return Boolean(message.sticker) && !message.reply_to_message;
}

function quoted(message, chat, acts) {
  const original = message.reply_to_message;
  if (!original) return null;
  const author = authorOf(original, chat);
  const words = message.quote?.text ?? gist(original);
  const content = [el("strong", null, author), el("span", null, words)];
  const onclick = () => acts.jump(original.message_id);
  const label = `In reply to ${author}: ${words}. Go there`;
  return el("button", { type: "button", class: "quoted", "aria-label": label, onclick }, ...content);
}

function authorOf({ from, sender_chat: as }, { me }) {
  if (as) return as.title;
  return from?.id === me ? "You" : (from?.first_name ?? "Somebody");
}

function words(message, opened, acts) {
  if (message.vote) return [poll(message, { opened, acts, meta: meta(message) })];
  const text = message.text ?? message.caption ?? "";
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  const known = text || Object.keys(KINDS).some((name) => message[name]);
  const content = known
    ? rendered(text, entities, { opened, say: acts.say, follow: acts.follow })
    : el("em", { class: "unknown" }, "This kind of message is not shown here.");
  return [el("div", { class: "text", dir: "auto" }, content, meta(message))];
}

function meta(message) {
  const at = message.date * 1000;
  const stamp = el("time", { datetime: new Date(at).toISOString(), title: full(at) }, time(at));
  const marked = message.edit_date && message.sender.kind !== "bot"; // Telegram does not mark what a bot edits
  const changed = marked ? el("span", { class: "edited", title: full(message.edit_date * 1000) }, "edited ") : null;
  return el("span", { class: "meta" }, changed, stamp);
}

function faces(message, acts) {
  const all = message.reactions ?? [];
  if (all.length === 0) return null;
  const chosen = [...new Set(all.map((reaction) => reaction.emoji))].map((emoji) => {
    const from = all.filter((reaction) => reaction.emoji === emoji);
    const mine = from.some(isOwn);
    const who = from.map((one) => (isOwn(one) ? "you" : (one.name ?? "the bot"))).join(" and ");
    const label = `${emoji} from ${who}. ${mine ? "Take yours back" : "Add yours"}`;
    const count = from.length > 1 ? el("span", null, String(from.length)) : null;
    const props = { type: "button", class: mine ? "reaction mine" : "reaction", "aria-label": label, title: label };
    return el("button", { ...props, onclick: () => acts.react(message, mine ? null : emoji) }, asPicture(emoji), count);
  });
  return el("div", { class: "reactions" }, ...chosen);
}

/** One's own reaction carries no name. */
function isOwn({ from, name, mine }) {
  return mine ?? (from === "person" && !name);
}

function keyboard(message, acts) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  const lines = rows.map((row) => el("div", { class: "row" }, ...row.map((key) => oneKey(message, key, acts))));
  return el("div", { class: "keys", role: "group", "aria-label": "Answers to choose from" }, ...lines);
}

function oneKey(message, key, acts) {
  const address = key.url ? safeAddress(key.url) : null;
  if (address !== null) {
    const onclick = (event) => {
      if (acts.follow(address)) event.preventDefault();
    };
    const props = { class: "key", href: address, target: "_blank", rel: "noopener noreferrer", title: address };
    return el("a", { ...props, onclick }, el("span", null, key.text), icon("link"));
  }
  const works = key.callback_data !== undefined || key.copy_text;
  const node = el("button", { type: "button", class: "key", disabled: !works }, el("span", null, key.text));
  if (!works) node.title = "This kind of button does not work here.";
  node.addEventListener("click", () => acts.tap(message, key, node));
  return node;
}
