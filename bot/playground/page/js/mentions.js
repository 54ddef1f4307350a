/** People, roles, channels and commands in a text. */

import { el } from "./dom.js";
import { plain } from "./names.js";
import { channel, emit, isThread, person, role, state } from "./state.js";

/** `<@1>`, `<@&1>` or `<#1>`. */
export function mention(kind, id) {
  if (kind === "#") return channelMention(id);
  if (kind === "@&") {
    const found = role(id);
    const mine = person(state.you.id)?.roles.includes(id);
    return el(mine ? "span.mention.me" : "span.mention", {}, `@${plain(found?.name ?? "unknown role").replace(/^@/, "")}`);
  }
  const found = person(id);
  const name = `@${plain(found?.name ?? "unknown user")}`;
  if (!found) return el("span.mention", {}, name);
  const given = { type: "button", on: { click: (event) => emit("person", { who: found, anchor: event.currentTarget }) } };
  return el(id === state.you.id ? "button.mention.me" : "button.mention", given, name);
}

function channelMention(id) {
  const found = channel(id);
  if (!found) return el("span.mention.quiet", {}, "#unknown");
  const name = isThread(found) ? plain(found.name) : `#${plain(found.name)}`;
  return el("button.mention", { type: "button", on: { click: () => emit("go", found.id) } }, name);
}

/** `</prompt find:1>`: pressing it begins the command. */
export function command(name) {
  const given = { type: "button", on: { click: () => emit("begin", name) } };
  return el("button.mention.command", given, `/${plain(name)}`);
}

/** A server's own emoji, by its name: there are no pictures of them here. */
export function emoji(name) {
  return el("span.emoji-name", { title: `:${name}:` }, `:${name}:`);
}
