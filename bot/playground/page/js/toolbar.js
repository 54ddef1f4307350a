/** What one can do with a message: react, answer, edit, delete, and the commands of bots. */

import { attempt, use } from "./acting.js";
import { el, icon, toast } from "./dom.js";
import { plain } from "./names.js";
import { menu, popup } from "./popup.js";
import { emit, state } from "./state.js";

export const EMOJI = ["👍", "❤️", "😊", "🎉", "🙏", "👀", "✅", "❓", "💡", "📚", "🌱", "👏"];
const MESSAGE_MENU = 3;

/** The buttons that appear beside a message. */
export function toolbar(m, channel) {
  const can = channel.can;
  const buttons = [
    !m.private && can.react && tool("smile", "React", (e) => react(m, e.currentTarget)),
    !m.private && can.write && tool("reply", "Reply", () => emit("reply", m)),
    tool("dots", "More", (e) => more(m, channel, e.currentTarget)),
  ];
  return el("div.toolbar", { role: "group", "aria-label": "Message actions" }, buttons);
}

function tool(name, label, press) {
  const given = { type: "button", "aria-label": label, title: label, "aria-haspopup": name === "reply" ? null : "true", "aria-expanded": name === "reply" ? null : "false" };
  return el("button.ghost.small", { ...given, on: { click: press } }, icon(name));
}

function react(m, anchor) {
  const press = (emoji) => () => (close(), attempt("react", { message: m.id, emoji }));
  const grid = el("div.emoji-grid", { role: "group", "aria-label": "Reactions" }, EMOJI.map((e) => el("button", { type: "button", on: { click: press(e) } }, e)));
  const close = popup(anchor, grid, { alignEnd: true, above: true });
  grid.firstChild.focus();
}

async function more(m, channel, anchor) {
  const offered = (await attempt("commands", { channel: channel.id }))?.commands ?? [];
  const apps = offered.filter((c) => c.type === MESSAGE_MENU && !m.private);
  const mine = m.author.id === state.you.id;
  const entries = [
    ...apps.map((c) => ({
      label: plain(c.name),
      aside: plain(c.application),
      run: () => run(c.name, { message: m.id }),
    })),
    apps.length ? null : undefined,
    mine && { label: "Edit message", run: () => emit("edit", m) },
    m.content && { label: "Copy text", run: () => copy(m.content) },
    { label: "Copy message id", run: () => copy(m.id) },
    m.private && { label: "Dismiss message", run: () => attempt("dismiss", { message: m.id }) },
    (mine || channel.can.manage) && !m.private && { label: "Delete message", danger: true, run: () => attempt("delete", { message: m.id }) },
  ].filter((e) => e !== undefined && e !== false && e !== "");
  menu(anchor, "More", entries, { alignEnd: true });
}

/** Use a command of the menu of a message or person. */
export async function run(command, on) {
  try {
    const told = await use("menu", { command, channel: state.channel.id, ...on });
    if (told.failed) toast(`${command}: the application ${told.failed.replace("The application ", "")}`);
  } catch (refused) {
    toast(refused.message);
  }
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast("Copied.");
}
