/** The channels of the server, direct messages, threads and events. */

import { attempt } from "./acting.js";
import { el, fill, icon } from "./dom.js";
import { avatar, compareIds, isolated, plain } from "./names.js";
import { TYPE, emit, isThread, person, state, titleOf } from "./state.js";
import { short } from "./times.js";

const node = () => document.getElementById("channels");
const ICONS = { [TYPE.text]: "hash", [TYPE.news]: "news", [TYPE.forum]: "forum" };

/** Draw it anew; the focus stays where it was. */
export function drawSidebar() {
  const focused = node().contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const { channels, name } = state.server;
  const roots = channels.filter((c) => !c.parent_id && c.type !== TYPE.category && c.type !== TYPE.dm && !isThread(c));
  const categories = channels.filter((c) => c.type === TYPE.category);
  fill(
    node(),
    el("h1.server", {}, isolated(name)),
    el("div.places", {}, roots.length > 0 && group(null, roots), categories.map((c) => group(c, channels.filter((one) => one.parent_id === c.id))), directMessages(), events()),
  );
  if (focused) node().querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function group(category, channels) {
  if (!channels.length) return null;
  return el("section", {}, category && el("h2", {}, isolated(category.name)), el("ul", {}, channels.flatMap((c) => [item(c), ...threadsOf(c).map(item)])));
}

/** Threads that one follows or that hold something new; of forums only what is open. */
function threadsOf(parent) {
  const shown = (t) => !t.archived && (t.unread || t.id === state.channel?.id || (t.joined && parent.type !== TYPE.forum) || (parent.type !== TYPE.forum && t.answers > 0));
  return state.server.channels.filter((c) => c.parent_id === parent.id && isThread(c) && shown(c));
}

function item(c) {
  const isHere = c.id === state.channel?.id;
  const unread = c.unread > 0;
  const words = [titleOf(c), unread && `${c.unread} unread`, c.mentions > 0 && `${c.mentions} for you`].filter(Boolean).join(", ");
  const isLocked = !c.can.write && c.type !== TYPE.forum;
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: ["place", unread && "unread", isThread(c) && "thread"].filter(Boolean).join(" "),
        "aria-current": isHere ? "page" : null,
        "aria-label": words,
        title: c.topic ? plain(c.topic) : null,
        data: { key: c.id },
        on: { click: () => emit("go", c.id) },
      },
      isThread(c) ? icon("thread") : icon(isLocked && c.type === TYPE.text ? "lock" : (ICONS[c.type] ?? "hash")),
      el("span.place-name", {}, isolated(c.name)),
      c.mentions > 0 ? el("span.badge", {}, String(c.mentions)) : unread && el("span.new-dot"),
    ),
  );
}

function directMessages() {
  const dms = state.server.channels.filter((c) => c.type === TYPE.dm);
  const known = new Set(dms.flatMap((c) => c.recipients));
  const bots = state.server.people.filter((p) => p.bot && !known.has(p.id));
  const sorted = dms.sort((a, b) => compareIds(b.last_message_id ?? "0", a.last_message_id ?? "0"));
  if (!dms.length && !bots.length) return null;
  return el("section", {}, el("h2", {}, "Direct messages"), el("ul", {}, sorted.map(directMessage), bots.map(unopened)));
}

function directMessage(c) {
  const row = item(c);
  const who = person(c.recipients[0]);
  row.firstChild.firstChild.replaceWith(avatar(c.recipients[0], c.name, { bot: who?.bot }));
  return row;
}

function unopened(bot) {
  const open = async () => {
    const told = await attempt("open_dm", { bot: bot.id });
    if (told) emit("go", told.channel);
  };
  return el("li", {}, el("button.place", { type: "button", data: { key: bot.id }, on: { click: open } }, avatar(bot.id, bot.name, bot), el("span.place-name", {}, isolated(bot.name))));
}

function events() {
  if (!state.server.events?.length) return null;
  return el("section", {}, el("h2", {}, "Events"), el("ul", {}, state.server.events.map(event)));
}

function event(e) {
  const when = e.active ? "now" : short(new Date(e.scheduled_start_time));
  const press = () => attempt(e.interested ? "not_interested" : "interested", { event: e.id });
  return el(
    "li.event",
    {},
    icon("calendar"),
    el("span", {}, isolated(e.name), el("small", {}, when, e.location && [" · ", isolated(e.location)])),
    el(
      "button.interested",
      { type: "button", "aria-pressed": String(e.interested), "aria-label": `Interested in ${plain(e.name)}, ${e.count} so far`, data: { key: e.id }, on: { click: press } },
      `★ ${e.count}`,
    ),
  );
}
