/** A list to choose from, with the keyboard or the mouse; who owns it keeps the focus. */

import { el, fill, freshId } from "./dom.js";
import { isolated } from "./names.js";

export class ListBox {
  /**
   * @param {string} label What is chosen, for screen readers.
   * @param {(item: object) => void} choose Gets the chosen item: `{name, about?, mark?, chosen?}`.
   * @param {{many?: boolean}} [how] Whether several can be chosen.
   */
  constructor(label, choose, { many = false } = {}) {
    this.items = [];
    this.active = -1;
    this._choose = choose;
    this.many = many;
    this.id = freshId("list");
    this.node = el("ul.listbox", { role: "listbox", id: this.id, "aria-label": label, "aria-multiselectable": many });
  }

  /** Show these; the first, or the chosen one, is active. */
  show(items, { active = 0 } = {}) {
    this.items = items;
    fill(this.node, items.map((item, n) => this._option(item, n)));
    this._controls(items.length > 0);
    this.activate(items.length ? Math.min(active, items.length - 1) : -1);
  }

  /** Show a line instead of items: loading, nothing found, what went wrong. */
  say(text) {
    this.items = [];
    this.active = -1;
    fill(this.node, el("li.note", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, text));
    this._owner?.removeAttribute("aria-activedescendant");
    this._controls(true);
  }

  /** Name the list as the owner's only while it is there. */
  _controls(isShown) {
    if (isShown) this._owner?.setAttribute("aria-controls", this.id);
    else this._owner?.removeAttribute("aria-controls");
  }

  /** The element whose aria-activedescendant follows what is active. */
  ownedBy(owner) {
    this._owner = owner;
  }

  _option(item, n) {
    const given = {
      role: "option",
      id: `${this.id}-${n}`,
      "aria-selected": String(Boolean(item.chosen)),
      on: {
        mousemove: () => this.active !== n && this.activate(n, { scroll: false }),
        mousedown: (event) => event.preventDefault(),
        click: () => this.choose(n),
      },
    };
    return el(
      "li",
      given,
      this.many && el("span.tick", { "aria-hidden": "true" }, item.chosen ? "\u2713" : ""),
      item.mark,
      el("span.what", {}, isolated(item.name), item.about && el("small", { dir: "auto" }, item.about)),
      item.aside && el("small.aside", {}, item.aside),
    );
  }

  activate(n, { scroll = true } = {}) {
    this.node.querySelector(".active")?.classList.remove("active");
    this.active = n;
    const option = this.node.children[n];
    if (n < 0 || !option) {
      this._owner?.removeAttribute("aria-activedescendant");
      return;
    }
    option.classList.add("active");
    this._owner?.setAttribute("aria-activedescendant", option.id);
    if (scroll) option.scrollIntoView({ block: "nearest" });
  }

  /** Move what is active; true where the key was one for a list. */
  key(event) {
    const last = this.items.length - 1;
    if (last < 0) return false;
    const to = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
      PageDown: Math.min(this.active + 8, last),
      PageUp: Math.max(this.active - 8, 0),
    }[event.key];
    if (to === undefined) return false;
    event.preventDefault();
    this.activate(to);
    return true;
  }

  choose(n = this.active) {
    const item = this.items[n];
    if (item) this._choose(item, n);
    return Boolean(item);
  }
}
