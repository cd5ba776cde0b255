/** One message of the chat as an element: bubble, pictures, reactions, keyboard. */

import { asPicture, button, el, icon } from "./dom.js";
import { rendered, safeAddress } from "./entities.js";
import { full, size, time } from "./times.js";

const KINDS = { photo: "Photo", voice: "Voice message", sticker: "Sticker", document: "File" };
const BARS = [5, 9, 14, 8, 17, 12, 6, 15, 19, 11, 7, 13, 18, 9, 5, 12, 16, 8, 11, 6];

/** What a message is in one line: for a quotation, or to be read aloud. */
export function gist(message) {
  const words = message.text ?? message.caption;
  if (words) return words.replace(/\s+/g, " ");
  const kind = Object.keys(KINDS).find((name) => message[name]);
  return kind ? KINDS[kind] : "A message";
}

/**
 * The element of a message. `opened` is what the reader has revealed in it (see entities.js); `acts` are
 * say(text), follow(url), tap(message, key), jump(id), menu(message, anchor), react(message, emoji).
 */
export function bubble(message, { opened, acts }) {
  const mine = !message.from.is_bot;
  const inside = [quoted(message, acts), ...media(message), words(message, opened, acts)];
  const reactions = faces(message, acts);
  if (reactions) inside.push(reactions);
  const name = mine ? "You" : message.from.first_name;
  const label = `${name}, ${time(message.date * 1000)}`;
  const props = { class: bare(message) ? "bubble bare" : "bubble", "aria-label": label };
  const article = el("article", props, ...inside);
  const more = button({ class: "round small dots", label: "More about this message", icon: "more" });
  more.setAttribute("aria-haspopup", "menu");
  more.addEventListener("click", () => acts.menu(message, more));
  article.addEventListener("contextmenu", (event) => {
    if (getSelection().toString() || event.target.closest("a")) return;
    event.preventDefault();
    acts.menu(message, more);
  });
  const column = el("div", { class: "column" }, article, keyboard(message, acts));
  const kind = mine ? "turn me" : "turn bot";
  const data = { "data-message-id": message.message_id, "data-from": mine ? "person" : "bot" };
  return el("li", { class: kind, ...data, tabindex: -1 }, column, more);
}

function bare(message) {
  return Boolean(message.sticker) && !message.reply_to_message;
}

function quoted(message, acts) {
  const original = message.reply_to_message;
  if (!original) return null;
  const author = original.from?.is_bot ? original.from.first_name : "You";
  const content = [el("strong", null, author), el("span", null, gist(original))];
  const onclick = () => acts.jump(original.message_id);
  const label = `In reply to ${author}: ${gist(original)}. Go there`;
  return el("button", { type: "button", class: "quoted", "aria-label": label, onclick }, ...content);
}

function* media(message) {
  if (message.photo) yield picture(message);
  if (message.document) yield file(message);
  if (message.voice) yield voice(message);
  if (message.sticker) yield sticker(message);
}

function sticker(message) {
  const props = { class: "sticker", role: "img", "aria-label": "Sticker" };
  return el("div", props, message.sticker.emoji ?? "🙂");
}

function picture(message) {
  const largest = Array.isArray(message.photo) ? message.photo.at(-1) : null;
  if (!message.photo_url?.startsWith("/")) {
    const label = el("span", null, "Photo");
    return el("div", { class: "picture placeholder", role: "img", "aria-label": "Photo" }, icon("photo"), label);
  }
  const image = el("img", {
    src: message.photo_url,
    alt: message.caption ?? "Picture",
    width: largest?.width,
    height: largest?.height,
  });
  const props = { class: "picture", href: message.photo_url, target: "_blank", rel: "noopener" };
  return el("a", { ...props, "aria-label": "Open the picture" }, image);
}

function file(message) {
  const { file_name: name = "file", file_size: bytes } = message.document;
  const lines = [el("strong", null, name), el("span", null, bytes ? size(bytes) : "File")];
  const text = el("span", { class: "file-words" }, ...lines);
  const mark = el("span", { class: "file-mark" }, icon("file"));
  if (!message.document_url?.startsWith("/")) return el("div", { class: "file" }, mark, text);
  return el("a", { class: "file", href: message.document_url, download: name, title: `Save ${name}` }, mark, text);
}

function voice(message) {
  const length = message.voice.duration ?? 0;
  const bars = BARS.map((height) => el("i", { class: `bar h${height}` }));
  const clock = `${Math.floor(length / 60)}:${String(length % 60).padStart(2, "0")}`;
  const mark = el("span", { class: "file-mark" }, icon("voice"));
  const wave = el("span", { class: "wave", "aria-hidden": "true" }, ...bars);
  const props = { class: "voice", role: "img", "aria-label": `Voice message, ${length} seconds` };
  return el("div", props, mark, wave, el("span", null, clock));
}

function words(message, opened, acts) {
  const text = message.text ?? message.caption ?? "";
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  const known = text || Object.keys(KINDS).some((name) => message[name]);
  const content = known
    ? rendered(text, entities, { opened, say: acts.say, follow: acts.follow })
    : el("em", { class: "unknown" }, "This kind of message is not shown here.");
  return el("div", { class: "text", dir: "auto" }, content, meta(message));
}

function meta(message) {
  const at = message.date * 1000;
  const stamp = el("time", { datetime: new Date(at).toISOString(), title: full(at) }, time(at));
  const marked = message.edit_date && !message.from.is_bot; // Telegram does not mark what a bot edits
  const changed = marked ? el("span", { class: "edited", title: full(message.edit_date * 1000) }, "edited ") : null;
  return el("span", { class: "meta" }, changed, stamp);
}

function faces(message, acts) {
  const all = message.reactions ?? [];
  if (all.length === 0) return null;
  const chosen = [...new Set(all.map((reaction) => reaction.emoji))].map((emoji) => {
    const from = all.filter((reaction) => reaction.emoji === emoji).map((reaction) => reaction.from);
    const mine = from.includes("person");
    const who = from.map((name) => (name === "person" ? "you" : "the bot")).join(" and ");
    const label = `${emoji} from ${who}. ${mine ? "Take yours back" : "Add yours"}`;
    const count = from.length > 1 ? el("span", null, String(from.length)) : null;
    const props = { type: "button", class: mine ? "reaction mine" : "reaction", "aria-label": label, title: label };
    return el("button", { ...props, onclick: () => acts.react(message, mine ? null : emoji) }, asPicture(emoji), count);
  });
  return el("div", { class: "reactions" }, ...chosen);
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
