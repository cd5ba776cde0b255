/** Pictures, files, voice notes and stickers in a message. */

import { el, icon } from "./dom.js";
import { size } from "./times.js";

const BARS = [5, 9, 14, 8, 17, 12, 6, 15, 19, 11, 7, 13, 18, 9, 5, 12, 16, 8, 11, 6];

/** What a message holds besides words. */
export function* media(message) {
  if (message.photo) yield picture(message);
  if (message.document) yield file(message);
  if (message.audio_url?.startsWith("/")) yield sound(message);
  else if (message.voice) yield voice(message);
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

function sound(message) {
  const label = message.voice ? "Voice message" : "Audio";
  return el("audio", { class: "sound", controls: true, preload: "metadata", src: message.audio_url, "aria-label": label });
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
