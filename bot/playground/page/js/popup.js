/** Things that open beside what was pressed, and close when one looks elsewhere. */

import { el, freshId } from "./dom.js";
import { ListBox } from "./listbox.js";

let open = null;

/**
 * Open something beside an anchor; only one is open at a time.
 * @returns {() => void} Closes it; the focus goes back to the anchor.
 */
export function popup(anchor, content, { above = false, onClose = () => {}, alignEnd = false } = {}) {
  open?.(false);
  const box = el("div.popup", { on: { keydown: onKey } }, content);
  // Inside a dialog, since nothing outside can be reached while it is open.
  (anchor.closest("dialog") ?? document.body).append(box);
  const place = () => position(box, anchor, above, alignEnd);
  place();
  const outside = (event) => {
    if (!box.contains(event.target) && !anchor.contains(event.target)) close(false);
  };
  function onKey(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      close(true);
    }
  }
  function close(refocus = true) {
    if (open !== close) return;
    open = null;
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", place);
    box.remove();
    if (anchor.hasAttribute("aria-expanded")) anchor.setAttribute("aria-expanded", "false");
    onClose();
    // It may have been drawn anew meanwhile.
    const again = anchor.dataset.key && document.querySelector(`[data-key="${CSS.escape(anchor.dataset.key)}"]`);
    if (refocus) (anchor.isConnected ? anchor : again)?.focus();
  }
  open = close;
  if (anchor.hasAttribute("aria-expanded")) anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", place);
  return close;
}

function position(box, anchor, above, alignEnd) {
  const from = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = alignEnd ? from.right - width : from.left;
  const fitsBelow = from.bottom + height + 8 < innerHeight;
  const top = (above && from.top - height > 8) || !fitsBelow ? from.top - height - 6 : from.bottom + 6;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
}

/** Close whatever is open. */
export function closePopup() {
  open?.(false);
}

/**
 * A menu of things to do.
 * @param {HTMLElement} anchor What was pressed.
 * @param {string} label Its name for screen readers.
 * @param {Array<{label: string, run: () => void, danger?: boolean, aside?: string}|null>} entries null is a line.
 */
export function menu(anchor, label, entries, how = {}) {
  const items = entries.map((entry) =>
    entry
      ? el(
          entry.danger ? "button.entry.danger" : "button.entry",
          { type: "button", role: "menuitem", tabindex: "-1", on: { click: () => (close(), entry.run()) } },
          el("span", {}, entry.label),
          entry.aside && el("small", {}, entry.aside),
        )
      : el("hr", { role: "separator" }),
  );
  const list = el("div.menu", { role: "menu", "aria-label": label, on: { keydown: move } }, items);
  const close = popup(anchor, list, how);
  const buttons = items.filter((one) => one.tagName === "BUTTON");
  function move(event) {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons.at(to % buttons.length)?.focus();
  }
  buttons[0]?.focus();
  return close;
}

/**
 * A menu of a message or form: press, choose one or several.
 * @param {object} given `label`; `placeholder`; `least`, `most`; `chosen` (items); `items(typed)`, which
 *   gives the items; `search`, whether one types to find; `done(items)`, called with what was chosen;
 *   `disabled`.
 */
export function select(given) {
  const { label, placeholder, least = 1, most = 1, items, search = false, done } = given;
  const many = most > 1;
  let chosen = [...(given.chosen ?? [])];
  const text = el("span.select-text");
  const button = el(
    "button.select",
    {
      type: "button",
      id: freshId("select"),
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      disabled: given.disabled,
      on: { click: show, keydown: (e) => ["ArrowDown", "ArrowUp"].includes(e.key) && (e.preventDefault(), show()) },
    },
    text,
  );
  const same = (a, b) => a.value === b.value;
  const showText = () => {
    const names = chosen.map((c) => c.name).join(", ");
    text.textContent = names || placeholder || "Make a selection";
    button.setAttribute("aria-label", `${label || placeholder || "Selection"}${names ? `: ${names}` : ""}`);
    button.classList.toggle("empty", !names);
  };

  function show() {
    const before = chosen.map((c) => c.value).join();
    const list = new ListBox(label || placeholder || "Options", pick, { many });
    const input = el("input.find", { type: "text", placeholder: "Search", "aria-label": "Search", autocomplete: "off" });
    const owner = search ? input : list.node;
    if (search) Object.entries({ role: "combobox", "aria-expanded": "true", "aria-autocomplete": "list" }).forEach(([k, v]) => input.setAttribute(k, v));
    else list.node.tabIndex = 0;
    list.ownedBy(owner);
    const hint = many && el("p.hint", {}, `Choose ${least === most ? most : `${least} to ${most}`}`);
    const ok = many && el("button.primary.small", { type: "button", on: { click: () => close() } }, "Done");
    const refresh = (active = 0) => {
      const found = items(input.value).map((i) => ({ ...i, chosen: chosen.some((c) => same(c, i)) }));
      if (found.length) list.show(found, { active });
      else list.say("Nothing fits");
    };
    const close = popup(button, [search && input, list.node, many && el("div.foot", {}, hint, ok)], { onClose: finish });
    refresh(Math.max(0, items("").findIndex((i) => chosen.some((c) => same(c, i)))));
    input.addEventListener("input", () => refresh());
    owner.addEventListener("keydown", (event) => {
      if (list.key(event)) return;
      if (event.key === "Enter" || (event.key === " " && !search)) {
        event.preventDefault();
        list.choose();
      } else if (!search && event.key.length === 1) {
        const at = list.items.findIndex((i) => i.name.toLowerCase().startsWith(event.key.toLowerCase()));
        if (at >= 0) list.activate(at);
      }
    });
    owner.focus();

    function pick(item, n) {
      if (!many) {
        chosen = chosen.some((c) => same(c, item)) && least === 0 ? [] : [item];
        close();
        return;
      }
      if (chosen.some((c) => same(c, item))) chosen = chosen.filter((c) => !same(c, item));
      else if (chosen.length < most) chosen = [...chosen, item];
      refresh(n);
    }
    function finish() {
      showText();
      const changed = chosen.map((c) => c.value).join() !== before;
      if (!many ? changed || (chosen.length && given.always) : changed && chosen.length >= least) done(chosen);
    }
  }
  showText();
  return { node: button, chosen: () => chosen, reset: () => ((chosen = [...(given.chosen ?? [])]), showText()) };
}
