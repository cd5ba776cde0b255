/** Makers of elements. Text always goes in as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with attributes, listeners ("onclick": function) and children (nodes or strings).
 * A property that is undefined, null or false is left out; true becomes an empty attribute.
 */
export function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

/** One of the drawings in index.html, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A button with a drawing and, unless `label` is only for screen readers, a word. */
export function button({ class: kind, label, icon: drawing, words, ...rest }) {
  const content = [drawing ? icon(drawing) : null, words ? el("span", null, words) : null];
  return el("button", { type: "button", class: kind, "aria-label": label, title: label, ...rest }, ...content);
}

/** The element of index.html with this id. */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`index.html has no element with the id "${id}"`);
  return node;
}

/** True where the visitor asked for less movement. */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** "❤" is a plain sign unless it is asked to be a picture. */
export function asPicture(emoji) {
  return emoji === "❤" ? "❤\uFE0F" : emoji;
}
