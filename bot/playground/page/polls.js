/** A native poll in a message: options to vote for, or results; and how much time is left. */

import { el, icon } from "./dom.js";
import { rendered } from "./entities.js";
import { countdown, plural } from "./times.js";

/**
 * The elements of a poll; `meta` says when it was sent. `opened` keeps what is marked but not yet sent;
 * `acts` has vote(message, options) and what `rendered` needs.
 */
export function poll(message, { opened, acts, meta }) {
  const { poll: asked, vote } = message;
  const question = rendered(asked.question, asked.question_entities, { opened, ...acts });
  const chosen = vote.mine.length > 0;
  const isOpen = vote.can_vote && !chosen && !asked.is_closed;
  const props = { role: "group", "aria-label": asked.question, class: isOpen ? "options" : "options results" };
  const options = vote.order.map((at) => (isOpen ? choice(message, at, { opened, acts }) : result(message, at)));
  const send = isOpen && asked.allows_multiple_answers ? voteButton(message, { opened, acts }) : null;
  return el("div", { class: "poll", "data-poll": asked.id },
    el("div", { class: "text", dir: "auto" }, question),
    kind(asked),
    el("div", props, ...options),
    send,
    why(asked, { opened, acts }),
    foot(message, acts, meta));
}

/** Brings every countdown on the page up to the playground's time. */
export function tickPolls(now) {
  for (const node of document.querySelectorAll("[data-closes]")) {
    const words = left(Number(node.dataset.closes), now);
    if (node.textContent !== words) node.textContent = words;
  }
}

function left(closes, now) {
  const seconds = Math.ceil(closes - now / 1000);
  return seconds > 0 ? `${countdown(seconds)} left` : "closing…";
}

function kind(asked) {
  const what = asked.type === "quiz" ? "quiz" : "poll";
  const open = asked.is_anonymous ? `Anonymous ${what}` : what === "quiz" ? "Quiz" : "Poll";
  const several = asked.allows_multiple_answers && !asked.is_closed ? ", several answers" : "";
  const words = asked.is_closed ? `${open}, closed` : `${open}${several}`;
  const closes = asked.is_closed ? null : asked.close_date;
  const timer = closes ? el("span", { class: "timer", role: "timer", "data-closes": closes }, "…") : null;
  return el("p", { class: "poll-kind" }, el("span", null, words), timer);
}

function choice(message, at, { opened, acts }) {
  const { poll: asked } = message;
  const several = asked.allows_multiple_answers;
  const key = `o${at}`;
  const role = several ? { role: "checkbox", "aria-checked": String(opened.has(key)) } : {};
  const mark = el("span", { class: several ? "mark square" : "mark" }, several ? icon("check") : null);
  const words = el("span", { class: "option-words", dir: "auto" }, optionText(asked, at, opened, acts));
  const node = el("button", { type: "button", class: "option", "data-option": at, ...role }, mark, words);
  node.addEventListener("click", async () => {
    if (several) return toggle(node, key, opened);
    const all = [...node.parentElement.children];
    for (const one of all) one.disabled = true;
    node.setAttribute("aria-busy", "true");
    if (await acts.vote(message, [at])) return undefined;
    for (const one of all) one.disabled = false;
    node.removeAttribute("aria-busy");
    return undefined;
  });
  return node;
}

function toggle(node, key, opened) {
  if (opened.has(key)) opened.delete(key);
  else opened.add(key);
  node.setAttribute("aria-checked", String(opened.has(key)));
  node.closest(".poll").querySelector(".vote").disabled = marked(opened).length === 0;
}

function marked(opened) {
  return [...opened].filter((key) => /^o\d+$/.test(key)).map((key) => Number(key.slice(1)));
}

function voteButton(message, { opened, acts }) {
  const node = el("button", { type: "button", class: "main vote", disabled: marked(opened).length === 0 }, "Vote");
  node.addEventListener("click", async () => {
    node.disabled = true;
    if (await acts.vote(message, marked(opened))) for (const at of marked(opened)) opened.delete(`o${at}`);
    else node.disabled = false;
  });
  return node;
}

function optionText(asked, at, opened, acts) {
  const option = asked.options[at];
  return rendered(option.text, option.text_entities, { opened, ...acts });
}

/** An option that can no longer be chosen: with its share where that may be known. */
function result(message, at) {
  const { poll: asked, vote } = message;
  const option = asked.options[at];
  const mine = vote.mine.includes(at);
  const right = (asked.correct_option_ids ?? []).includes(at);
  const wrong = asked.type === "quiz" && vote.results && mine && !right;
  const notes = [right ? "right" : null, mine ? "your vote" : null].filter(Boolean);
  const sign = right ? icon("check") : wrong ? icon("close") : mine ? icon("dot") : null;
  const classes = ["option", right ? "is-right" : "", wrong ? "is-wrong" : "", mine ? "is-mine" : ""];
  const note = notes.length > 0 ? el("span", { class: "option-note" }, notes.join(", ")) : null;
  const line = el("span", { class: "option-words", dir: "auto" }, option.text, note);
  const parts = [el("span", { class: "sign" }, sign), line];
  if (vote.results) parts.push(...share(asked, option), voters(vote.voters?.[at]));
  return el("div", { class: classes.filter(Boolean).join(" "), "data-option": at }, ...parts);
}

function share(asked, option) {
  const all = asked.total_voter_count;
  const percent = all > 0 ? Math.round((100 * option.voter_count) / all) : 0;
  const words = el("span", { class: "percent" }, `${percent}%`, el("small", null, plural(option.voter_count, "vote")));
  return [words, el("progress", { class: "bar-of", max: 100, value: percent, "aria-hidden": "true" })];
}

function voters(names) {
  return names?.length ? el("span", { class: "voters" }, names.join(", ")) : null;
}

function why(asked, { opened, acts }) {
  if (!asked.explanation) return null;
  const words = rendered(asked.explanation, asked.explanation_entities, { opened, ...acts });
  return el("blockquote", { class: "why" }, el("strong", null, "Why"), el("span", null, words));
}

function foot(message, acts, meta) {
  const { poll: asked, vote } = message;
  const hidden = vote.mine.length > 0 && !vote.results;
  const words = [hidden ? "Voted. Results come when it closes" : people(asked.total_voter_count, asked.is_closed)];
  const back = vote.can_retract ? el("button", { type: "button", class: "take-back" }, "Take back") : null;
  back?.addEventListener("click", async () => {
    back.disabled = true;
    if (!(await acts.vote(message, []))) back.disabled = false;
  });
  return el("p", { class: "poll-foot" }, el("span", null, ...words), back, meta);
}

function people(count, isClosed) {
  if (count === 0) return isClosed ? "Nobody voted" : "No votes yet";
  return `${plural(count, "person", "people")} voted`;
}
