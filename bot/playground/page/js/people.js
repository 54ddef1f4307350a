/** Who is here, by role; and what one can do with somebody. */

import { attempt } from "./acting.js";
import { el, fill } from "./dom.js";
import { roleDot } from "./message.js";
import { avatar, isolated, plain } from "./names.js";
import { menu } from "./popup.js";
import { emit, role, state } from "./state.js";
import { run } from "./toolbar.js";

const USER_MENU = 2;

/** Draw the list of members. */
export function drawPeople() {
  const people = [...state.server.people].sort((a, b) => a.name.localeCompare(b.name));
  const hoisted = state.server.roles.filter((r) => r.hoist).sort((a, b) => b.position - a.position);
  const groups = hoisted.map((r) => [plain(r.name), people.filter((p) => groupOf(p) === r)]);
  groups.push(["Members", people.filter((p) => !groupOf(p))]);
  fill(
    document.getElementById("people"),
    groups.filter(([, all]) => all.length).map(([name, all]) => el("section", {}, el("h2", {}, `${name} (${all.length})`), el("ul", {}, all.map(row)))),
  );
}

function groupOf(p) {
  return p.roles.map(role).filter((r) => r?.hoist).sort((a, b) => b.position - a.position)[0];
}

function row(p) {
  const open = (event) => emit("person", { who: p, anchor: event.currentTarget });
  const tags = [p.bot && el("span.tag", {}, "App"), p.timed_out && el("span.tag.warn", {}, "Timeout"), p.id === state.you.id && el("span.tag.you", {}, "You")];
  return el("li", {}, el("button.member", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", on: { click: open } }, avatar(p.id, p.name, p), el("span.member-name", { title: plain(p.name) }, isolated(p.name)), roleDot(p), tags));
}

/** What one can do with somebody: commands of bots, messages to bots, acting as them. */
export async function personMenu({ who, anchor }) {
  const offered = (await attempt("commands", { channel: state.channel.id }))?.commands ?? [];
  const apps = offered.filter((c) => c.type === USER_MENU);
  const roles = who.roles.map(role).filter((r) => r && !r.managed).map((r) => plain(r.name)).join(", ");
  const entries = [
    ...apps.map((c) => ({ label: plain(c.name), aside: plain(c.application), run: () => run(c.name, { person: who.id }) })),
    who.bot && { label: `Message ${plain(who.name)}`, run: () => directly(who) },
    { label: `Mention ${plain(who.name)}`, aside: roles, run: () => emit("write", `@${plain(who.name)} `) },
    !who.bot && who.id !== state.you.id && { label: `Act as ${plain(who.name)}`, run: () => emit("become", who) },
  ].filter(Boolean);
  menu(anchor, plain(who.name), entries);
}

async function directly(bot) {
  const told = await attempt("open_dm", { bot: bot.id });
  if (told) emit("go", told.channel);
}
