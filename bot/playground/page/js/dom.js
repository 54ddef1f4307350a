/** Building the page: elements and text only, never HTML from a string. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element.
 * @param {string} tag Its name, with classes: "button.ghost.small".
 * @param {object} [given] Attributes; `on` holds listeners, `data` what goes to dataset, `props` properties.
 * @param {...(Node|string|null|undefined|false|Array)} inside What it contains.
 */
export function el(tag, given = {}, ...inside) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(" ");
  const { on = {}, data = {}, props = {}, ...attributes } = given;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const [key, listener] of Object.entries(on)) node.addEventListener(key, listener);
  Object.assign(node.dataset, data);
  Object.assign(node, props);
  node.append(...shown(inside));
  return node;
}

function shown(inside) {
  return inside.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false);
}

/** Put other content into an element. */
export function fill(node, ...inside) {
  node.replaceChildren(...shown(inside));
  return node;
}

/** A small drawing; paths are in a square of 24. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

const PATHS = {
  hash: "M5 9h15M4 15h15M10 4 8 20M16 4l-2 16",
  news: "M4 10v4h3l8 5V5L7 10zM18 9a4 4 0 0 1 0 6",
  forum: "M4 5h16v10H10l-4 4v-4H4zM8 9h8M8 12h5",
  thread: "M6 4v9a3 3 0 0 0 3 3h9M14 12l4 4-4 4",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  dm: "M4 6h16v12H4zM4 7l8 6 8-6",
  people: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3 19c0-3 3-5 6-5s6 2 6 5M16 11a3 3 0 0 0 0-6M17 14c2 .500 4 2 4 5",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6 6 18",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4l3 2",
  code: "M9 7l-5 5 5 5M15 7l5 5-5 5",
  moon: "M19 14a8 8 0 0 1-9-10 8 8 0 1 0 9 10",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M5 19l2-2",
  reply: "M10 7 5 12l5 5M5 12h8a6 6 0 0 1 6 6",
  smile: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M9 10v.010M15 10v.010M8.500 14c1 1.500 2 2 3.500 2s2.500-.500 3.500-2",
  dots: "M6 12v.010M12 12v.010M18 12v.010",
  plus: "M12 5v14M5 12h14",
  send: "M4 12 20 5l-5 15-3-6z",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  down: "M7 10l5 5 5-5",
  eye: "M3 12c3-5 6-6 9-6s6 1 9 6c-3 5-6 6-9 6s-6-1-9-6M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  slash: "M15 4 9 20",
  calendar: "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
  out: "M10 5H5v14h14v-5M13 5h6v6M19 5l-9 9",
};

let counter = 0;

/** An id that no other element has. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** Say something to screen readers. */
export function announce(text) {
  const polite = document.getElementById("polite");
  polite.textContent = "";
  setTimeout(() => (polite.textContent = text), 20);
}

/** Show a line for a while, in a corner. */
export function toast(text) {
  const node = el("p.toast", {}, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), 6000);
}
