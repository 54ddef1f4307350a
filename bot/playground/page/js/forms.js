/** Forms that bots open. */

import { el, fill, freshId } from "./dom.js";
import { fieldOf } from "./fields.js";
import { markdown } from "./markdown.js";
import { plain } from "./names.js";
import { state } from "./state.js";

const LABEL = 18;
const ROW = 1;
const TEXT = 10;

const isOpen = () => Boolean(document.querySelector("dialog.form[open]"));
const draftKey = (modal) => `form:${modal.interaction}`;

/** Show a form that a bot opened; a draft of it, from before a reload, is taken over. */
export function openForm(modal) {
  if (isOpen()) return;
  const draft = JSON.parse(sessionStorage.getItem(draftKey(modal)) ?? "{}");
  const { parts, fields } = partsOf(modal, draft);
  const problem = el("p.problem", { role: "alert" });
  const title = el("h2", { id: freshId("title") }, plain(modal.title));
  const send = el("button.button.primary", { type: "submit" }, "Submit");
  const form = el(
    "form",
    { novalidate: true, on: { submit, input: keep, change: keep } },
    el("header", {}, title, el("button.ghost.close", { type: "button", "aria-label": "Close", on: { click: cancel } }, "\u00d7")),
    el("div.form-body", {}, parts, problem),
    el("footer", {}, el("button.button.quiet", { type: "button", on: { click: cancel } }, "Cancel"), send),
  );
  const dialog = el("dialog.form", { "aria-labelledby": title.id, on: { cancel: (e) => (e.preventDefault(), cancel()) } }, form);
  document.body.append(dialog);
  const before = document.activeElement;
  dialog.showModal();
  (fields[0]?.focusable() ?? send).focus();

  function keep() {
    const kept = Object.fromEntries(fields.filter((f) => f.draft).map((f) => [f.id, f.draft()]));
    sessionStorage.setItem(draftKey(modal), JSON.stringify(kept));
  }

  async function submit(event) {
    event.preventDefault();
    const wrong = fields.filter((f) => !f.check());
    if (wrong.length) {
      wrong[0].focusable().focus();
      return;
    }
    fill(problem);
    form.classList.add("busy");
    send.disabled = true;
    try {
      const values = {};
      for (const f of fields) {
        const value = await f.value();
        if (value !== undefined) values[f.id] = value;
      }
      const told = await state.live.ask("submit", { interaction: modal.interaction, values });
      if (told.failed) throw new Error("Something went wrong. Try again.");
      end();
    } catch (refused) {
      fill(problem, refused.message);
    } finally {
      form.classList.remove("busy");
      send.disabled = false;
    }
  }

  function cancel() {
    end();
    state.live.ask("close", { interaction: modal.interaction }).catch(() => {});
  }

  function end() {
    sessionStorage.removeItem(draftKey(modal));
    dialog.close();
    dialog.remove();
    // Chromium gives the focus back by itself, but without a caret; what is typed then gets lost.
    before?.blur();
    if (before?.isConnected) before.focus();
  }
}

/** Take whatever form is open off the page, without closing it for the bot. */
export function dropForms() {
  document.querySelectorAll("dialog.form").forEach((dialog) => (dialog.close(), dialog.remove()));
}

function partsOf(modal, draft) {
  const fields = [];
  const add = (component, about) => {
    const field = fieldOf(component, about, draft[component.custom_id]);
    fields.push(field);
    return field.node;
  };
  const parts = modal.components.map((c) => {
    if (c.type === TEXT) return el("div.text", {}, markdown(c.content));
    if (c.type === LABEL) return add(c.component, { label: c.label, description: c.description });
    if (c.type === ROW) return c.components.map((one) => add(one, { label: one.label }));
    return null;
  });
  return { parts, fields };
}
