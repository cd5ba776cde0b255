/** The long poll: follows a chat as one person sees it until told to stop, and tries again by itself when it breaks. */

import { getState } from "./api.js";

const WAITS = [400, 1_000, 2_000, 4_000, 5_000]; // ms before each next try
const AT_LEAST = 150; // ms between two polls, so that a fault in the server cannot make the page run hot

/**
 * Calls `hooks.state(state)` for each new state of `place` ({person, chat}), `hooks.lost(error, retry)` after each
 * failed try and `hooks.back()` when it works again. Returns a function that stops it.
 */
export function follow(place, hooks) {
  const stop = new AbortController();
  run(place, hooks, stop.signal);
  return () => stop.abort();
}

async function run(place, hooks, signal) {
  let after = -1;
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    const answer = await getState(place, after, signal).then((state) => ({ state }), (error) => ({ error }));
    if (signal.aborted) return;
    if (answer.error) {
      const wait = pause(WAITS[Math.min(failures, WAITS.length - 1)], signal);
      failures += 1;
      after = -1; // the server may have started anew and count from the beginning
      hooks.lost(answer.error, wait.end);
      await wait.over;
      continue;
    }
    if (failures > 0) hooks.back();
    failures = 0;
    const unchanged = answer.state.version === after;
    after = answer.state.version;
    hooks.state(answer.state);
    if (unchanged) await pause(AT_LEAST - (performance.now() - began), signal).over;
  }
}

function pause(milliseconds, signal) {
  let end;
  const over = new Promise((resolve) => {
    end = resolve;
    setTimeout(resolve, Math.max(0, milliseconds));
    signal.addEventListener("abort", resolve, { once: true });
  });
  return { over, end };
}
