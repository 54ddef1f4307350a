/** The chat page: who acts, where they are, and what they hear. */

import { drawBar, tickClock } from "./bar.js";
import { Composer } from "./composer.js";
import * as curious from "./curious.js";
import { announce, el, fill, icon, toast } from "./dom.js";
import { drawForum } from "./forum.js";
import { dropForms, openForm } from "./forms.js";
import { Live } from "./live.js";
import { markdown } from "./markdown.js";
import { isolated, plain } from "./names.js";
import { drawPeople, personMenu } from "./people.js";
import { closePopup } from "./popup.js";
import { drawSidebar } from "./sidebar.js";
import { TYPE, channel, emit, handle, isThread, nameOf, on, person, state, take, takeServer, titleOf, usualPlace } from "./state.js";
import { setOffset, tick } from "./times.js";
import { Timeline } from "./timeline.js";

const $ = (id) => document.getElementById(id);
const timeline = new Timeline();
const composer = new Composer(timeline);
const offline = el("p.offline", { role: "status", hidden: true }, "The playground can’t be reached. Trying again…");

// --- where one is -----------------------------------------------------------------------------

function go(id, { focus = true } = {}) {
  const place = channel(id);
  if (!place) return toast("You can’t see that channel.");
  closePopup();
  closeDrawers();
  state.channel = place;
  history.replaceState(null, "", `${location.pathname}${location.search}#${place.id}`);
  drawHead();
  drawSidebar();
  if (place.type === TYPE.forum) {
    $("write").hidden = true;
    drawForum($("stage"), place);
  } else {
    $("write").hidden = false;
    fill($("stage"), timeline.node);
    composer.open(place);
    timeline.open(place);
    if (focus && matchMedia("(hover: hover)").matches) composer.focus();
  }
  showTitle();
  return undefined;
}

function drawHead() {
  const c = state.channel;
  const parent = isThread(c) ? channel(c.parent_id) : null;
  const kind = isThread(c) ? "thread" : c.type === TYPE.dm ? "dm" : c.type === TYPE.forum ? "forum" : c.type === TYPE.news ? "news" : "hash";
  fill(
    $("head"),
    icon(kind),
    parent && [el("button.as-link", { type: "button", on: { click: () => go(parent.id) } }, isolated(parent.name)), el("span", { "aria-hidden": "true" }, "›")],
    el("h2", {}, isolated(c.name)),
    c.topic && el("p.topic", { title: plain(c.topic) }, isolated(c.topic)),
    offline,
  );
}

function showTitle() {
  const all = state.server.channels.reduce((sum, c) => sum + c.mentions, 0);
  document.title = `${all ? `(${all}) ` : ""}${titleOf(state.channel)} · Playground`;
}

on("beginning", (node) => {
  const c = state.channel;
  if (!c || node.dataset.of === c.id) return;
  node.dataset.of = c.id;
  const about = c.type === TYPE.dm ? `Only you and ${plain(c.name)} see what is written here.` : (c.topic ?? "");
  fill(node, el("h3", {}, isThread(c) ? isolated(c.name) : ["Welcome to ", el("span", {}, titleOf(c))]), about && el("div", {}, markdown(about)));
});

// --- who acts ---------------------------------------------------------------------------------

function become(who) {
  const url = new URL(location);
  url.searchParams.set("as", handle(who));
  history.pushState(null, "", url);
  begin();
}

function begin() {
  closePopup();
  dropForms();
  state.live.open(new URLSearchParams(location.search).get("as") ?? "");
}

function missing(place) {
  return place.type === TYPE.dm ? `has no messages with ${plain(place.name)} yet` : `does not see ${titleOf(place)}`;
}

// --- what one hears ---------------------------------------------------------------------------

const HEARD = {
  hello(frame) {
    const wanted = location.hash.slice(1);
    const before = state.channel;
    const someoneElse = state.you && state.you.id !== frame.you.id;
    offline.hidden = true;
    take(frame);
    setOffset(frame.clock.offset_seconds);
    const place = channel(wanted) ?? state.server.channels.find((c) => before && c.name === before.name && c.type === before.type) ?? usualPlace();
    drawBar();
    drawPeople();
    if (!place) return;
    go(place.id, { focus: !frame.forms.length });
    if (someoneElse) announce(`You act as ${frame.you.name}`);
    if (someoneElse && before && before.id !== place.id) toast(`${plain(frame.you.name)} ${missing(before)}.`);
    if (frame.forms.length) openForm(frame.forms.at(-1));
    curious.watch();
  },
  nobody(frame) {
    offline.hidden = false;
    offline.textContent = `${frame.error[0].toUpperCase()}${frame.error.slice(1)}.`;
    if (!state.server) fill($("head"), offline);
  },
  lost() {
    offline.hidden = false;
    offline.textContent = "The playground can’t be reached. Trying again…";
    if (!state.server) fill($("head"), offline);
  },
  places(frame) {
    takeServer(frame.server);
    const place = channel(state.channel.id);
    drawPeople();
    drawBar();
    if (!place) {
      toast(`You no longer see ${titleOf(state.channel)}.`);
      go(usualPlace().id);
      return;
    }
    state.channel = place;
    timeline.channel = place;
    if (place.type === TYPE.forum) drawForum($("stage"), place);
    else composer.update(place);
    drawHead();
    drawSidebar();
  },
  message(frame) {
    const m = frame.message;
    const place = channel(m.channel_id);
    const isHere = state.channel?.id === m.channel_id;
    if (isHere && state.channel.type !== TYPE.forum) timeline.upsert(m, { isNew: frame.new });
    if (isHere && m.author.bot) composer.stopTyping();
    if (!place || !frame.new) return;
    if (m.private) return;
    place.last_message_id = m.id;
    if (isThread(place)) place.answers += 1;
    const seen = isHere && !document.hidden && timeline._stuck;
    if (!seen && m.author.id !== state.you.id) count(place, m);
  },
  gone(frame) {
    const place = channel(frame.channel);
    if (place && isThread(place)) place.answers -= frame.messages.length;
    if (state.channel?.id === frame.channel) timeline.remove(frame.messages);
  },
  clock(frame) {
    state.clock = frame.clock;
    setOffset(frame.clock.offset_seconds);
    drawBar();
    tick();
    if (frame.moved) timeline.refresh();
  },
  typing(frame) {
    if (state.channel?.id === frame.channel && frame.who !== state.you.id) composer.showTyping(nameOf(person(frame.who) ?? { id: frame.who }));
  },
  read(frame) {
    emit("seen", frame.channel);
  },
  traffic(frame) {
    curious.add(frame.entry);
  },
};

function count(place, m) {
  const mine = person(state.you.id)?.roles ?? [];
  const forMe = place.type === TYPE.dm || m.mention_everyone || m.mentions.some((u) => u.id === state.you.id) || m.mention_roles.some((r) => mine.includes(r));
  place.unread += 1;
  if (forMe) place.mentions += 1;
  drawSidebar();
  showTitle();
}

on("seen", (id) => {
  const place = channel(id);
  if (!place || (!place.unread && !place.mentions)) return;
  place.unread = place.mentions = 0;
  drawSidebar();
  showTitle();
});

// --- drawers of narrow windows ----------------------------------------------------------------

function drawer(name) {
  const house = $("house");
  const open = house.dataset.drawer === name ? "" : name;
  house.dataset.drawer = open;
  if (open) $(open).querySelector("button")?.focus();
}

function closeDrawers() {
  const house = $("house");
  if (matchMedia("(max-width: 760px)").matches || house.dataset.drawer === "channels") house.dataset.drawer = "";
}

$("house").addEventListener("click", (event) => event.target === $("house") && closeDrawers());
document.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && closeDrawers());

// --- typing anywhere is writing ---------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  const isText = [...event.key].length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  const elsewhere = event.target.closest("input, textarea, select, dialog, .popup, .listbox");
  if (isText && !elsewhere && state.channel?.can.write && !$("write").hidden) composer.focus();
});

// --- wiring -----------------------------------------------------------------------------------

on("go", (id) => go(id));
on("become", become);
on("drawer", drawer);
on("person", personMenu);
on("begin", (name) => composer.beginNamed(name));
on("reply", (m) => composer.reply(m));
on("edit", (m) => composer.edit(m));
on("jump", (id) => timeline.jump(id));
on("curious", () => curious.turn());
on("restarting", () => toast("Back to real time: everything begins afresh…"));
on("write", (text) => {
  composer._toText(text);
  composer.text.focus();
});

fill($("write"), composer.node);
state.live = new Live((frame) => HEARD[frame.type]?.(frame));
window.addEventListener("popstate", begin);
document.addEventListener("visibilitychange", () => timeline.channel && timeline._sayRead());
setInterval(() => (tick(), state.clock && tickClock()), 1000);
begin();
