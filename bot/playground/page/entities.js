/**
 * Telegram's formatting: a text and its Bot API entities become elements.
 * Offsets and lengths are in UTF-16 units, which is how JavaScript counts too.
 */

import { button, el } from "./dom.js";

const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const SAFE = new Set(["http:", "https:", "tg:"]);

/**
 * The formatted text as a fragment.
 *
 * options: `opened`, the set of keys of what the reader has revealed or unfolded (kept by the caller, so that
 * it outlives a new rendering); `say(text)` for a tap on a command; `follow(url)` returns true when it has
 * dealt with a link itself.
 */
export function rendered(text, entities, options) {
  const fragment = document.createDocumentFragment();
  const sound = (entities ?? []).filter((entity) => entity.length > 0 && entity.offset < text.length);
  const list = sound.map((entity) => ({ ...entity, end: Math.min(entity.offset + entity.length, text.length) }));
  fill(fragment, { text, from: 0, to: text.length, list: list.sort(byPlace), options });
  return fragment;
}

/** The address if it may become a link (http, https or tg), else null. */
export function safeAddress(written) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}`;
  try {
    return SAFE.has(new URL(full).protocol) ? full : null;
  } catch {
    return null;
  }
}

function byPlace(one, other) {
  const rank = (entity) => (entity.type.includes("blockquote") ? 0 : BLOCKS.has(entity.type) ? 1 : 2);
  return one.offset - other.offset || other.end - one.end || rank(one) - rank(other);
}

/** Entities nest; one that only overlaps another is cut in two, so that nothing is lost. */
function fill(parent, { text, from, to, list, options }) {
  let at = from;
  let rest = list;
  let afterBlock = false;
  while (rest.length > 0) {
    const [first, ...others] = rest;
    const inside = [];
    const after = [];
    for (const other of others) {
      if (other.offset >= first.end) after.push(other);
      else if (other.end <= first.end) inside.push(other);
      else {
        inside.push({ ...other, end: first.end });
        after.push({ ...other, offset: first.end });
      }
    }
    const isBlock = BLOCKS.has(first.type);
    plain(parent, text.slice(at, first.offset), afterBlock, isBlock);
    const content = document.createDocumentFragment();
    fill(content, { text, from: first.offset, to: first.end, list: inside, options });
    parent.append(element(first, text.slice(first.offset, first.end), content, options));
    at = first.end;
    afterBlock = isBlock;
    rest = after.sort(byPlace);
  }
  plain(parent, text.slice(at, to), afterBlock, false);
}

/** A block breaks the line by itself, so the line break written next to it is not shown again. */
function plain(parent, text, afterBlock, beforeBlock) {
  let shown = afterBlock && text.startsWith("\n") ? text.slice(1) : text;
  if (beforeBlock && shown.endsWith("\n")) shown = shown.slice(0, -1);
  if (shown) parent.append(document.createTextNode(shown));
}

function element(entity, words, content, options) {
  if (SIMPLE[entity.type]) return el(SIMPLE[entity.type], null, content);
  switch (entity.type) {
    case "pre":
      return program(entity.language, words, content);
    case "text_link":
      return link(entity.url ?? "", content, options);
    case "url":
      return link(words, content, options);
    case "spoiler":
      return spoiler(`spoiler:${entity.offset}:${words}`, content, options.opened);
    case "blockquote":
      return el("blockquote", null, content);
    case "expandable_blockquote":
      return folded(`quote:${entity.offset}:${words}`, content, options.opened);
    case "bot_command":
      return el("button", { type: "button", class: "command", onclick: () => options.say(words) }, content);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
    case "email":
    case "phone_number":
      return el("span", { class: "named" }, content);
    default:
      return content; // a kind this page does not know is shown as plain text
  }
}

function program(language, words, content) {
  const copy = button({ class: "copy", label: "Copy this code", icon: "copy" });
  copy.addEventListener("click", () => copied(copy, words));
  const head = el("div", { class: "pre-head" }, el("span", null, language ?? "code"), copy);
  return el("div", { class: "program" }, head, el("pre", { tabindex: 0 }, el("code", null, content)));
}

async function copied(copy, words) {
  await navigator.clipboard.writeText(words).catch(() => undefined);
  copy.classList.add("done");
  setTimeout(() => copy.classList.remove("done"), 1200);
}

function link(written, content, { follow }) {
  const address = safeAddress(written);
  if (address === null) return content;
  const onclick = (event) => {
    if (follow(address)) event.preventDefault();
  };
  const props = { href: address, target: "_blank", rel: "noopener noreferrer", title: address, onclick };
  return el("a", props, content);
}

function spoiler(key, content, opened) {
  const inner = el("span", { class: "hidden-words" }, content);
  const node = el("span", { class: "spoiler" }, inner);
  if (opened.has(key)) {
    node.classList.add("shown");
    return node;
  }
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  node.setAttribute("aria-label", "Hidden text. Show it");
  inner.inert = true;
  const reveal = (event) => {
    if (opened.has(key) || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    opened.add(key);
    node.classList.add("shown");
    inner.inert = false;
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", reveal);
  return node;
}

/** Tells each folded quotation whether it is longer than its three lines. */
const measured = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const node = target.closest(".foldable");
    if (node && !node.classList.contains("unfolded")) {
      node.classList.toggle("long", target.scrollHeight > target.clientHeight + 2);
    }
  }
});

function folded(key, content, opened) {
  const body = el("div", { class: "fold-body" }, content);
  const more = el("button", { type: "button", class: "fold-more" });
  const node = el("blockquote", { class: "foldable" }, body, more);
  const show = () => {
    const open = opened.has(key);
    node.classList.toggle("unfolded", open);
    if (open) node.classList.add("long");
    more.setAttribute("aria-expanded", String(open));
    more.textContent = open ? "less" : "more";
  };
  more.addEventListener("click", () => {
    if (!opened.delete(key)) opened.add(key);
    show();
  });
  show();
  measured.observe(body);
  return node;
}
