/** A slash command while its options are filled in, in the place of the composer's text. */

import { use } from "./acting.js";
import { announce, el, fill } from "./dom.js";
import { ListBox } from "./listbox.js";
import { plain } from "./names.js";
import { Option } from "./option.js";
import { state } from "./state.js";

const PAUSE = 90;

export class CommandForm {
  /**
   * @param {object} command As `commands.js` lists it.
   * @param {object} doing `panel`, where suggestions go; `back(text)`, to text again; `sent(work, form)`.
   */
  constructor(command, { panel, back, sent }) {
    Object.assign(this, { command, panel, back, sent });
    const options = command.options.map((json) => new Option(json));
    this.shown = options.filter((o) => o.required);
    this.more = options.filter((o) => !o.required);
    this.list = new ListBox("Suggestions", (item) => this._choose(item));
    this.about = el("p.about");
    this.problem = el("p.problem", { role: "alert" });
    this.fields = el("div.options");
    this.extra = el("div.extra");
    this.send = el("button.button.primary.small", { type: "button", "aria-label": `Send /${command.name}`, on: { click: () => this.submit(), keydown: (e) => e.key === "Escape" && this.leave() } }, "Send");
    this.node = el(
      "div.command-form",
      { role: "group", "aria-label": `Command /${plain(command.name)}` },
      el("span.chip", {}, `/${plain(command.name)}`),
      this.fields,
      this.extra,
      this.send,
    );
    for (const o of options) this._listen(o);
    this._draw();
  }

  /** Begin in the first option, with what was typed already. */
  start(rest = "") {
    this._describe(null);
    if (!this.shown.length && rest && this.more.length) this._add(this.more[0]);
    const first = this.shown[0];
    if (first) {
      first.input.value = rest;
      first.input.focus();
      first.input.setSelectionRange?.(rest.length, rest.length);
    } else {
      this.send.focus();
    }
  }

  _draw() {
    fill(this.fields, this.shown.map((o) => o.node));
    fill(this.extra, this.more.map((o) => el("button.add", { type: "button", title: plain(o.json.description), on: { click: () => this._add(o) } }, `+ ${plain(o.name)}`)));
  }

  _add(option) {
    this.more = this.more.filter((o) => o !== option);
    this.shown = [...this.shown, option];
    this._draw();
    option.input.focus();
  }

  _remove(option) {
    option.input.value = "";
    option.chosen = null;
    this.shown = this.shown.filter((o) => o !== option);
    this.more = [option, ...this.more];
    this._draw();
    (this.shown.at(-1)?.input ?? this.send).focus();
  }

  _listen(option) {
    const { input } = option;
    input.addEventListener("focus", () => this._focus(option));
    input.addEventListener("blur", () => this.focused === option && this._hide());
    input.addEventListener("input", () => (option.mark(""), fill(this.problem), this._suggest(option, PAUSE)));
    input.addEventListener("keydown", (event) => this._key(event, option));
  }

  _focus(option) {
    this.focused = option;
    this._describe(option);
    this._suggest(option, 0);
  }

  _describe(option) {
    const about = option ? [el("b", {}, plain(option.name)), ` ${plain(option.json.description)}`, option.required ? "" : " (optional)"] : plain(this.command.description);
    fill(this.about, about);
  }

  // --- suggestions ----------------------------------------------------------------------------

  _suggest(option, pause) {
    clearTimeout(this._waiting);
    this._asked = (this._asked ?? 0) + 1;
    if (!option.suggests) this._hide(true);
    else if (!option.json.autocomplete) this._show(option, option.offered());
    else this._waiting = setTimeout(() => this._complete(option, this._asked), pause);
    this._isLooking = Boolean(option.json.autocomplete);
  }

  async _complete(option, asked) {
    const isLatest = () => asked === this._asked && this.focused === option;
    const others = await this._values(option);
    const slow = setTimeout(() => isLatest() && this._say("Loading options…"), 200);
    try {
      const items = await option.completed(this.command.name, others);
      if (isLatest()) this._show(option, items);
    } catch (refused) {
      if (!isLatest()) return;
      this._say(refused.message);
      this._found(() => {});
    } finally {
      clearTimeout(slow);
    }
  }

  _show(option, items) {
    if (!items.length) {
      this._say("No options match what you typed.");
      this._found(() => this.submit());
      return;
    }
    this.list.ownedBy(option.input);
    this.list.show(items);
    option.input.setAttribute("aria-expanded", "true");
    fill(this.panel, this.about, this.problem, this.list.node);
    announce(`${items.length} suggestions`);
    this._found(() => this.list.choose());
  }

  /** Suggestions are there; Enter may have been pressed before they were. */
  _found(enter) {
    const wasPressed = this._isEnterPressed;
    this._isLooking = this._isEnterPressed = false;
    if (wasPressed) enter();
  }

  _say(text) {
    this.list.say(text);
    fill(this.panel, this.about, this.problem, this.list.node);
  }

  _hide(keepAbout = false) {
    this._asked = (this._asked ?? 0) + 1;
    clearTimeout(this._waiting);
    this._isLooking = this._isEnterPressed = false;
    this.list.show([]);
    this.focused?.input.setAttribute("aria-expanded", "false");
    fill(this.panel, this.about, this.problem);
    if (!keepAbout) this.focused = null;
  }

  _choose(item) {
    const option = this.focused;
    option.choose(item);
    this._hide(true);
    const next = this.shown.find((o) => o.required && o.isEmpty);
    (next?.input ?? option.input).focus();
  }

  // --- keys -----------------------------------------------------------------------------------

  _key(event, option) {
    if (this.list.key(event)) return;
    const open = this.list.items.length > 0;
    if (event.key === "Enter") {
      event.preventDefault();
      if (this._isLooking && !option.chosen && !option.isEmpty) {
        this._isEnterPressed = true;
        return;
      }
      if (open && !option.chosen && this.list.choose()) return;
      this.submit();
    } else if (event.key === "Tab" && !event.shiftKey && open && !option.chosen && option.input.value) {
      event.preventDefault();
      this.list.choose();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (open) this._hide(true);
      else this.leave();
    } else if (event.key === "Backspace" && !option.input.value) {
      event.preventDefault();
      if (option.required || this.shown[0] === option) this.leave();
      else this._remove(option);
    }
  }

  /** Back to text, without the command's last letter, so that another can be picked. */
  leave() {
    this._hide();
    this.back(`/${this.command.name}`);
  }

  async _values(except = null) {
    const values = {};
    for (const o of this.shown) {
      if (o === except || o.isEmpty || o.problem()) continue;
      values[o.name] = await o.value();
    }
    return values;
  }

  async submit() {
    const wrong = this.shown.find((o) => o.problem());
    for (const o of this.shown) o.mark(o.problem());
    if (wrong) {
      wrong.input.focus();
      this._hide(true);
      fill(this.problem, wrong.problem());
      return;
    }
    const options = await this._values();
    this._hide();
    this.sent(use("slash", { command: this.command.name, channel: state.channel.id, options }), this);
  }

  /** Show why it was refused. */
  refused(why) {
    fill(this.panel, this.about, this.problem);
    fill(this.problem, why);
    (this.shown[0]?.input ?? this.send).focus();
    fill(this.problem, why);
  }
}
