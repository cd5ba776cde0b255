/** The playground's own HTTP: one function for each address. Everything is JSON from the page's own server. */

const LONGEST_WAIT = 40_000; // the server holds a poll for at most 25 s

/** The server answered and said no; `message` is its sentence. */
export class Refused extends Error {}

/** The server did not answer at all. */
export class Unreachable extends Error {}

async function ask(path, { body, signal } = {}) {
  const limit = AbortSignal.timeout(LONGEST_WAIT);
  const options = { signal: signal ? AbortSignal.any([signal, limit]) : limit, cache: "no-store" };
  if (body !== undefined) {
    options.method = "POST";
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
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
export const getState = (person, after, signal) => ask(`/play/state?person=${person}&after=${after}`, { signal });
export const getLog = (after) => ask(`/play/log?after=${after}`);
export const getClock = () => ask("/play/clock");

export const say = (person, text, replyTo) =>
  ask("/play/say", { body: replyTo ? { person, text, reply_to: replyTo } : { person, text } });
export const tap = (person, message, data) => ask("/play/tap", { body: { person, message_id: message, data } });
export const edit = (person, message, text) => ask("/play/edit", { body: { person, message_id: message, text } });
export const react = (person, message, emoji) => ask("/play/react", { body: { person, message_id: message, emoji } });
export const send = (person, kind) => ask("/play/send", { body: { person, kind } });
export const block = (person, blocked) => ask("/play/block", { body: { person, blocked } });
export const advance = (hours) => ask("/play/clock/advance", { body: { hours } });
