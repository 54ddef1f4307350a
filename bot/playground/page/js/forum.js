/** The posts of a forum. */

import { el, fill, icon } from "./dom.js";
import { avatar, compareIds, isolated, plain } from "./names.js";
import { emit, person, state } from "./state.js";
import { madeAt, relative } from "./times.js";

/** Draw the posts into a node, those with the latest answer first. */
export function drawForum(node, forum) {
  const posts = state.server.channels.filter((c) => c.parent_id === forum.id);
  posts.sort((a, b) => compareIds(b.last_message_id ?? b.id, a.last_message_id ?? a.id));
  const none = el("p.hint", {}, "No posts yet.");
  fill(node, el("div.forum", { tabindex: "0", role: "region", "aria-label": "Posts" }, posts.length ? el("ol.posts", {}, posts.map((p) => post(p, forum))) : none));
}

function post(p, forum) {
  const who = person(p.owner_id);
  const tags = p.applied_tags.map((id) => forum.tags.find((t) => t.id === id)).filter(Boolean);
  const last = relative(madeAt(p.last_message_id ?? p.id));
  return el(
    "li",
    {},
    el(
      "button.post",
      { type: "button", on: { click: () => emit("go", p.id) } },
      tags.length > 0 && el("span.post-tags", {}, tags.map((t) => el("span.tag", {}, `${t.emoji_name ?? ""} ${plain(t.name)}`.trim()))),
      el("b.post-title", {}, isolated(p.name), p.unread > 0 && el("span.badge", {}, `${p.unread} new`)),
      p.opening && el("span.post-opening", {}, isolated(p.opening)),
      el("small", {}, who && avatar(who.id, who.name), who && isolated(who.name), ` · ${p.answers} ${p.answers === 1 ? "answer" : "answers"} · ${last}`, p.locked && [" · ", icon("lock"), "closed"]),
    ),
  );
}
