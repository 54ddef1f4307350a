/** What the acting person does with bots, and what becomes of it: failures, forms. */

import { announce, toast } from "./dom.js";
import { openForm } from "./forms.js";
import { state } from "./state.js";

/** Do something; what is refused is shown as a line, and the promise resolves to null. */
export async function attempt(verb, more) {
  try {
    return await state.live.ask(verb, more);
  } catch (refused) {
    toast(refused.message);
    announce(refused.message);
    return null;
  }
}

/**
 * Use a button, menu or command, and open the form where that is the answer.
 * @returns {Promise<object>} What was told; rejected where a client would not do it.
 */
export async function use(verb, more) {
  const told = await state.live.ask(verb, more);
  if (told.modal) openForm(told.modal);
  return told;
}
