/** Fields of forms, with Discord's limits. */

import { el, fill, freshId } from "./dom.js";
import { emojiOf, kindsOf, optionItems } from "./components.js";
import { entities, entity } from "./entities.js";
import { plain } from "./names.js";
import { select } from "./popup.js";

const TEXT_INPUT = 4;
const STRING_SELECT = 3;
const UPLOAD = 19;
const RADIO = 21;
const CHECKBOXES = 22;
const CHECKBOX = 23;
const PARAGRAPH = 2;
const LONGEST = 4000;

/**
 * One field: `id`; `node`; `focusable()`; `check()`, whether it may be sent, which shows why not;
 * `value()`, what is sent (undefined for what the form was opened with); `draft()`, to keep it.
 * @param {object} c The component.
 * @param {{label: string, description?: string}} about
 * @param {*} draft What was kept before a reload.
 */
export function fieldOf(c, about, draft) {
  const required = c.required !== false && c.type !== CHECKBOX;
  const made = (MAKERS[c.type] ?? menuField)(c, draft, plain(about.label ?? ""));
  const problem = el("p.problem", { id: freshId("problem") });
  const hint = about.description && el("p.hint", { id: freshId("hint") }, plain(about.description));
  const label = plain(about.label ?? "");
  const star = required ? el("span.star", { "aria-hidden": "true" }, " *") : null;
  const group = made.group;
  const caption = group ? el("legend", {}, label, star) : el("label", { for: made.focusable().id }, label, star);
  const node = el(group ? "fieldset.field" : "div.field", {}, caption, hint, made.node, made.below, problem);
  const owner = group ? node : made.focusable();
  owner.setAttribute("aria-describedby", [hint && hint.id, problem.id].filter(Boolean).join(" "));
  if (!group && required) owner.setAttribute("aria-required", "true");
  const check = () => {
    const wrong = made.wrong(required);
    fill(problem, wrong);
    owner.setAttribute("aria-invalid", String(Boolean(wrong)));
    return !wrong;
  };
  node.addEventListener("change", () => problem.textContent && check());
  node.addEventListener("input", () => problem.textContent && check());
  return { ...made, id: c.custom_id, node, check };
}

const MAKERS = {
  [TEXT_INPUT]: textField,
  [UPLOAD]: uploadField,
  [RADIO]: radioField,
  [CHECKBOXES]: checkboxesField,
  [CHECKBOX]: checkboxField,
};

function textField(c, draft) {
  const least = c.min_length ?? 0;
  const most = c.max_length ?? LONGEST;
  const id = freshId("field");
  const given = { id, placeholder: c.placeholder, maxlength: most, dir: "auto", autocomplete: "off" };
  const input = c.style === PARAGRAPH ? el("textarea", { ...given, rows: 5 }) : el("input", { ...given, type: "text" });
  input.value = draft ?? c.value ?? "";
  const count = el("p.count", { "aria-hidden": "true" });
  const show = () => (count.textContent = c.max_length || input.value.length > LONGEST - 500 ? `${input.value.length}/${most}` : "");
  input.addEventListener("input", show);
  show();
  return {
    node: input,
    below: count,
    focusable: () => input,
    value: () => input.value,
    draft: () => input.value,
    wrong(required) {
      const length = input.value.length;
      if (!length) return required ? "This field is required." : "";
      if (length < least) return `At least ${least} characters, please; these are ${length}.`;
      return length > most ? `At most ${most} characters, please; these are ${length}.` : "";
    },
  };
}

function menuField(c, draft, label) {
  const isString = c.type === STRING_SELECT;
  const options = isString ? optionItems(c) : [];
  const fromIds = (ids) => ids.map((id) => (isString ? options.find((o) => o.value === id) : entity(id))).filter(Boolean);
  const first = isString ? options.filter((o) => o.default) : fromIds((c.default_values ?? []).map((d) => d.id));
  const items = (typed) =>
    isString ? options.filter((o) => o.name.toLowerCase().includes(typed.toLowerCase())) : entities(kindsOf(c), typed, c.channel_types);
  const menu = select({
    label,
    placeholder: plain(c.placeholder ?? ""),
    least: c.required === false ? 0 : (c.min_values ?? 1),
    most: c.max_values ?? 1,
    chosen: draft ? fromIds(draft) : first,
    items,
    search: !isString,
    done: () => menu.node.dispatchEvent(new Event("change", { bubbles: true })),
  });
  const ids = () => menu.chosen().map((i) => i.value);
  return { node: menu.node, focusable: () => menu.node, value: ids, draft: ids, wrong: (r) => tooFew(c, ids().length, r) };
}

function tooFew(c, count, required) {
  if (!count) return required ? "This field is required." : "";
  const least = c.min_values ?? 1;
  const most = c.max_values ?? c.options?.length ?? 1;
  return count < least || count > most ? `Choose ${least} to ${most}.` : "";
}

function uploadField(c) {
  const most = c.max_values ?? 1;
  const input = el("input", { type: "file", id: freshId("field"), multiple: most > 1 });
  return {
    node: input,
    focusable: () => input,
    value: () => Promise.all([...input.files].map(upload)),
    wrong: (required) => tooFew(c, input.files.length, required),
  };
}

/** A file as the playground takes it. */
export async function upload(file) {
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return { filename: file.name, base64: String(address).split(",")[1] ?? "" };
}

function boxes(c, type, isChosen) {
  const name = freshId("choice");
  return c.options.map((o) => {
    const input = el("input", { type, name, value: o.value, id: freshId("field") });
    input.checked = isChosen(o);
    const about = o.description && el("small", {}, plain(o.description));
    return { input, node: el("label.choice", {}, input, emojiOf(o), el("span", {}, plain(o.label), about)) };
  });
}

function radioField(c, draft) {
  const all = boxes(c, "radio", (o) => (draft === undefined ? o.default : draft === o.value));
  const value = () => all.find((b) => b.input.checked)?.input.value;
  return {
    group: true,
    node: el("div.choices", {}, all.map((b) => b.node)),
    focusable: () => all[0].input,
    value,
    draft: value,
    wrong: (required) => (required && !value() ? "This field is required." : ""),
  };
}

function checkboxesField(c, draft) {
  const all = boxes(c, "checkbox", (o) => (draft ? draft.includes(o.value) : o.default));
  const values = () => all.filter((b) => b.input.checked).map((b) => b.input.value);
  return {
    group: true,
    node: el("div.choices", {}, all.map((b) => b.node)),
    focusable: () => all[0].input,
    value: values,
    draft: values,
    wrong: (required) => tooFew({ ...c, max_values: c.max_values ?? c.options.length }, values().length, required),
  };
}

function checkboxField(c, draft) {
  const input = el("input", { type: "checkbox", id: freshId("field") });
  input.checked = draft ?? c.default ?? false;
  const checked = () => input.checked;
  return { node: input, focusable: () => input, value: checked, draft: checked, wrong: () => "" };
}
