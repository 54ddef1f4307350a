"""What the chat page hears while it is open: a WebSocket for each window.

The page sends `{"id": 7, "do": "slash", …}` with the verbs of POST /playground/act, and those of
`connection.VERBS`; it is answered by `{"type": "answer", "id": 7, "ok": {…}}` or with `"error"`, a
sentence. In between comes news, told apart by `type`:

- `hello`: everything but messages, once and first;
- `message`: one that is new or has changed; `gone`: some that are there no longer;
- `places`: the server, its people and channels, after any of these changed;
- `clock`, `typing`, `read` (another window of the same person has read on), `traffic` (if watched).
"""

from bot.playground.live.hub import Live

__all__ = ["Live"]
