/** Discord's Markdown as DOM: what it knows and nothing else, so no HTML. */

import { el } from "./dom.js";
import { plain } from "./names.js";
import { stamp } from "./times.js";
import { mention, command, emoji } from "./mentions.js";

const DEEPEST = 12;
const SPECIAL = /[\\*_~|`<[@h:]/;

/**
 * A text with all that Discord shows: headings, lists, quotes, fences, links, mentions, times.
 * @param {string} text As it was sent.
 * @returns {Node[]}
 */
export function markdown(text) {
  return blocks(String(text ?? "").replace(/\r\n?/g, "\n").split("\n"), 0);
}

// --- blocks -----------------------------------------------------------------------------------

const BLOCKS = [
  [/^(`{3,})([\w+.#-]*)(.*)$/, fence],
  [/^>>> ?(.*)$/, longQuote],
  [/^> ?(.*)$/, quote],
  [/^(#{1,3}) +(\S.*)$/, heading],
  [/^-# +(\S.*)$/, small],
  [/^( *)([-*]|\d{1,9}\.) +(\S.*)$/, list],
];

function blocks(lines, depth) {
  const made = [];
  let paragraph = [];
  const flush = () => {
    if (paragraph.length) made.push(el("p", { dir: "auto" }, inline(paragraph.join("\n"), depth)));
    paragraph = [];
  };
  for (let at = 0; at < lines.length; ) {
    const found = depth < DEEPEST && block(lines, at, depth);
    if (found) {
      flush();
      made.push(found.node);
      at = found.next;
    } else {
      if (lines[at].trim()) paragraph.push(lines[at]);
      else flush();
      at += 1;
    }
  }
  flush();
  return made;
}

function block(lines, at, depth) {
  for (const [pattern, make] of BLOCKS) {
    const match = pattern.exec(lines[at]);
    const made = match && make(match, lines, at, depth);
    if (made) return made;
  }
  return null;
}

function fence(match, lines, at) {
  const [, ticks, language, rest] = match;
  const onOneLine = (language + rest).indexOf(ticks);
  if (onOneLine > 0) {
    return { node: code((language + rest).slice(0, onOneLine)), next: at + 1 };
  }
  let end = at + 1;
  while (end < lines.length && !lines[end].trimEnd().endsWith(ticks)) end += 1;
  if (end === lines.length) return null;
  const last = lines[end].trimEnd().slice(0, -ticks.length);
  const inside = lines.slice(at + 1, end);
  if (rest) inside.unshift(language + rest);
  if (last) inside.push(last);
  return { node: code(inside.join("\n")), next: end + 1 };
}

function code(text) {
  return el("pre.fence", { tabindex: "0", dir: "auto" }, el("code", {}, text));
}

function longQuote(match, lines, at, depth) {
  const rest = [match[1], ...lines.slice(at + 1)];
  return { node: el("blockquote", {}, blocks(rest, depth + 1)), next: lines.length };
}

function quote(match, lines, at, depth) {
  const inside = [];
  let end = at;
  for (; end < lines.length && /^> ?/.test(lines[end]) && !lines[end].startsWith(">>> "); end += 1) {
    inside.push(lines[end].replace(/^> ?/, ""));
  }
  return { node: el("blockquote", {}, blocks(inside, depth + 1)), next: end };
}

// Headings of messages come below the page's own.
function heading(match, _lines, at, depth) {
  const node = el(`h${match[1].length + 2}.md`, { dir: "auto" }, inline(match[2], depth + 1));
  return { node, next: at + 1 };
}

function small(match, _lines, at, depth) {
  return { node: el("p.subtext", { dir: "auto" }, inline(match[1], depth + 1)), next: at + 1 };
}

function list(first, lines, at, depth) {
  const ordered = /\d/.test(first[2]);
  const indent = first[1].length;
  const node = el(ordered ? "ol.md" : "ul.md", { start: ordered ? parseInt(first[2], 10) : null });
  let end = at;
  while (end < lines.length) {
    const match = BLOCKS.at(-1)[0].exec(lines[end]);
    if (!match || match[1].length < indent || (match[1].length === indent && /\d/.test(match[2]) !== ordered)) break;
    if (match[1].length > indent && node.lastChild) {
      const inner = list(match, lines, end, depth + 1);
      node.lastChild.append(inner.node);
      end = inner.next;
    } else {
      node.append(el("li", { dir: "auto" }, inline(match[3], depth + 1)));
      end += 1;
    }
  }
  return { node, next: end };
}

// --- inline -----------------------------------------------------------------------------------

const sticky = (source) => new RegExp(source, "yu");
const INLINE = [
  [sticky(String.raw`\\([^A-Za-z0-9\s])`), (m) => m[1]],
  [sticky(String.raw`\*\*\*(?!\*)([\s\S]+?)\*\*\*`), (m, d) => el("strong", {}, el("em", {}, inline(m[1], d)))],
  [sticky(String.raw`\*\*(?!\*)([\s\S]+?)\*\*(?!\*)`), (m, d) => el("strong", {}, inline(m[1], d))],
  [sticky(String.raw`__([\s\S]+?)__(?!_)`), (m, d) => el("u", {}, inline(m[1], d))],
  [sticky(String.raw`\*(?=\S)([^*]*?(?:\*\*[^*]+\*\*[^*]*?)*[^\s*])\*(?!\*)`), (m, d) => el("em", {}, inline(m[1], d))],
  [sticky(String.raw`(?<!\w)_(?=\S)([^_]*?[^\s_])_(?!\w)`), (m, d) => el("em", {}, inline(m[1], d))],
  [sticky(String.raw`~~([\s\S]+?)~~`), (m, d) => el("s", {}, inline(m[1], d))],
  [sticky(String.raw`\|\|(?!\|)([\s\S]+?)\|\|`), (m, d) => spoiler(inline(m[1], d))],
  [sticky(String.raw`\[([^\]\n]+)\]\(<?(https?:\/\/[^\s<>)]+(?:\([^\s)]*\)[^\s<>)]*)*)>?(?: +"[^"\n]*")?\)`), (m, d) => link(m[2], inlineText(m[1], d))],
  [sticky(String.raw`<(https?:\/\/[^\s<>]+)>`), (m) => link(m[1])],
  [sticky(String.raw`<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>`), (m) => stamp(Number(m[1]), m[2])],
  [sticky(String.raw`<(@!?|@&|#)(\d{1,20})>`), (m) => mention(m[1], m[2])],
  [sticky(String.raw`<\/([\p{L}\p{N}_ -]{1,100}):(\d{1,20})>`), (m) => command(m[1])],
  [sticky(String.raw`<(a?):(\w{2,32}):(\d{1,20})>`), (m) => emoji(m[2])],
  [sticky(String.raw`@(everyone|here)\b`), (m) => el("span.mention.quiet", {}, `@${m[1]}`)],
  [sticky(String.raw`https?:\/\/(?:\([^\s<>()]*\)|[^\s<>()])+(?<![.,:;"'*_~|\]])`), (m) => link(m[0])],
];

function inline(text, depth) {
  const made = [];
  let kept = "";
  const flush = () => {
    if (kept) made.push(...lines(kept));
    kept = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = depth < DEEPEST && SPECIAL.test(text[at]) && matchAt(text, at, depth + 1);
    if (found) {
      if (typeof found.node === "string") {
        kept += found.node;
      } else {
        flush();
        made.push(found.node);
      }
      at += found.length;
    } else {
      kept += text[at];
      at += 1;
    }
  }
  flush();
  return made;
}

function matchAt(text, at, depth) {
  if (text[at] === "`") return codeAt(text, at);
  for (const [pattern, make] of INLINE) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const node = match && make(match, depth);
    if (node) return { node, length: match[0].length };
  }
  return null;
}

/** Code between equally long runs of backticks; a run without its like is plain. */
function codeAt(text, at) {
  const run = /`+/y;
  run.lastIndex = at;
  const ticks = run.exec(text)[0];
  const rest = text.slice(at + ticks.length);
  for (const found of rest.matchAll(/`+/g)) {
    if (found[0] !== ticks || !found.index) continue;
    const inside = rest.slice(0, found.index);
    const isPadded = inside.includes("`") && inside.startsWith(" ") && inside.endsWith(" ");
    const shown = isPadded ? inside.slice(1, -1) : inside;
    return { node: el("code.inline", {}, shown), length: 2 * ticks.length + inside.length };
  }
  return { node: ticks, length: ticks.length };
}

function lines(text) {
  return text.split("\n").flatMap((line, n) => (n ? [el("br"), line] : [line]));
}

// Inside a link only emphasis counts: a link in a link would hide where it leads.
function inlineText(text, depth) {
  return /https?:\/\//.test(text) ? [text] : inline(plain(text).replace(/</g, "\u2039"), depth);
}

/** A link to another site; anything but http and https is no link. */
export function link(url, inside = null) {
  let parsed = null;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return null;
  const given = { href: parsed.href, title: parsed.href, target: "_blank", rel: "noopener noreferrer" };
  return el("a.link", given, inside ?? plain(url));
}

/** Something that is shown when pressed. */
export function spoiler(inside) {
  const content = el("span.spoiler-content", {}, inside);
  const node = el("span.spoiler", { role: "button", tabindex: "0", "aria-label": "Spoiler, press to show" }, content);
  content.inert = true;
  const open = (event) => {
    if (node.classList.contains("open") || (event.type === "keydown" && !["Enter", " "].includes(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    node.classList.add("open");
    content.inert = false;
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", open);
  node.addEventListener("keydown", open);
  return node;
}

/** A text without its marks, for titles and screen readers. */
export function spoken(text) {
  return markdown(text).map((node) => node.textContent).join(" ");
}
