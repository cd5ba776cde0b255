/* Light, dark, or as the system has it. A classic script, so that the page never flashes in the wrong light. */
(() => {
  const KINDS = ["auto", "light", "dark"];
  const LABELS = { auto: "As the system", light: "Light", dark: "Dark" };
  const KEY = "recall-theme";

  function saved() {
    try {
      const kind = localStorage.getItem(KEY);
      return KINDS.includes(kind) ? kind : "auto";
    } catch {
      return "auto"; // storage can be switched off; the page works without it
    }
  }

  function apply(kind) {
    document.documentElement.dataset.theme = kind;
    try {
      localStorage.setItem(KEY, kind);
    } catch {
      // not kept for the next visit, that is all
    }
  }

  function label(button) {
    const kind = document.documentElement.dataset.theme;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#i-theme-${kind}`);
    svg.append(use);
    const words = document.createElement("span");
    words.textContent = LABELS[kind];
    button.replaceChildren(svg, words);
    button.setAttribute("aria-label", `Colours: ${LABELS[kind]}. Change`);
    button.title = `Colours: ${LABELS[kind]}`;
  }

  apply(saved());
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    label(button);
    button.addEventListener("click", () => {
      const kind = document.documentElement.dataset.theme;
      apply(KINDS[(KINDS.indexOf(kind) + 1) % KINDS.length]);
      label(button);
    });
  });
})();
