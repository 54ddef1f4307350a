/** One option of a slash command while it is filled in. */

import { el, freshId } from "./dom.js";
import { CHANNEL, ROLE, USER, entities } from "./entities.js";
import { upload } from "./fields.js";
import { plain } from "./names.js";
import { state } from "./state.js";

const KIND = { string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10, file: 11 };
const ENTITIES = { [KIND.user]: [USER], [KIND.channel]: [CHANNEL], [KIND.role]: [ROLE], [KIND.mentionable]: [USER, ROLE] };
const LONGEST = 6000;

export class Option {
  /** @param {object} json As registered. */
  constructor(json) {
    this.json = json;
    this.name = json.name;
    this.required = Boolean(json.required);
    this.chosen = null;
    const isFile = json.type === KIND.file;
    const given = { id: freshId("option"), type: isFile ? "file" : "text", autocomplete: "off", dir: isFile ? null : "auto", spellcheck: "false" };
    this.input = el("input", given);
    if (this.suggests) {
      Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" }).forEach(([k, v]) => this.input.setAttribute(k, v));
    }
    if (this.required) this.input.setAttribute("aria-required", "true");
    this.input.addEventListener("input", () => (this.chosen = null));
    this.node = el("div.option", {}, el("label", { for: given.id }, plain(json.name)), this.input);
  }

  get suggests() {
    return Boolean(this.json.choices?.length || this.json.autocomplete || this.json.type === KIND.boolean || ENTITIES[this.json.type]);
  }

  get isEmpty() {
    return this.json.type === KIND.file ? !this.input.files.length : !this.input.value.trim();
  }

  choose(item) {
    this.input.value = item.name;
    this.chosen = item;
    this.mark("");
  }

  /** Show that something is wrong, or no longer. */
  mark(problem) {
    this.input.setAttribute("aria-invalid", String(Boolean(problem)));
    this.node.classList.toggle("wrong", Boolean(problem));
  }

  /** What fits what is typed, of what the page knows itself. */
  offered() {
    const typed = this.chosen ? "" : this.input.value.trim();
    const { choices, type } = this.json;
    if (ENTITIES[type]) return entities(ENTITIES[type], typed, this.json.channel_types);
    const all = type === KIND.boolean ? [{ name: "True", value: true }, { name: "False", value: false }] : (choices ?? []);
    return all.filter((c) => c.name.toLowerCase().includes(typed.toLowerCase())).map(asItem);
  }

  /**
   * What the bot suggests for what is typed.
   * @param {string} command Its name.
   * @param {object} others What is filled in already.
   */
  async completed(command, others) {
    const asked = { command, option: this.name, typed: this.input.value, channel: state.channel.id, options: others };
    const told = await state.live.ask("autocomplete", asked);
    return told.choices.map(asItem);
  }

  /** Why it can't be sent as it is; "" where it can. */
  problem() {
    const text = this.input.value;
    if (this.isEmpty) return this.required ? `${this.name} is required.` : "";
    if (this.json.type === KIND.file) return "";
    if (this.mustChoose) return this.chosen || this._exact() ? "" : `${this.name}: choose one from the list.`;
    if (this.isNumber && !this.chosen) return this._numberProblem(Number(text.replace(",", ".")));
    const { min_length: least = 0, max_length: most = LONGEST } = this.json;
    if (this.json.type === KIND.string && !this.chosen && (text.length < least || text.length > most)) {
      return `${this.name} takes ${least} to ${most} characters; these are ${text.length}.`;
    }
    return "";
  }

  get mustChoose() {
    return Boolean(this.json.choices?.length || this.json.type === KIND.boolean || ENTITIES[this.json.type]);
  }

  get isNumber() {
    return this.json.type === KIND.integer || this.json.type === KIND.number;
  }

  _numberProblem(number) {
    const { min_value: least = -Infinity, max_value: most = Infinity } = this.json;
    if (Number.isNaN(number)) return `${this.name} takes a number.`;
    if (this.json.type === KIND.integer && !Number.isInteger(number)) return `${this.name} takes a whole number.`;
    if (number < least) return `${this.name} must be ${least} or more.`;
    return number > most ? `${this.name} must be ${most} or less.` : "";
  }

  /** The offered value that was typed out instead of chosen. */
  _exact() {
    const typed = this.input.value.trim().toLowerCase();
    if (this.json.type === KIND.boolean) return { true: { value: true }, false: { value: false } }[typed];
    const found = this.json.choices ?? entities(ENTITIES[this.json.type] ?? [], typed, this.json.channel_types);
    return found.map(asItem).find((c) => c.name.toLowerCase().replace(/^[@#]/, "") === typed.replace(/^[@#]/, ""));
  }

  /** What is sent; undefined for nothing. */
  async value() {
    if (this.isEmpty) return undefined;
    if (this.json.type === KIND.file) return upload(this.input.files[0]);
    if (this.chosen) return this.chosen.value;
    if (this.mustChoose) return this._exact()?.value;
    return this.isNumber ? Number(this.input.value.replace(",", ".")) : this.input.value;
  }
}

const asItem = (choice) => ({ ...choice, name: String(choice.name) });
