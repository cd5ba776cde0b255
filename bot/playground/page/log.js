/** The log of Bot API calls: what the bot asked for and what it was answered, newest first. */

import { getLog } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { seconds } from "./times.js";

const EVERY = 1_200; // ms between two looks
const KEPT = 500; // calls on the page
const SNIPPET = 70; // characters of a message shown in a line

export class Log {
  /**
   * `nameOf(chatId)` gives a person's name or undefined; `wrote(chatId)` is called for each message sent
   * after the first look.
   */
  constructor({ nameOf, wrote }) {
    this.nameOf = nameOf;
    this.wrote = wrote;
    this.after = 0;
    this.first = true;
    this.paused = false;
    this.waiting = [];
    this.node = byId("calls");
    this.pause = byId("log-pause");
    this.pause.addEventListener("click", () => this.toggle());
    this.empty = el("p", { class: "nothing" }, "Nothing yet. When the bot asks Telegram for something, it shows here.");
    this.node.append(this.empty);
    this.drawPause();
  }

  async start() {
    for (;;) {
      if (!document.hidden) await this.look();
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  }

  async look() {
    const answer = await getLog(this.after).catch(() => null);
    if (!answer) return;
    if (answer.next < this.after) this.restart();
    else this.after = answer.next;
    if (!this.first) for (const call of answer.calls) if (written(call)) this.wrote(call.params.chat_id);
    this.first = false;
    if (this.paused) this.waiting.push(...answer.calls);
    else this.add(answer.calls);
    this.drawPause();
  }

  /** The server began to count anew. */
  restart() {
    this.after = 0;
    this.first = true;
    this.waiting = [];
    this.node.replaceChildren(this.empty);
  }

  toggle() {
    this.paused = !this.paused;
    if (!this.paused) this.add(this.waiting.splice(0));
    this.drawPause();
  }

  drawPause() {
    const waiting = this.waiting.length > 0 ? ` (${this.waiting.length} waiting)` : "";
    this.pause.setAttribute("aria-pressed", String(this.paused));
    const words = this.paused ? `Go on${waiting}` : "Pause";
    this.pause.replaceChildren(icon(this.paused ? "play" : "pause"), el("span", null, words));
  }

  add(calls) {
    if (calls.length === 0) return;
    this.empty.remove();
    for (const call of calls) this.node.prepend(this.line(call));
    while (this.node.childElementCount > KEPT) this.node.lastElementChild.remove();
  }

  line(call) {
    const well = call.status === 200;
    const status = el("span", { class: well ? "status" : "status bad" }, String(call.status));
    const took = el("span", { class: "ms" }, `${lasted(call.ms)} ms`);
    const first = el("span", { class: "call-first" }, el("strong", null, call.method), status, took);
    const about = this.about(call);
    const second = about ? el("span", { class: "call-second" }, about) : null;
    const node = el("details", { class: "call", "data-method": call.method }, el("summary", null, first, second));
    node.addEventListener("toggle", () => {
      if (node.open && node.childElementCount === 1) node.append(inside(call));
    });
    return node;
  }

  about({ method, params, answer, status }) {
    if (status !== 200) return answer?.description ?? "";
    if (method === "getUpdates") {
      const count = answer?.result?.length ?? 0;
      return count === 1 ? "1 update" : `${count} updates`;
    }
    const words = params?.text ?? params?.caption ?? params?.question ?? "";
    const name = this.nameOf(params?.chat_id);
    const bare = words.replace(/<[^>]*>/g, "").replace(/\s+/g, " ");
    const short = bare.length > SNIPPET ? `${bare.slice(0, SNIPPET)}…` : bare;
    return [name, short].filter(Boolean).join(" · ");
  }
}

function written({ method, status }) {
  return status === 200 && /^(send(?!ChatAction)|copyMessage|forwardMessage)/.test(method);
}

function lasted(milliseconds) {
  return milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds));
}

function inside({ at, params, answer }) {
  const block = (title, value) => {
    const code = el("pre", { tabindex: 0 }, JSON.stringify(value ?? {}, null, 2));
    return [el("h3", null, title), code];
  };
  const when = el("p", { class: "call-at" }, `at ${seconds(Date.parse(at))}`);
  return el("div", { class: "call-inside" }, when, ...block("Asked", params), ...block("Answered", answer));
}
