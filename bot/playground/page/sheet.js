/** What one can see and change about a group or channel: opened by the button with three dots. */

import { button, el, icon } from "./dom.js";
import { face } from "./faces.js";
import { choices, field, row, section, toggle } from "./rows.js";

const RANKS = { creator: "owner", administrator: "admin", member: "" };
const ALLOWED = [
  ["can_send_messages", "Write messages"],
  ["can_send_polls", "Send polls"],
  ["can_send_photos", "Send photos"],
  ["can_send_documents", "Send files"],
];

export class Sheet {
  /** `go(chat)` shows another chat. */
  constructor(actions, go) {
    this.actions = actions;
    this.go = go;
    this.node = null; // the dialog while it is open
    this.source = "";
  }

  open() {
    const node = el("dialog", { class: "sheet", "aria-labelledby": "sheet-title" });
    node.addEventListener("click", (event) => event.target === node && node.close());
    node.addEventListener("close", () => {
      node.remove();
      this.node = null;
    });
    document.body.append(node);
    node.showModal();
    this.node = node;
    this.source = "";
    this.show(this.state, this.around);
  }

  close() {
    this.node?.close();
  }

  /** Keeps up with a state; `around` is {bot, people, me, chats, refresh}. Draws only while it is open. */
  show(state, around) {
    this.state = state;
    this.around = around;
    if (!this.node) return;
    const source = JSON.stringify([state.chat, around]);
    if (source === this.source) return;
    this.source = source;
    const held = this.node.contains(document.activeElement) ? document.activeElement.dataset.act : null;
    this.node.replaceChildren(...this.parts().filter(Boolean));
    const again = [...this.node.querySelectorAll("[data-act]")].find((one) => one.dataset.act === held);
    (again ?? this.node.querySelector("#sheet-close")).focus();
  }

  parts() {
    const { chat } = this.state;
    const onclick = () => this.close();
    const close = button({ class: "round small", label: "Close", icon: "close", id: "sheet-close", onclick });
    const title = el("div", { class: "sheet-head" }, el("h2", { id: "sheet-title" }, chat.title), close);
    return [title, this.recall(), this.members(), this.topics(), this.allowed(), this.links(), this.leaving()];
  }

  can(what) {
    return this.state.chat.can.includes(what);
  }

  /** A button that does something to the chat: see `arrange` of api.js. */
  act(words, what, body, danger = false) {
    const id = `${what} ${body?.who ?? body?.topic ?? ""}`.trim();
    return this.press(words, id, () => this.actions.arrange(what, body), danger);
  }

  press(words, id, onclick, danger = false) {
    return button({ class: danger ? "small-act danger" : "small-act", words, "data-act": id, onclick });
  }

  /** The bot: in or out, its rank, and how much it hears. */
  recall() {
    const { bot } = this.around;
    const { status, hears_all: hearsAll } = this.state.chat.bot;
    const isChannel = this.state.chat.kind === "channel";
    const who = bot.id;
    const buttons = [];
    if (this.can("add_bot")) buttons.push(this.act(`Add ${bot.name}`, "add", { who }));
    else if (!isChannel && this.can("promote")) buttons.push(this.rank(status, who));
    if (this.can("remove_bot")) buttons.push(this.act("Remove", "remove", { who }, true));
    const picture = face({ id: who, name: bot.name, kind: "bot" });
    const line = row(picture, bot.name, this.status(status, { isChannel, hearsAll }), ...buttons);
    const note = "On: hears commands and replies only";
    const change = async (on) => (await this.actions.privacy(on)) && this.around.refresh();
    const privacy = { words: "Privacy mode", note, on: bot.privacy, id: "privacy", change };
    return section(null, line, isChannel ? null : toggle(privacy));
  }

  status(status, { isChannel, hearsAll }) {
    if (status === "administrator") return isChannel ? "admin, may post" : "admin, hears everything";
    if (status === "member") return hearsAll ? "member, hears everything" : "member";
    return status === "kicked" ? "removed" : "not in it";
  }

  rank(status, who) {
    const isAdmin = status === "administrator";
    return isAdmin ? this.act("Make a member", "demote", { who }) : this.act("Make admin", "promote", { who });
  }

  members() {
    const { chat } = this.state;
    const { people, me } = this.around;
    const rows = people.map(({ id, name }) => {
      const member = chat.members.find((one) => one.id === id);
      const rank = member ? RANKS[member.status] : "not in it";
      const words = id === me ? `${name} (you)` : name;
      return row(face({ id, name }), words, rank, ...this.memberButtons(id, member?.status));
    });
    return section(chat.kind === "channel" ? "Subscribers" : "Members", ...this.everybody(), ...rows);
  }

  /** Adding all who are not in it, where that is more than one. */
  everybody() {
    const { members } = this.state.chat;
    const missing = this.around.people.filter(({ id }) => !members.some((one) => one.id === id));
    if (missing.length < 2 || !this.can("add")) return [];
    const add = async () => {
      for (const { id } of missing) if (!(await this.actions.arrange("add", { who: id }))) return;
    };
    return [row(icon("group"), `${missing.length} are not in it`, "", this.press("Add everybody", "add everybody", add))];
  }

  memberButtons(who, status) {
    if (who === this.around.me) return [];
    if (!status) return this.can("add") ? [this.act("Add", "add", { who })] : [];
    const buttons = [];
    if (this.can("promote")) buttons.push(this.rank(status, who));
    if (this.can("remove") && status !== "creator") buttons.push(this.act("Remove", "remove", { who }, true));
    return buttons;
  }

  topics() {
    const { chat } = this.state;
    if (!chat.is_forum) return null;
    const may = this.can("topic");
    const rows = chat.topics.map(({ id, name, closed }) => {
      const act = closed ? ["Open again", "topic/reopen"] : ["Close", "topic/close"];
      const button = may && id !== null ? this.act(...act, { topic: id }) : null;
      return row(icon(closed ? "lock" : "topics"), name, closed ? "closed" : "", button);
    });
    const add = async (name) => {
      const made = await this.actions.arrange("topic", { name });
      if (made) this.go(chat.id, made.topic);
    };
    const more = may ? field({ label: "Name of a new topic", words: "Open", id: "new-topic", act: add }) : null;
    return section("Topics", ...rows, more);
  }

  allowed() {
    const { permissions } = this.state.chat;
    if (!this.can("permit")) return null;
    const toggles = ALLOWED.map(([name, words]) => {
      const change = (on) => this.actions.arrange("permit", { permissions: { [name]: on } });
      return toggle({ words, on: permissions[name], id: name, change });
    });
    return section("Members may", ...toggles);
  }

  /** The discussion group of a channel, or the channel of a discussion group. */
  links() {
    const { chat } = this.state;
    const heading = chat.kind === "channel" ? "Discussion" : "Channel";
    const linked = this.around.chats.find(({ id }) => id === chat.linked);
    const show = linked ? this.press("Show", "linked", () => this.go(linked.id)) : null;
    if (!this.can("link")) return linked ? section(heading, row(icon("link"), linked.title, "", show)) : null;
    const groups = this.around.chats.filter(({ kind }) => kind === "supergroup");
    const options = [[null, "None"], ...groups.map(({ id, title }) => [id, title])];
    const change = (group) => this.actions.arrange("link", { group });
    const choice = { label: "Discussion group", options, chosen: chat.linked, id: "link", change, beside: show };
    return section(heading, choices(choice));
  }

  leaving() {
    const upgrade = async () => {
      const made = await this.actions.arrange("upgrade");
      if (made) this.go(made.chat);
    };
    const buttons = [];
    if (this.can("upgrade")) buttons.push(this.press("Make it a supergroup", "upgrade", upgrade));
    if (this.can("join")) buttons.push(this.act("Join", "join"));
    if (this.can("leave")) buttons.push(this.act("Leave", "leave", undefined, true));
    return buttons.length > 0 ? el("div", { class: "sheet-foot" }, ...buttons) : null;
  }
}
