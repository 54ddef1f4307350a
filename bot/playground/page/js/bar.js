/** The playground's own controls, above the chat: who acts, what time it is, under the hood. */

import { attempt } from "./acting.js";
import { el, fill, icon } from "./dom.js";
import { avatar, isolated, plain } from "./names.js";
import { popup } from "./popup.js";
import { emit, handle, state } from "./state.js";
import { now, short, soon } from "./times.js";

const bar = () => document.getElementById("bar");
// The box about the clock, while it is open.
let box = null;
const isNarrow = () => matchMedia("(max-width: 760px)").matches;

/** Draw it; what it does is in here and in `main.js`. */
export function drawBar() {
  if (box?.isConnected) {
    // What is pressed in the box moves the clock; it stays open, and the bar under it as it is.
    drawBox();
    return;
  }
  const focused = bar().contains(document.activeElement) ? document.activeElement.dataset.key : null;
  fill(
    bar(),
    el("button.ghost.only-narrow", { type: "button", "aria-label": "Channels", data: { key: "channels" }, on: { click: () => emit("drawer", "channels") } }, icon("menu")),
    cast(),
    clock(),
    el(
      "div.tools",
      {},
      tool("people", "Members", () => emit("drawer", "people")),
      tool("code", "Requests and events", () => emit("curious")),
      tool(isDark() ? "sun" : "moon", isDark() ? "Light theme" : "Dark theme", turnTheme),
    ),
  );
  if (focused) bar().querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function tool(name, label, press) {
  return el("button.ghost", { type: "button", "aria-label": label, title: label, data: { key: name === "moon" || name === "sun" ? "theme" : name }, on: { click: press } }, icon(name));
}

// --- who acts ---------------------------------------------------------------------------------

function cast() {
  const others = state.cast.some((p) => p.id === state.you.id) ? [] : [{ ...state.you, part: "" }];
  return el("div.cast", { role: "group", "aria-label": "Act as" }, [...state.cast, ...others].map(actor));
}

function actor(p) {
  const isMe = p.id === state.you.id;
  const press = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (!isMe) emit("become", p);
  };
  const given = { href: `?as=${handle(p)}`, "aria-current": isMe ? "true" : null, "aria-label": `${plain(p.name)}${p.part ? `, ${plain(p.part)}` : ""}`, title: "Open in a new window to have two side by side", data: { key: p.id }, on: { click: press } };
  return el("a.actor", given, avatar(p.id, p.name), el("span.actor-text", {}, el("b", {}, isolated(p.name.split(" ")[0])), p.part && el("small", {}, plain(p.part))));
}

// --- the clock --------------------------------------------------------------------------------

function clock() {
  const next = state.clock.due[0];
  const moved = state.clock.offset_seconds >= 1;
  const wide = el("div.clock-moves", {}, moves(next, moved));
  const button = el("button.clock-now", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": `The clock: ${short(now())}`, data: { key: "clock" }, on: { click: () => openClock(button) } }, icon("clock"), el("time.now", {}, short(now())), moved && el("span.tag", {}, "moved"));
  return el("div.clock", { role: "group", "aria-label": "Clock" }, button, wide);
}

function moves(next, moved) {
  const move = (more) => () => attempt("move_clock", more);
  const press = (label, more, key, title) => el("button.button.quiet.small", { type: "button", title, data: { key }, on: { click: move(more) } }, label);
  return [
    press("+1 h", { advance: "1h" }, "hour", "An hour later"),
    press("+1 day", { advance: "1d" }, "day", "A day later"),
    next && el("button.button.quiet.small.next", { type: "button", title: `Jump to the next thing due: ${plain(next.label)}`, data: { key: "next" }, on: { click: move({ to: "next" }) } }, el("span", {}, "Next: ", isolated(next.label)), el("small", {}, soon(new Date(next.when)))),
    moved && state.clock.can_restart && el("button.button.quiet.small", { type: "button", title: "The clock never goes back, so everything begins afresh", "aria-label": "Back to real time", data: { key: "back" }, on: { click: goBack } }, "Real time"),
  ];
}

/** Everything about the clock, in a box. */
function openClock(anchor) {
  box = el("div.clock-box", { role: "dialog", "aria-label": "The playground\u2019s clock" });
  drawBox();
  popup(anchor, box, { alignEnd: !isNarrow(), onClose: drawBar });
  box.querySelector("button")?.focus();
}

function drawBox() {
  const { due, can_restart: canRestart, offset_seconds: offset } = state.clock;
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const list = due.slice(0, 8).map((d) => el("li", {}, el("span", {}, isolated(d.label)), el("small", {}, soon(new Date(d.when)))));
  const label = offset >= 1 ? "Back to real time (begins afresh)" : "Begin afresh";
  fill(
    box,
    el("h2", {}, "The playground\u2019s clock"),
    el("p.hint", {}, "Move it forward, and whatever is due happens at once. It only moves forward."),
    el("div.row", {}, moves(due[0], false)),
    el("h3", {}, "Due next"),
    list.length ? el("ul.due", {}, list) : el("p.hint", {}, "Nothing waits for a time just now."),
    canRestart && el("button.button.quiet.small", { type: "button", data: { key: "afresh" }, on: { click: goBack } }, label),
  );
  if (focused) (box.querySelector(`[data-key="${CSS.escape(focused)}"]`) ?? box.querySelector("button")).focus();
}

async function goBack() {
  if (await attempt("restart")) emit("restarting");
}

/** Show the time as it goes. */
export function tickClock() {
  const shown = bar().querySelector("time.now");
  const text = short(now());
  if (shown && shown.textContent !== text) {
    shown.textContent = text;
    shown.closest("button").setAttribute("aria-label", `The clock: ${text}`);
  }
}

// --- theme ------------------------------------------------------------------------------------

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function turnTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
  drawBar();
}
