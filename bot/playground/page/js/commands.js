/** The commands that somebody may use in a channel, as the picker lists them. */

import { avatar, plain } from "./names.js";
import { state } from "./state.js";

const SLASH = 1;
const NESTED = [1, 2];

let known = { channel: null, commands: [] };

/** Load what may be used in a channel; kept until it is loaded again. */
export async function load(channelId) {
  try {
    const told = await state.live.ask("commands", { channel: channelId });
    const slash = told.commands.filter((c) => (c.type ?? SLASH) === SLASH);
    known = { channel: channelId, commands: slash.flatMap((c) => flat(c, c.name, c, c.options ?? [])) };
  } catch {
    known = { channel: channelId, commands: [] };
  }
  return known.commands;
}

/** A command without subcommands, or each of its subcommands. */
function flat(root, name, part, options) {
  if (!options.some((o) => NESTED.includes(o.type))) {
    return [{ name, description: part.description, application: root.application, options }];
  }
  return options.flatMap((o) => flat(root, `${name} ${o.name}`, o, o.options ?? []));
}

/** The command that a text begins with, and what comes after it; null where there is none. */
export function begun(text) {
  const typed = text.slice(1);
  const fitting = known.commands.filter((c) => typed.startsWith(`${c.name} `));
  const command = fitting.sort((a, b) => b.name.length - a.name.length)[0];
  return command ? { command, rest: typed.slice(command.name.length + 1) } : null;
}

export const named = (name) => known.commands.find((c) => c.name === name);

const idOf = (application) => state.server.people.find((p) => p.bot && p.name === application)?.id ?? "0";

/** What fits a text that begins with a slash, as items. */
export function suggested(text) {
  const typed = text.slice(1).trim().toLowerCase();
  const rank = (c) => (c.name.startsWith(typed) ? 0 : c.name.split(" ").some((w) => w.startsWith(typed)) ? 1 : c.name.includes(typed) ? 2 : 3);
  return known.commands
    .map((command) => ({
      name: `/${plain(command.name)}`,
      about: plain(command.description),
      aside: plain(command.application),
      mark: avatar(idOf(command.application), command.application, { bot: true }),
      command,
      rank: rank(command),
    }))
    .filter((item) => item.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name));
}
