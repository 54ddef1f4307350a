/** The messages of a channel: at most 200 in the page, older and newer ones as one scrolls. */

import { announce, el, fill, icon } from "./dom.js";
import { message, spokenLine } from "./message.js";
import { compareIds } from "./names.js";
import { emit, state } from "./state.js";
import { day, madeAt } from "./times.js";
import { toolbar } from "./toolbar.js";

export const MOST = 200;
const PART = 50;
const NEAR = 500;
const TOGETHER = 7 * 60_000;

export class Timeline {
  constructor() {
    this.messages = [];
    this.older = false;
    this.newer = false;
    this._rows = new Map();
    this._firstNew = null;
    this._loading = false;
    this.list = el("ol.messages");
    this.top = el("div.beginning");
    this.scroller = el("div.scroller", { tabindex: "0", role: "region", "aria-label": "Messages", on: { scroll: () => this._scrolled(), keydown: (e) => this._key(e) } }, this.top, this.list);
    this.present = el("button.present", { type: "button", hidden: true, on: { click: () => this.toPresent() } }, icon("down"), el("span"));
    this.node = el("div.timeline", {}, this.scroller, this.present);
    this._stuck = true;
    this._lastTop = 0;
    new ResizeObserver(() => this._stuck && this._toBottom()).observe(this.list);
    new ResizeObserver(() => this._stuck && this._toBottom()).observe(this.scroller);
    this.list.addEventListener("mouseover", (e) => this._attend(e.target.closest("li.item")));
    this.list.addEventListener("focusin", (e) => this._attend(e.target.closest("li.item")));
  }

  // --- loading --------------------------------------------------------------------------------

  /** Show a channel, at its end. */
  async open(channel) {
    this.channel = channel;
    this._unread = channel.unread;
    this._firstNew = null;
    this._take({ messages: [], older: false, newer: false });
    this.scroller.setAttribute("aria-busy", "true");
    const told = await this._part({});
    if (this.channel.id !== channel.id || !told) return;
    this._firstNew = this._whereNewBegins(told.messages);
    this._take(told);
    this._stuck = true;
    this._toBottom();
    this.scroller.removeAttribute("aria-busy");
    this._sayRead();
  }

  async _part(where) {
    try {
      return await state.live.ask("messages", { channel: this.channel.id, limit: PART, ...where });
    } catch {
      return null;
    }
  }

  _whereNewBegins(messages) {
    let left = this._unread;
    for (const m of [...messages].reverse()) {
      if (!left) return null;
      if (m.author.id !== state.you.id && !m.private) left -= 1;
      if (!left) return m.id;
    }
    return null;
  }

  _take({ messages, older, newer }) {
    Object.assign(this, { messages, older, newer });
    this._draw();
  }

  async _more(direction) {
    if (this._loading || !this.messages.length) return;
    this._loading = true;
    const channel = this.channel;
    const isOlder = direction === "older";
    const told = await this._part(isOlder ? { before: this.messages[0].id } : { after: this.messages.at(-1).id });
    this._loading = false;
    if (!told || this.channel.id !== channel.id) return;
    this._keepingPlace(isOlder ? this.messages[0] : this.messages.at(-1), () => {
      if (isOlder) {
        const all = [...told.messages, ...this.messages];
        // Who reads at the end keeps the end.
        const isEndKept = this._stuck || all.length <= MOST;
        this._take(
          isEndKept
            ? { messages: all.slice(-MOST), older: told.older || all.length > MOST, newer: this.newer }
            : { messages: all.slice(0, MOST), older: told.older, newer: true },
        );
      } else {
        const all = [...this.messages, ...told.messages.filter((m) => !this._find(m.id))];
        this._take({ messages: all.slice(-MOST), older: this.older || all.length > MOST, newer: told.newer });
      }
    });
    this._stuck = this._atBottom() && !this.newer;
  }

  /** Load what is shown anew, e.g. since links to files have expired. */
  async refresh() {
    if (!this.channel || !this.messages.length) return;
    const channel = this.channel;
    const last = this.messages.at(-1).id;
    const told = await this._part(this.newer ? { around: last } : { limit: 100 });
    if (!told || this.channel.id !== channel.id) return;
    for (const m of told.messages) this.upsert(m, { isNew: false });
  }

  async toPresent() {
    if (this.newer) await this.open(this.channel);
    this._stuck = true;
    this._toBottom();
    this._sayRead();
  }

  /** Show a message and look at it, wherever it is. */
  async jump(id) {
    if (!this._find(id)) {
      const told = await this._part({ around: id });
      if (!told?.messages.some((m) => m.id === id)) return;
      this._take(told);
    }
    const row = this._rows.get(id).node;
    this._stuck = false;
    row.scrollIntoView({ block: "center" });
    row.classList.add("found");
    this._rove(row);
    setTimeout(() => row.classList.remove("found"), 2000);
  }

  // --- news -----------------------------------------------------------------------------------

  /** A message is there, new or changed. */
  upsert(m, { isNew }) {
    const at = this.messages.findIndex((one) => one.id === m.id);
    if (at >= 0) {
      this.messages[at] = m;
    } else if (!isNew || this.newer) {
      if (isNew) this._showPresent();
      return;
    } else {
      this.messages.push(m);
      this.messages.sort((a, b) => compareIds(a.id, b.id));
      if (this.messages.length > MOST && this._stuck) {
        this.messages = this.messages.slice(-MOST);
        this.older = true;
      } else if (this.messages.length > MOST) {
        this.messages = this.messages.slice(0, MOST);
        this.newer = true;
      }
    }
    if (isNew && m.author.id === state.you.id) this._stuck = true;
    this._drawSoon();
    if (isNew && m.author.id !== state.you.id) announce(spokenLine(m));
    if (!isNew && m.author.bot && at >= 0) announce(spokenLine(m));
  }

  /** Draw once for all that comes together; no frame is waited for, since hidden windows have none. */
  _drawSoon() {
    if (this._isDrawing) return;
    this._isDrawing = true;
    setTimeout(() => {
      this._isDrawing = false;
      this._draw();
      if (this._stuck) this._toBottom();
      else this._scrolled();
      this._sayRead();
    });
  }

  remove(ids) {
    const gone = new Set(ids);
    const orphaned = (m) => m.referenced_message && gone.has(m.referenced_message.id);
    this.messages = this.messages
      .filter((m) => !gone.has(m.id))
      .map((m) => (orphaned(m) ? { ...m, referenced_message: null } : m));
    this._drawSoon();
  }

  lastOwn() {
    return this.messages.findLast((m) => m.author.id === state.you.id && m.type !== 18);
  }

  _find(id) {
    return this.messages.find((m) => m.id === id);
  }

  // --- drawing --------------------------------------------------------------------------------

  _draw() {
    const kept = new Set();
    let above = null;
    let cursor = this.list.firstChild;
    for (const m of this.messages) {
      const row = this._row(m, above);
      kept.add(m.id);
      if (row.node === cursor) cursor = cursor.nextSibling;
      else this.list.insertBefore(row.node, cursor);
      above = m;
    }
    for (const [id, row] of this._rows) {
      if (kept.has(id)) continue;
      row.node.remove();
      this._rows.delete(id);
    }
    this.top.hidden = this.older;
    if (this.channel) emit("beginning", this.top);
    this._showPresent();
    if (!this.list.querySelector('[tabindex="0"].item')) this.list.lastElementChild?.setAttribute("tabindex", "0");
  }

  _row(m, above) {
    const newDay = !above || madeAt(m.id).toDateString() !== madeAt(above.id).toDateString();
    const isFirstNew = m.id === this._firstNew;
    const compact = !newDay && !isFirstNew && continues(m, above);
    const key = `${newDay}${isFirstNew}${compact}`;
    const known = this._rows.get(m.id);
    if (known && known.key === key && known.message === m) return known;
    const focus = known && focusIn(known.node);
    const node = known?.node ?? el("li.item", { tabindex: "-1" });
    node.dataset.id = m.id;
    fill(
      node,
      newDay && el("p.day", {}, el("span", {}, day(madeAt(m.id)))),
      isFirstNew && el("p.first-new", {}, el("span", {}, "New")),
      message(m, { compact }),
    );
    focus?.(node);
    const row = { node, key, message: m };
    this._rows.set(m.id, row);
    return row;
  }

  _showPresent() {
    const away = !this._stuck && (this.newer || !this._atBottom());
    this.present.hidden = !away;
    this.present.lastChild.textContent = this.newer ? "Older messages: jump to the present" : "Jump to the present";
  }

  // --- scrolling ------------------------------------------------------------------------------

  _scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // What grows below a reader at the end doesn't take them away from it; scrolling up does.
    const leaves = scrollTop < this._lastTop;
    this._lastTop = scrollTop;
    if (this._stuck && !leaves) this._toBottom();
    else this._stuck = this._atBottom() && !this.newer;
    if (scrollTop < NEAR && this.older) this._more("older");
    else if (scrollHeight - scrollTop - clientHeight < NEAR && this.newer) this._more("newer");
    this._showPresent();
    this._sayRead();
  }

  _atBottom() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < 48;
  }

  _toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this._lastTop = this.scroller.scrollTop;
  }

  _keepingPlace(m, change) {
    const before = this._rows.get(m.id)?.node.getBoundingClientRect().top;
    change();
    const after = this._rows.get(m.id)?.node.getBoundingClientRect().top;
    if (before !== undefined && after !== undefined) this.scroller.scrollTop += after - before;
  }

  _sayRead() {
    const last = this.messages.at(-1);
    if (!last || this.newer || !this._stuck || document.hidden || last.id === this._read) return;
    this._read = last.id;
    state.live.ask("read", { channel: this.channel.id, message: last.id }).catch(() => {});
    emit("seen", this.channel.id);
  }

  // --- keyboard -------------------------------------------------------------------------------

  _key(event) {
    const item = event.target.closest?.("li.item");
    const onItem = event.target === item || event.target === this.scroller;
    if (!onItem || !["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    const items = [...this.list.children];
    if (!items.length) return;
    const at = item ? items.indexOf(item) : items.length;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[event.key];
    event.preventDefault();
    this._rove(items[Math.max(0, Math.min(to, items.length - 1))]);
  }

  _rove(item) {
    this.list.querySelectorAll('.item[tabindex="0"]').forEach((one) => (one.tabIndex = -1));
    item.tabIndex = 0;
    item.focus();
  }

  _attend(item) {
    const m = item && this._find(item.dataset.id);
    if (!m || item.querySelector(".toolbar")) return;
    if (this.list.querySelector(".toolbar [aria-expanded=true]")) return;
    this.list.querySelectorAll(".toolbar").forEach((one) => !one.contains(document.activeElement) && one.remove());
    item.querySelector("article").append(toolbar(m, this.channel));
  }
}

function continues(m, above) {
  return (
    above.author.id === m.author.id &&
    m.type === 0 &&
    above.type !== 18 &&
    above.private === m.private &&
    !("referenced_message" in m) &&
    madeAt(m.id) - madeAt(above.id) < TOGETHER
  );
}

/** Puts the focus back where it was when a message is drawn anew. */
function focusIn(node) {
  const focused = document.activeElement;
  if (!node.contains(focused) || focused === node) return null;
  const id = focused.dataset.customId;
  return (again) => ((id && again.querySelector(`[data-custom-id="${CSS.escape(id)}"]`)) || again).focus();
}
