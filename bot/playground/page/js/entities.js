/** People, roles and channels to choose from, in options and menus. */

import { icon } from "./dom.js";
import { avatar, plain } from "./names.js";
import { TYPE, isThread, person, role, channel, state, titleOf } from "./state.js";

const MOST = 25;
export const USER = "user";
export const ROLE = "role";
export const CHANNEL = "channel";

/**
 * What fits what was typed, the best first.
 * @param {string[]} kinds Of "user", "role", "channel".
 * @param {string} typed
 * @param {number[]} [channelTypes] Which channels are taken; all without.
 */
export function entities(kinds, typed, channelTypes = []) {
  const found = kinds.flatMap((kind) => MAKERS[kind](channelTypes));
  const words = typed.trim().toLowerCase().replace(/^[@#]/, "");
  return found
    .map((item) => [item, rank(item.name.toLowerCase().replace(/^[@#]/, ""), words)])
    .filter(([, r]) => r < 3)
    .sort(([, a], [, b]) => a - b)
    .slice(0, MOST)
    .map(([item]) => item);
}

function rank(name, words) {
  if (name.startsWith(words)) return 0;
  if (name.split(/[\s-]/).some((w) => w.startsWith(words))) return 1;
  return name.includes(words) ? 2 : 3;
}

const MAKERS = {
  [USER]: () => state.server.people.map(userItem),
  [ROLE]: () => state.server.roles.map(roleItem),
  [CHANNEL]: (types) =>
    state.server.channels
      .filter((c) => c.type !== TYPE.dm && (types.length ? types.includes(c.type) : true))
      .map(channelItem),
};

const userItem = (p) => ({ name: plain(p.name), about: p.username, value: p.id, mark: avatar(p.id, p.name, p) });
const roleItem = (r) => ({ name: `@${plain(r.name).replace(/^@/, "")}`, value: r.id });
const channelItem = (c) => ({
  name: c.type === TYPE.category ? plain(c.name) : titleOf(c),
  value: c.id,
  about: isThread(c) ? "thread" : c.type === TYPE.category ? "category" : "",
  mark: icon(c.type === TYPE.forum ? "forum" : c.type === TYPE.news ? "news" : "hash"),
});

/** One of them by its id, as an item. */
export function entity(id) {
  if (person(id)) return userItem(person(id));
  if (role(id)) return roleItem(role(id));
  return channel(id) ? channelItem(channel(id)) : { name: id, value: id };
}
