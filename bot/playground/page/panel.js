/** The panel on the right: a column on a wide screen, a drawer on a narrow one. */

import { byId, icon } from "./dom.js";

const WIDE = matchMedia("(min-width: 1100px)");

export class Panel {
  constructor() {
    this.app = byId("app");
    this.node = byId("panel");
    this.toggles = [byId("panel-wide"), byId("panel-narrow")];
    for (const toggle of this.toggles) {
      toggle.append(icon("panel"));
      toggle.addEventListener("click", () => this.set(!this.open));
    }
    byId("panel-close").append(icon("close"));
    byId("panel-close").addEventListener("click", () => this.set(false));
    byId("scrim").addEventListener("click", () => this.set(false));
    WIDE.addEventListener("change", () => this.set(WIDE.matches, { quiet: true }));
    this.set(WIDE.matches, { quiet: true });
  }

  /** Opens or closes; as a drawer it takes the focus and gives it back, unless `quiet`. */
  set(open, { quiet = false } = {}) {
    this.open = open;
    const drawer = !WIDE.matches;
    this.app.classList.toggle("with-panel", open);
    this.node.inert = !open;
    byId("scrim").hidden = !(open && drawer);
    for (const part of this.app.querySelectorAll(".side, .chat")) part.inert = open && drawer;
    for (const toggle of this.toggles) toggle.setAttribute("aria-expanded", String(open));
    if (quiet) return;
    if (open && drawer) byId("panel-close").focus();
    else if (!open) this.toggles.find((toggle) => toggle.offsetParent !== null)?.focus();
  }

  /** Esc closes the drawer; a column stays. */
  escape() {
    if (this.open && !WIDE.matches) this.set(false);
  }
}
