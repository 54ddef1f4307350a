/** What time it is on the playground, and how times are written in the viewer's zone. */

import { el } from "./dom.js";

const EPOCH = 1420070400000n;
let offset = 0;

/** The playground's clock is so many seconds ahead of the machine's. */
export function setOffset(seconds) {
  offset = seconds * 1000;
}

/** Now, by the playground's clock. */
export function now() {
  return new Date(Date.now() + offset);
}

/** When something with this id was made. */
export function madeAt(snowflake) {
  return new Date(Number((BigInt(snowflake) >> 22n) + EPOCH));
}

const format = (options) => new Intl.DateTimeFormat(undefined, options);
const STYLES = {
  t: format({ timeStyle: "short" }),
  T: format({ timeStyle: "medium" }),
  d: format({ dateStyle: "short" }),
  D: format({ dateStyle: "long" }),
  f: format({ dateStyle: "long", timeStyle: "short" }),
  F: format({ dateStyle: "full", timeStyle: "short" }),
  s: format({ dateStyle: "short", timeStyle: "short" }),
  S: format({ dateStyle: "short", timeStyle: "medium" }),
};
const DAY = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT = format({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const UNITS = [
  ["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1],
];

/** "in 3 hours" */
export function relative(when) {
  const seconds = Math.round((when - now()) / 1000);
  const [unit, length] = UNITS.find(([, l]) => Math.abs(seconds) >= l) ?? UNITS.at(-1);
  return RELATIVE.format(Math.trunc(seconds / length), unit);
}

/** A time of a message's text: `<t:…:R>` and its kin. */
export function stamp(seconds, style = "f") {
  const when = new Date(seconds * 1000);
  if (Number.isNaN(when.getTime())) return null;
  const text = style === "R" ? relative(when) : (STYLES[style] ?? STYLES.f).format(when);
  const node = el("time.stamp", { datetime: when.toISOString(), title: STYLES.F.format(when) }, text);
  if (style === "R") node.dataset.relative = String(when.getTime());
  return node;
}

/** "Today at 09:00", as beside a message's author. */
export function told(when) {
  const today = startOfDay(now());
  const days = Math.round((startOfDay(when) - today) / 86400000);
  if (days === 0) return STYLES.t.format(when);
  if (days === -1) return `Yesterday, ${STYLES.t.format(when)}`;
  return STYLES.s.format(when);
}

/** "tomorrow 09:00" where it is near, else with the date: when something is due. */
export function soon(when) {
  const days = Math.round((startOfDay(when) - startOfDay(now())) / 86400000);
  if (days === 0) return `today ${STYLES.t.format(when)}`;
  if (days === 1) return `tomorrow ${STYLES.t.format(when)}`;
  return SHORT.format(when);
}

export const short = (when) => SHORT.format(when);
export const day = (when) => DAY.format(when);
export const full = (when) => STYLES.F.format(when);

function startOfDay(when) {
  return new Date(when.getFullYear(), when.getMonth(), when.getDate());
}

/** Keep what is relative up to date, each second. */
export function tick() {
  for (const node of document.querySelectorAll("time[data-relative]")) {
    const text = relative(new Date(Number(node.dataset.relative)));
    if (node.textContent !== text) node.textContent = text;
  }
}
