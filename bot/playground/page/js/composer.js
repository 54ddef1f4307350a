/** Writing: messages, answers, files, and the beginning of slash commands. */

import { attempt } from "./acting.js";
import { CommandForm } from "./command_form.js";
import * as commands from "./commands.js";
import { el, fill, icon, toast } from "./dom.js";
import { entities, CHANNEL, USER } from "./entities.js";
import { upload } from "./fields.js";
import { ListBox } from "./listbox.js";
import { isolated, plain, size } from "./names.js";
import { nameOf, state, titleOf, TYPE } from "./state.js";

const LONGEST = 2000;
const WORD = /(^|\s)([@#])([^\s@#]{0,32})$/;

export class Composer {
  constructor(timeline) {
    this.timeline = timeline;
    this.drafts = new Map();
    this.files = [];
    this.form = null;
    this.text = el("textarea.text-input", { rows: 1, maxlength: LONGEST * 2, dir: "auto", "aria-autocomplete": "list", on: { input: () => this._typed(), keydown: (e) => this._key(e), paste: (e) => this._pasted(e), blur: () => this._close() } });
    this.list = new ListBox("Suggestions", (item) => this._pick(item));
    this.list.ownedBy(this.text);
    this.panel = el("div.panel");
    this.context = el("div.context");
    this.kept = el("div.kept-files");
    this.notices = el("div.notices", { "aria-live": "polite" });
    this.picker = el("input", { type: "file", multiple: true, hidden: true, on: { change: () => (this._add(this.picker.files), (this.picker.value = "")) } });
    this.attach = el("button.ghost", { type: "button", "aria-label": "Attach files", title: "Attach files", on: { click: () => this.picker.click() } }, icon("plus"));
    this.button = el("button.ghost", { type: "button", "aria-label": "Send", title: "Send", on: { click: () => this._send() } }, icon("send"));
    this.count = el("span.count");
    this.line = el("div.line");
    this.closed = el("p.closed");
    this.typing = el("p.typing", { "aria-live": "off" });
    this.node = el("div.composer", { on: { dragover: (e) => e.preventDefault(), drop: (e) => (e.preventDefault(), this._add(e.dataTransfer.files)) } }, this.notices, this.panel, this.context, this.kept, this.line, this.closed, this.typing, this.picker);
    this._draw();
  }

  _draw() {
    const inside = this.form ? [this.form.node] : [this.attach, this.text, this.count, this.button];
    fill(this.line, inside);
  }

  /** Write in this channel from now on. */
  open(channel) {
    this._close();
    if (this.channel) this.drafts.set(this.channel.id, this.form ? "" : this.text.value);
    this.channel = channel;
    this._toText(this.drafts.get(channel.id) ?? "");
    this.files = [];
    this._showFiles();
    this._context(null);
    fill(this.notices);
    this.update(channel);
    this._load();
  }

  /** What may be written here may have changed. */
  update(channel) {
    this.channel = channel;
    const label = `Message ${titleOf(channel)}`;
    this.text.placeholder = `${label}, / for commands`;
    this.text.setAttribute("aria-label", label);
    this.line.hidden = !channel.can.write;
    this.closed.hidden = channel.can.write;
    this.closed.textContent = this._whyClosed(channel);
    this.attach.hidden = !channel.can.attach;
  }

  _whyClosed(channel) {
    if (state.server.peopleById.get(state.you.id)?.timed_out) return "You are in timeout: you can read, but not write.";
    if (channel.archived || channel.locked) return "This thread is closed.";
    return "You can read here, but not write.";
  }

  focus() {
    if (this.form) this.form.start();
    else this.text.focus();
  }

  // --- text -----------------------------------------------------------------------------------

  _typed() {
    this._grow();
    const { value } = this.text;
    this.count.textContent = value.length > LONGEST - 200 ? String(LONGEST - value.length) : "";
    this.count.classList.toggle("over", value.length > LONGEST);
    if (this._editing) return this._close();
    if (value === "/") this._load();
    if (value.startsWith("/") && !value.includes("\n")) return this._suggestCommands();
    return this._suggestNames();
  }

  _grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, innerHeight * 0.4)}px`;
  }

  _suggestCommands() {
    const found = commands.begun(this.text.value);
    if (found) return this.begin(found.command, found.rest);
    const items = commands.suggested(this.text.value);
    if (!items.length) this.list.say(this._isLoading ? "Loading commands…" : "No command here fits that.");
    else this.list.show(items);
    return this._open();
  }

  /** What may be used here is asked for anew; Enter waits for it. */
  async _load() {
    const { id } = this.channel;
    this._isLoading = true;
    await commands.load(id);
    if (this.channel.id !== id) return;
    this._isLoading = false;
    const wasEnter = this._isEnterWaiting;
    this._isEnterWaiting = false;
    if (this.form || !this.text.value.startsWith("/")) return;
    this._typed();
    if (!wasEnter) return;
    if (this.form) this.form.submit();
    else if (this.list.items.length) this.list.choose();
  }

  _suggestNames() {
    const match = WORD.exec(this.text.value.slice(0, this.text.selectionStart));
    const items = match ? entities([match[2] === "@" ? USER : CHANNEL], match[3]).slice(0, 8) : [];
    if (!items.length) return this._close();
    this.list.show(items);
    return this._open();
  }

  _open() {
    fill(this.panel, this.list.node);
    this.text.setAttribute("aria-expanded", "true");
    this.text.setAttribute("role", "combobox");
  }

  _close() {
    if (this.form) return;
    this.list.show([]);
    fill(this.panel);
    this.text.removeAttribute("aria-expanded");
    this.text.removeAttribute("role");
  }

  _pick(item) {
    if (item.command) {
      this.begin(item.command);
      return;
    }
    const at = this.text.selectionStart;
    const before = this.text.value.slice(0, at).replace(WORD, (_, space) => `${space}${item.name.startsWith("#") ? "" : "@"}${item.name} `);
    this.text.value = before + this.text.value.slice(at);
    this.text.setSelectionRange(before.length, before.length);
    this._close();
  }

  /** Names that were picked become mentions. */
  _withMentions(text) {
    const people = state.server.people.map((p) => [`@${plain(p.name)}`, `<@${p.id}>`]);
    const channels = state.server.channels.filter((c) => [TYPE.text, TYPE.news, TYPE.forum].includes(c.type)).map((c) => [`#${plain(c.name)}`, `<#${c.id}>`]);
    const roles = state.server.roles.map((r) => [`@${plain(r.name)}`, `<@&${r.id}>`]).filter(([n]) => !n.startsWith("@@"));
    const known = [...people, ...channels, ...roles].sort(([a], [b]) => b.length - a.length);
    return known.reduce((t, [name, mention]) => t.replaceAll(name, mention), text);
  }

  _key(event) {
    if (this.list.key(event)) return;
    const open = this.list.items.length > 0;
    if ((event.key === "Enter" && !event.shiftKey && !event.isComposing) || (event.key === "Tab" && open)) {
      event.preventDefault();
      if (this._isLoading && this.text.value.startsWith("/")) this._isEnterWaiting = true;
      else if (open) this.list.choose();
      else this._send();
    } else if (event.key === "Escape") {
      if (this.panel.childElementCount) this._close();
      else this._context(null);
    } else if (event.key === "ArrowUp" && !this.text.value) {
      const last = this.timeline.lastOwn();
      if (last) {
        event.preventDefault();
        this.edit(last);
      }
    }
  }

  async _send() {
    const text = this._withMentions(this.text.value.trim());
    if (text.length > LONGEST) return toast(`A message has at most ${LONGEST} characters; this has ${text.length}.`);
    const { _editing: edited, _answered: answered } = this;
    if (edited) {
      if (text && (await attempt("edit", { message: edited.id, text }))) this._context(null);
      return undefined;
    }
    if (!text && !this.files.length) return undefined;
    const files = await Promise.all(this.files.map(upload));
    const before = this.text.value;
    this._toText("");
    const told = await attempt("say", { text, channel: this.channel.id, files, reply_to: answered?.id });
    if (!told) return this._toText(before);
    this.files = [];
    this._showFiles();
    return this._context(null, { keepText: true });
  }

  _toText(text) {
    this.form = null;
    fill(this.panel);
    this._draw();
    this.text.value = text;
    this.count.textContent = "";
    this._grow();
  }

  // --- answering, editing, files --------------------------------------------------------------

  reply(m) {
    this._context([icon("reply"), "Replying to ", el("b", {}, isolated(nameOf(m.author)))]);
    this._answered = m;
    this.text.focus();
  }

  edit(m) {
    if (this.form) this._toText("");
    this._context([icon("reply"), "Editing your message"]);
    this._editing = m;
    this._toText(m.content);
    this.text.focus();
  }

  _context(what, { keepText = false } = {}) {
    if (this._editing && !keepText) this._toText("");
    this._answered = this._editing = null;
    const cancel = el("button.ghost.small", { type: "button", "aria-label": "Cancel", on: { click: () => (this._context(null), this.text.focus()) } }, icon("close"));
    fill(this.context, what && [el("span", {}, what), cancel]);
  }

  _pasted(event) {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      this._add(event.clipboardData.files);
    }
  }

  _add(files) {
    if (!this.channel.can.attach) return toast("You may not attach files here.");
    this.files = [...this.files, ...files].slice(0, 10);
    return this._showFiles();
  }

  _showFiles() {
    const remove = (f) => () => ((this.files = this.files.filter((one) => one !== f)), this._showFiles());
    fill(this.kept, this.files.map((f) => el("span.kept", {}, icon("file"), isolated(f.name), el("small", {}, size(f.size)), el("button.ghost.small", { type: "button", "aria-label": `Remove ${plain(f.name)}`, on: { click: remove(f) } }, icon("close")))));
  }

  // --- commands -------------------------------------------------------------------------------

  /** Fill in a command. */
  begin(command, rest = "") {
    this._context(null);
    this._close();
    this.form = new CommandForm(command, {
      panel: this.panel,
      back: (text) => (this._toText(text), this.text.focus(), this._typed()),
      sent: (work, form) => this._sent(work, form),
    });
    fill(this.panel, this.form.about);
    this._draw();
    this.form.start(rest);
  }

  async beginNamed(name) {
    await commands.load(this.channel.id);
    const command = commands.named(name);
    if (command) this.begin(command);
    else toast(`There is no command /${name} here.`);
  }

  async _sent(work, form) {
    this._toText("");
    if (!document.querySelector("dialog[open]")) this.text.focus();
    const name = `/${plain(form.command.name)}`;
    const waiting = this._notice([`Sending ${name}…`]);
    try {
      const told = await work;
      if (told.failed) this._notice([el("b", {}, plain(form.command.application)), ` ${told.failed.replace(/^The /, "· The ")}: ${name}`], { stays: true });
    } catch (refused) {
      if (this.text.value) return toast(refused.message);
      this.form = form;
      this._draw();
      form.refused(refused.message);
    } finally {
      waiting.remove();
    }
    return undefined;
  }

  _notice(what, { stays = false } = {}) {
    const dismiss = stays && el("button.as-link", { type: "button", on: { click: () => notice.remove() } }, "Dismiss message");
    const notice = el(stays ? "p.notice.failure" : "p.notice", {}, what, stays && [" · Only you can see this · ", dismiss]);
    this.notices.append(notice);
    return notice;
  }

  /** Somebody writes. */
  showTyping(who) {
    this.typing.textContent = `${who} is typing…`;
    clearTimeout(this._typingEnds);
    this._typingEnds = setTimeout(() => (this.typing.textContent = ""), 8000);
  }

  stopTyping() {
    this.typing.textContent = "";
  }
}
