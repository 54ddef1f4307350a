/** For the curious: what bots asked for and were told, with what broke a rule. */

import { attempt } from "./acting.js";
import { el, fill, icon } from "./dom.js";
import { emit, state } from "./state.js";

const MOST = 150;
const node = () => document.getElementById("curious");
let list = null;
let filter = "all";

export const isOpen = () => !node().hidden;

/** Open or close the panel. */
export async function turn(open = !isOpen()) {
  node().hidden = !open;
  document.getElementById("house").classList.toggle("with-curious", open);
  if (!open) {
    if (state.live) attempt("traffic", { on: false });
    return;
  }
  draw();
  await watch();
  node().querySelector("button")?.focus();
}

/** Ask for what happened so far and what comes; also after a lost connection. */
export async function watch() {
  if (!isOpen()) return;
  const told = await attempt("traffic", { on: true });
  if (told) fill(list, told.entries.toReversed().map(row));
}

export function add(entry) {
  if (!list) return;
  list.prepend(row(entry));
  while (list.childElementCount > MOST) list.lastElementChild.remove();
}

function draw() {
  list = el("ol.traffic", { data: { show: filter } });
  const choices = { all: "All", request: "Requests", event: "Events", wrong: "Broken rules" };
  const press = (key) => () => {
    filter = key;
    list.dataset.show = key;
    buttons.forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.show === key)));
  };
  const buttons = Object.entries(choices).map(([key, label]) => el("button.button.quiet.small", { type: "button", "aria-pressed": String(key === filter), data: { show: key }, on: { click: press(key) } }, label));
  fill(
    node(),
    el("header", {}, el("h2", {}, "Requests and events"), el("button.ghost", { type: "button", "aria-label": "Close requests and events", on: { click: () => emit("curious") } }, icon("close"))),
    el("p.hint", {}, "What bots asked of this Discord and what it told them, the latest first."),
    el("div.row", { role: "group", "aria-label": "Show" }, buttons),
    el("div.traffic-scroller", { tabindex: "0", role: "region", "aria-label": "List" }, list),
  );
}

function row(entry) {
  const classes = ["entry", entry.kind, entry.wrong && "wrong"].filter(Boolean).join(" ");
  const time = new Date(entry.at).toLocaleTimeString();
  const summary = entry.kind === "event" ? eventLine(entry) : requestLine(entry);
  const details = el("details", { on: { toggle: () => details.open && open(details, entry) } }, el("summary", {}, summary, el("time", {}, time)));
  return el("li", { class: classes }, details);
}

function eventLine(entry) {
  return [el("span.arrow", { title: `To ${entry.to}` }, "↓"), el("code", {}, entry.name)];
}

function requestLine(entry) {
  const why = entry.missing ? "No such route" : entry.wrong ? "Breaks a rule" : (entry.fault ?? "");
  return [el("span.arrow", { title: "From a bot" }, "↑"), el("b", {}, entry.method), el("code", {}, entry.template), el("span.status", {}, String(entry.status)), why && el("span.why", {}, why)];
}

/** The JSON is drawn when somebody looks. */
function open(details, entry) {
  if (details.childElementCount > 1) return;
  const parts = entry.kind === "event" ? { Payload: entry.data } : { Path: entry.path, Request: entry.request, Answer: entry.answer };
  for (const [title, json] of Object.entries(parts)) {
    if (json === null || json === undefined) continue;
    details.append(el("h3", {}, title), el("pre", { tabindex: "0" }, title === "Path" ? json : pretty(json)));
  }
}

function pretty(json) {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
