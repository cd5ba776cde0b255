/** The playground's own HTTP: one function for each address. Everything is JSON from the page's own server. */

const LONGEST_WAIT = 40_000; // ms; the server holds a poll for at most 25 s
const LONGEST_MOVE = 3_600_000; // ms; moving the clock takes as long as the bot has work on the way

/** The server answered and said no; `message` is its sentence. */
export class Refused extends Error {}

/** The server did not answer at all. */
export class Unreachable extends Error {}

async function ask(path, { body, file, signal, wait = LONGEST_WAIT } = {}) {
  const limit = AbortSignal.timeout(wait);
  const options = { signal: signal ? AbortSignal.any([signal, limit]) : limit, cache: "no-store" };
  if (body !== undefined) {
    options.method = "POST";
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  } else if (file !== undefined) {
    options.method = "POST";
    options.body = file;
  }
  const response = await fetch(path, options).catch((cause) => {
    throw new Unreachable("The playground does not answer.", { cause });
  });
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  if (response.status >= 500 || answer === null) {
    throw new Unreachable(`The playground has a fault (HTTP ${response.status}).`);
  }
  throw new Refused(answer.error ?? `The playground refused that (HTTP ${response.status}).`);
}

export const getPeople = () => ask("/play/people");
/** Answers at once: a second long poll in each of several windows would leave the browser no connection to act by. */
export const getChats = (person) => ask(`/play/chats?person=${person}`);
export const getState = ({ person, chat }, after, signal) =>
  ask(`/play/state?person=${person}&chat=${chat}&after=${after}`, { signal });
export const getLog = (after) => ask(`/play/log?after=${after}`);
export const getClock = () => ask("/play/clock");

/** Something a person does in a chat; the private one needs no name. What is undefined is not sent. */
const act = (path) => ({ person, chat }, body) =>
  ask(`/play/${path}`, { body: { person, chat: chat === person ? undefined : chat, ...body } });

export const say = act("say");
export const tap = act("tap");
export const edit = act("edit");
export const react = act("react");
export const send = act("send");
export const remove = act("delete");
export const vote = act("vote");
export const open = act("open");

/** Sends a file; `more` is topic, as, reply_to and caption. What is undefined is not sent. */
export function attach(place, file, more) {
  const query = Object.entries({ ...place, ...more, name: file.name }).filter(([, value]) => value !== undefined);
  return ask(`/play/document?${new URLSearchParams(query)}`, { file });
}

/** Something done to a group or channel: add, remove, join, leave, promote, demote, permit, topic, link, upgrade… */
export const arrange = (what, { person, chat }, body) =>
  ask(`/play/chats/${what}`, { body: { person, chat, ...body } });

export const block = (person, blocked) => ask("/play/block", { body: { person, blocked } });
export const privacy = (on) => ask("/play/privacy", { body: { on } });
export const addPerson = (name) => ask("/play/people", { body: { name } });
export const advance = (hours) => ask("/play/clock/advance", { body: { hours }, wait: LONGEST_MOVE });
