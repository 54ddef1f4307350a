// Occurrences by ical.js and instants by the JavaScript engine's own zones (ICU): no code shared
// with Attune or python-dateutil. One request a line in, one answer a line out, both JSON.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const modules = createRequire(join(process.env.ATTUNE_NODE_MODULES, "."));
const { default: ICAL } = await import(pathToFileURL(modules.resolve("ical.js")).href);

const HOUR = 3600000;
const formats = new Map();

function wallTime(zone, instant) {
  if (!formats.has(zone))
    formats.set(zone, new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit",
      hour: "2-digit", minute: "2-digit", second: "2-digit",
    }));
  const part = Object.fromEntries(
    formats.get(zone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

// The first instant at which the wall shows `local`; where it never does, the first at which it
// shows more. Offsets are taken each hour around it, since a walk in steps can miss a short repeat.
function instantOf(zone, local) {
  const offsets = new Set();
  for (let at = local - 28 * HOUR; at <= local + 28 * HOUR; at += HOUR)
    offsets.add(wallTime(zone, at) - at);
  const shown = [...offsets].map((o) => local - o).filter((t) => wallTime(zone, t) === local);
  return shown.length ? Math.min(...shown) : firstAfterGap(zone, local);
}

function firstAfterGap(zone, local) {
  let before = local - 28 * HOUR;
  for (const step of [HOUR, 60000, 1000])
    while (wallTime(zone, before + step) < local) before += step;
  return before + 1000;
}

function answer({ start, rule, until, count, take, zone }) {
  const recur = ICAL.Recur.fromString(rule);
  if (until) recur.until = ICAL.Time.fromString(until);
  if (count) recur.count = count;
  const steps = recur.iterator(ICAL.Time.fromString(start));
  const found = [];
  for (let next = steps.next(); next && found.length < take; next = steps.next())
    found.push(next.toString());
  const instants = zone && found.map((t) => instantOf(zone, Date.parse(`${t}Z`)) / 1000);
  return { found, instants };
}

for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(answer(JSON.parse(line))));
