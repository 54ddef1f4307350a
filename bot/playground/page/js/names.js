/** How people, roles and files are written. */

import { el } from "./dom.js";

const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const HUES = [168, 18, 268, 212, 96, 338, 40, 192];

/** A name without characters that turn the text around them. */
export function plain(text) {
  return String(text ?? "").replace(DIRECTIONS, "");
}

/** A name as text that can't spill its direction over what follows. */
export function isolated(text) {
  return el("bdi", {}, plain(text));
}

function initials(name) {
  const words = plain(name).trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((w) => [...w][0]).join("").toUpperCase() || "?";
}

/** A round picture made of somebody's initials. */
export function avatar(id, name, { bot = false } = {}) {
  const node = el(bot ? "span.avatar.bot" : "span.avatar", { "aria-hidden": "true" }, initials(name));
  node.style.setProperty("--hue", HUES[Number(BigInt(id) % BigInt(HUES.length))]);
  return node;
}

/** The colour that a role or container has, as CSS; null for none. */
export function colour(number) {
  return number ? `#${number.toString(16).padStart(6, "0")}` : null;
}

/** "1.4 MB" */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Compare snowflakes, which are too large for numbers. */
export function compareIds(a, b) {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
