/** The line that says that the server does not answer. */

import { Refused } from "./api.js";
import { button, byId, el } from "./dom.js";

const AGAIN = 2_000; // ms before the next try

/** Shows what is wrong; `retry()` is called by its button, instead of by `timer` if there is one. */
export function showLost(error, retry, timer) {
  const again = button({ class: "quiet small", words: "Try now" });
  again.addEventListener("click", () => {
    clearTimeout(timer);
    retry();
  });
  const words = error instanceof Refused ? error.message : `${error.message} Trying again…`;
  byId("banner").replaceChildren(el("span", null, words), again);
  byId("banner").hidden = false;
}

export function hideLost() {
  byId("banner").hidden = true;
}

/** What `request()` is answered, tried until it is. */
export async function untilAnswered(request) {
  for (;;) {
    try {
      return await request();
    } catch (error) {
      await new Promise((resolve) => showLost(error, resolve, setTimeout(resolve, AGAIN)));
    }
  }
}
