/** Pictures, files and embeds. */

import { el, icon } from "./dom.js";
import { markdown, link } from "./markdown.js";
import { colour, plain, size } from "./names.js";
import { full } from "./times.js";

const PICTURES = /^image\/(png|jpeg|gif|webp)$/;

/** Whether the playground serves it itself; nothing else is ever loaded. */
const isOwn = (url) => typeof url === "string" && url.startsWith("/cdn/");

/** A picture; one from another site is named and linked, since the page loads nothing from there. */
export function picture(media, description, kind = "picture") {
  const url = media?.url ?? "";
  if (isOwn(url)) {
    return el(`img.${kind}`, { src: url, alt: description ? plain(description) : "Picture", loading: "lazy" });
  }
  const text = description ? plain(description) : "Picture";
  return el(`span.elsewhere.${kind}`, {}, icon("out"), link(url, [text]) ?? text);
}

/** An attached file, shown where it is a picture, else to download. */
export function attachment(a) {
  if (PICTURES.test(a.content_type ?? "") && isOwn(a.url)) {
    const shown = el("img.picture", { src: a.url, alt: plain(a.description ?? a.filename), loading: "lazy" });
    return el("a.picture-link", { href: a.url, download: a.filename, title: `Download ${plain(a.filename)}` }, shown);
  }
  return file(a);
}

/** A file to download. */
export function file({ filename, size: bytes, url }) {
  const name = plain(filename || "file");
  return el(
    "div.file",
    {},
    icon("file"),
    el("span.file-name", {}, el("bdi", {}, name), bytes !== null && bytes !== undefined && el("small", {}, size(bytes))),
    isOwn(url) && el("a.button.secondary.small", { href: url, download: filename, "aria-label": `Download ${name}` }, "Download"),
  );
}

/** An embed. */
export function embed(e) {
  const node = el(
    "div.embed",
    {},
    e.author?.name && el("p.embed-author", {}, (e.author.url && link(e.author.url, [plain(e.author.name)])) || plain(e.author.name)),
    e.title && el("p.embed-title", {}, (e.url && link(e.url, [plain(e.title)])) || markdown(e.title)),
    e.description && el("div.embed-text", {}, markdown(e.description)),
    e.fields?.length > 0 && el("div.embed-fields", {}, e.fields.map(field)),
    e.image && picture(e.image, "", "picture"),
    e.thumbnail && picture(e.thumbnail, "", "thumbnail"),
    (e.footer?.text || e.timestamp) && el("p.embed-foot", {}, [e.footer?.text && plain(e.footer.text), e.timestamp && full(new Date(e.timestamp))].filter(Boolean).join(" · ")),
  );
  const accent = colour(e.color);
  if (accent) node.style.setProperty("--accent-line", accent);
  return node;
}

function field(f) {
  return el(f.inline ? "div.embed-field.inline" : "div.embed-field", {}, el("p.embed-name", {}, markdown(f.name)), markdown(f.value));
}
