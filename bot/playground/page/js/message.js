/** One message. */

import { attempt, use } from "./acting.js";
import { component } from "./components.js";
import { el, icon } from "./dom.js";
import { markdown, spoken } from "./markdown.js";
import { attachment, embed } from "./media.js";
import { avatar, colour, isolated, plain } from "./names.js";
import { emit, nameOf, person, role, state } from "./state.js";
import { full, madeAt, told } from "./times.js";

const LOADING = 1 << 7;
const JOIN = 7;
const PINNED = 6;
const THREAD = 18;
const SYSTEM = { [PINNED]: "pinned a message to this channel.", [JOIN]: "joined the server.", [THREAD]: "started a thread:" };

/**
 * A message as an article.
 * @param {object} m The message.
 * @param {{compact: boolean}} how Compact: it continues the one above.
 */
export function message(m, { compact }) {
  const mentioned = mentionsMe(m);
  const classes = ["message", compact && "compact", m.private && "private", mentioned && "mentions-me"].filter(Boolean).join(" ");
  const when = madeAt(m.id);
  const node = el("article", { class: classes, "aria-label": spokenLine(m) });
  const time = el("time", { datetime: when.toISOString(), title: full(when) }, told(when));
  node.append(
    ...[
      reference(m),
      compact ? el("span.gutter", {}, el("time", { datetime: when.toISOString(), title: full(when) }, timeOnly(when))) : avatar(m.author.id, nameOf(m.author), m.author),
      el("div.body", {}, !compact && el("header", {}, authorName(m), m.author.bot && el("span.tag", {}, "App"), time), content(m)),
    ].filter(Boolean),
  );
  return node;
}

const timeOnly = (when) => when.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });

function authorName(m) {
  const who = person(m.author.id);
  const given = { type: "button", on: { click: (e) => who && emit("person", { who, anchor: e.currentTarget }) } };
  return el("button.author", given, roleDot(who), isolated(nameOf(m.author)));
}

/** The colour of somebody's highest role, as a dot: names keep a colour that can be read. */
export function roleDot(who) {
  const top = (who?.roles ?? []).map(role).filter((r) => r?.color).sort((a, b) => b.position - a.position)[0];
  if (!top) return null;
  const dot = el("span.dot", { title: plain(top.name) });
  dot.style.setProperty("--role", colour(top.color));
  return dot;
}

function mentionsMe(m) {
  const mine = person(state.you.id)?.roles ?? [];
  return m.mention_everyone || m.mentions.some((u) => u.id === state.you.id) || m.mention_roles.some((r) => mine.includes(r));
}

function reference(m) {
  if (m.interaction_metadata && m.type !== 0) {
    const who = nameOf(m.interaction_metadata.user);
    return el("p.reference", {}, icon("slash"), isolated(who), " used ", el("b", {}, m.command ? `/${plain(m.command)}` : "a command"));
  }
  if (!("referenced_message" in m)) return null;
  const to = m.referenced_message;
  if (!to) return el("p.reference", {}, icon("reply"), "The message it answers was deleted.");
  const text = spoken(to.content).slice(0, 120) || "A message without text";
  const go = () => emit("jump", to.id);
  return el("button.reference", { type: "button", on: { click: go } }, icon("reply"), isolated(nameOf(to.author)), ": ", isolated(text));
}

function content(m) {
  if (m.flags & LOADING) return [thinking(m), footer(m)];
  if (SYSTEM[m.type]) return el("p.system", {}, SYSTEM[m.type], " ", m.content && isolated(m.content));
  const failure = el("p.failure", { role: "alert", hidden: true });
  const doing = {
    click: (c) => failing(failure, use("click", { message: m.id, button: c.custom_id })),
    choose: (c, values) => failing(failure, use("select", { message: m.id, custom_id: c.custom_id, values })),
  };
  const inComponents = JSON.stringify(m.components);
  return [
    m.content && el("div.content", {}, markdown(m.content), m.edited_timestamp && edited(m)),
    m.attachments.filter((a) => !inComponents.includes(`"${a.id}"`)).map(attachment),
    m.embeds.map(embed),
    m.components.length > 0 && el("div.components", {}, m.components.map((c) => component(c, doing))),
    failure,
    m.thread && threadLink(m.thread),
    m.reactions?.length > 0 && reactions(m),
    footer(m),
  ];
}

const edited = (m) => el("small.edited", { title: full(new Date(m.edited_timestamp)) }, " (edited)");

function thinking(m) {
  return el("p.thinking", {}, el("span.dots", { "aria-hidden": "true" }, el("i"), el("i"), el("i")), `${nameOf(m.author)} is thinking…`);
}

function footer(m) {
  if (!m.private) return null;
  const dismiss = el("button.as-link", { type: "button", on: { click: () => attempt("dismiss", { message: m.id }) } }, "Dismiss message");
  return el("p.only-you", {}, icon("eye"), "Only you can see this · ", dismiss);
}

/** Show under the message what became of a press, where it failed. */
async function failing(line, work) {
  line.hidden = true;
  try {
    const told = await work;
    if (!told.failed) return;
    line.textContent = "This interaction failed.";
    line.title = told.failed;
  } catch (refused) {
    line.textContent = refused.message;
  }
  line.hidden = false;
  throw new Error(line.textContent);
}

function threadLink(thread) {
  const count = thread.message_count === 1 ? "1 message" : `${thread.message_count} messages`;
  return el("button.thread-link", { type: "button", on: { click: () => emit("go", thread.id) } }, icon("thread"), el("b", {}, isolated(thread.name)), ` · ${count}`);
}

function reactions(m) {
  return el(
    "div.reactions",
    {},
    m.reactions.map((r) => {
      const emoji = r.emoji.id ? `${r.emoji.name}:${r.emoji.id}` : r.emoji.name;
      const press = () => attempt(r.me ? "unreact" : "react", { message: m.id, emoji });
      const label = `${r.emoji.name}, ${r.count} ${r.count === 1 ? "reaction" : "reactions"}`;
      const given = { type: "button", "aria-pressed": String(r.me), "aria-label": label, on: { click: press } };
      return el("button.reaction", given, el("span", {}, plain(r.emoji.id ? `:${r.emoji.name}:` : r.emoji.name)), el("b", {}, String(r.count)));
    }),
  );
}

/** All text of a message in one line, for screen readers and answers to it. */
export function spokenLine(m) {
  const texts = [];
  const walk = (components) => {
    for (const c of components ?? []) {
      if (c.type === 10) texts.push(c.content);
      walk(c.components);
    }
  };
  if (m.flags & LOADING) return `${nameOf(m.author)} is thinking`;
  texts.push(m.content);
  walk(m.components);
  for (const e of m.embeds) texts.push(e.title, e.description);
  const text = texts.filter(Boolean).map(spoken).join(" ").replace(/\s+/g, " ").slice(0, 300);
  return `${nameOf(m.author)}: ${plain(text) || "a message without text"}${m.private ? ", only you can see this" : ""}`;
}
