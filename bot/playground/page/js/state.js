/** What the page knows; whoever shows a part of it listens for its changes. */

import { plain } from "./names.js";

const listeners = new Map();

/** Hear of a change: hello, places, channel, clock, unread. */
export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, []);
  listeners.get(name).push(listener);
}

export function emit(name, detail) {
  for (const listener of listeners.get(name) ?? []) listener(detail);
}

export const TYPE = { text: 0, dm: 1, category: 4, news: 5, forum: 15, threads: [10, 11, 12] };

export const state = {
  live: null,
  you: null,
  cast: [],
  server: null,
  clock: null,
  channel: null,
};

/** Everything but messages, from a hello. */
export function take(hello) {
  Object.assign(state, { you: hello.you, cast: hello.cast, clock: hello.clock });
  takeServer(hello.server);
}

export function takeServer(server) {
  server.channelsById = new Map(server.channels.map((c) => [c.id, c]));
  server.peopleById = new Map(server.people.map((p) => [p.id, p]));
  server.rolesById = new Map(server.roles.map((r) => [r.id, r]));
  state.server = server;
}

export const channel = (id) => state.server?.channelsById.get(id);
export const person = (id) => state.server?.peopleById.get(id);
export const role = (id) => state.server?.rolesById.get(id);
export const me = () => person(state.you.id);
export const isThread = (c) => TYPE.threads.includes(c.type);
export const isPlace = (c) => [TYPE.text, TYPE.news, TYPE.dm, ...TYPE.threads].includes(c.type);

/** The name of somebody, also of one who has left. */
export function nameOf(user) {
  return plain(person(user.id)?.name ?? user.global_name ?? user.username ?? "somebody");
}

/** How somebody is named in the page's address: the first name where it is enough. */
export function handle(who) {
  const first = who.name.split(" ")[0].toLowerCase();
  const same = state.server.people.filter((p) => p.name.toLowerCase().split(" ")[0] === first);
  return same.length === 1 && /^[a-z]+$/.test(first) ? first : who.id;
}

/** Where somebody begins: #general, or the first channel. */
export function usualPlace() {
  const places = state.server.channels.filter((c) => c.type === TYPE.text);
  return places.find((c) => c.name === "general") ?? places[0] ?? state.server.channels.find(isPlace);
}

/** "#general", "Attune" or the title of a thread. */
export function titleOf(c) {
  const name = plain(c.name);
  return c.type === TYPE.dm || isThread(c) ? name : `#${name}`;
}
