/** Components of messages, old and v2. */

import { el, icon } from "./dom.js";
import { entities, entity, CHANNEL, ROLE, USER } from "./entities.js";
import { markdown, link, spoiler } from "./markdown.js";
import { file, picture } from "./media.js";
import { colour, plain } from "./names.js";
import { select } from "./popup.js";

const BUTTONS = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary" };
const LINK = 5;
const ENTITIES = { 5: [USER], 6: [ROLE], 7: [USER, ROLE], 8: [CHANNEL] };

/**
 * One component with all that is in it; null for one that the page does not know.
 * @param {object} c The component.
 * @param {object} doing `click(component)` and `choose(component, values)`, which return promises;
 *   `files`, the message's attachments.
 */
export function component(c, doing) {
  return MAKERS[c.type]?.(c, doing) ?? null;
}

const all = (components, doing) => (components ?? []).map((c) => component(c, doing));

const MAKERS = {
  1: (c, doing) => el("div.row", {}, all(c.components, doing)),
  2: button,
  3: stringSelect,
  5: entitySelect,
  6: entitySelect,
  7: entitySelect,
  8: entitySelect,
  9: (c, doing) =>
    el("div.section", {}, el("div.section-text", {}, all(c.components, doing)), component(c.accessory, doing)),
  10: (c) => el("div.text", {}, markdown(c.content)),
  11: (c) => hidden(c.spoiler, picture(c.media, c.description, "thumbnail")),
  12: (c) => el("div.gallery", {}, c.items.map((i) => hidden(i.spoiler, picture(i.media, i.description)))),
  13: (c) => hidden(c.spoiler, file({ filename: c.name, size: c.size, url: c.file.url })),
  14: (c) => el(c.divider ? "hr.divider" : "div.space", { class: spaced(c) }),
  17: container,
};

const spaced = (c) => [c.divider ? "divider" : "space", c.spacing === 2 && "large"].filter(Boolean).join(" ");

function hidden(isHidden, node) {
  return isHidden ? spoiler([node]) : node;
}

function container(c, doing) {
  const node = el("div.container", {}, all(c.components, doing));
  const accent = colour(c.accent_color);
  if (accent) node.style.setProperty("--accent-line", accent);
  return hidden(c.spoiler, node);
}

/** An emoji of a component: the character, or the name of a server's own. */
export function emojiOf(c) {
  if (!c.emoji) return null;
  return el("span.emoji", { "aria-hidden": "true" }, c.emoji.id ? `:${c.emoji.name}:` : c.emoji.name);
}

function button(c, doing) {
  const label = [emojiOf(c), c.label && el("bdi", {}, plain(c.label))];
  if (c.style === LINK) {
    const node = link(c.url, [...label, icon("out")]);
    if (!node) return null;
    node.className = "button secondary";
    if (c.disabled) node.removeAttribute("href");
    return node;
  }
  const given = {
    type: "button",
    disabled: c.disabled,
    "aria-label": c.label ? null : (c.emoji?.name ?? "Button"),
    data: { customId: c.custom_id ?? "" },
    on: { click: () => busy(node, doing.click(c).catch(() => {})) },
  };
  const node = el(`button.button.${BUTTONS[c.style] ?? "secondary"}`, given, label);
  return node;
}

/** Show that something waits for its answer, and don't take a second press meanwhile. */
async function busy(node, work) {
  node.classList.add("busy");
  node.setAttribute("aria-busy", "true");
  try {
    await work;
  } finally {
    node.classList.remove("busy");
    node.removeAttribute("aria-busy");
  }
}

/** The options of a string menu, as items. */
export function optionItems(c) {
  return c.options.map((o) => ({
    name: plain(o.label),
    about: o.description && plain(o.description),
    value: o.value,
    mark: emojiOf(o),
    default: o.default,
  }));
}

function stringSelect(c, doing) {
  const items = optionItems(c);
  const matching = (typed) => items.filter((i) => i.name.toLowerCase().includes(typed.toLowerCase()));
  return made(c, doing, matching, items.filter((i) => i.default));
}

function entitySelect(c, doing) {
  const matching = (typed) => entities(ENTITIES[c.type], typed, c.channel_types);
  return made(c, doing, matching, (c.default_values ?? []).map((d) => entity(d.id)), true);
}

function made(c, doing, items, chosen, search = false) {
  const menu = select({
    placeholder: plain(c.placeholder ?? ""),
    label: plain(c.placeholder ?? "") || "Menu",
    least: c.min_values ?? 1,
    most: c.max_values ?? 1,
    disabled: c.disabled,
    items,
    chosen,
    search,
    done: (now) => busy(menu.node, doing.choose(c, now.map((i) => i.value)).catch(() => menu.reset())),
  });
  menu.node.dataset.customId = c.custom_id;
  return menu.node;
}

/** What menus in forms share with these. */
export const kindsOf = (c) => ENTITIES[c.type];
