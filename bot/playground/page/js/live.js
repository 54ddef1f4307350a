/** The connection to the playground: asks with an answer each, and news. */

const FIRST_RETRY = 300;
const LONGEST_RETRY = 3000;

export class Live {
  /** @param {(frame: object) => void} hear Gets every frame that is no answer, and `{type: "lost"}`. */
  constructor(hear) {
    this._hear = hear;
    this._asked = new Map();
    this._number = 0;
    this._retry = FIRST_RETRY;
    this._socket = null;
    this._who = "";
  }

  /** Connect as somebody ("" for whoever comes first), and again whenever the connection is lost. */
  open(who) {
    this._who = who;
    this._retry = FIRST_RETRY;
    clearTimeout(this._timer);
    if (this._socket) this._socket.onclose = null;
    this._socket?.close();
    this._fail("You switched to somebody else.");
    this._connect();
  }

  _connect() {
    const query = new URLSearchParams(location.search);
    if (this._who) query.set("as", this._who);
    const socket = new WebSocket(`ws://${location.host}/playground/live?${query}`);
    this._socket = socket;
    socket.onmessage = (event) => this._take(JSON.parse(event.data));
    socket.onclose = () => this._lost();
  }

  _take(frame) {
    if (frame.type !== "answer") {
      if (frame.type === "hello") this._retry = FIRST_RETRY;
      this._hear(frame);
      return;
    }
    const waiting = this._asked.get(frame.id);
    this._asked.delete(frame.id);
    if (!waiting) return;
    if ("error" in frame) waiting.reject(new Refused(frame.error));
    else waiting.resolve(frame.ok);
  }

  _lost() {
    this._fail("The connection to the playground was lost.");
    this._hear({ type: "lost" });
    this._timer = setTimeout(() => this._connect(), this._retry);
    this._retry = Math.min(this._retry * 1.6, LONGEST_RETRY);
  }

  _fail(why) {
    for (const waiting of this._asked.values()) waiting.reject(new Refused(why));
    this._asked.clear();
  }

  /**
   * Do something and get what came of it.
   * @returns {Promise<object>} Rejected with a Refused whose message is a sentence.
   */
  ask(verb, more = {}) {
    if (this._socket?.readyState !== WebSocket.OPEN) {
      return Promise.reject(new Refused("The playground can't be reached just now."));
    }
    this._number += 1;
    const id = this._number;
    this._socket.send(JSON.stringify({ ...more, id, do: verb }));
    return new Promise((resolve, reject) => this._asked.set(id, { resolve, reject }));
  }
}

/** Why the playground, or a client, would not do it. */
export class Refused extends Error {}
