"""Acts that are asked for in JSON: `{"as": "maya", "do": "slash", "command": "prompt find", …}`."""

import base64
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, cast

from bot.playground import showing
from bot.playground.acting_by_hand import BY_HAND
from bot.playground.actors import ClientError, Modal, Person, Reply, Upload
from bot.playground.jsons import as_list, as_object
from bot.playground.records import Json, Message

if TYPE_CHECKING:
    from bot.playground.server import Playground


class Acting:
    """Does what is asked, and remembers which forms are open."""

    def __init__(self, playground: "Playground") -> None:
        self._playground = playground
        self._forms: dict[int, Modal] = {}

    def forms_of(self, person: Person) -> list[Json]:
        """The forms that somebody has open, as the page draws them."""
        mine = (f for f in self._forms.values() if f.interaction.user_id == person.id)
        return [_form(f) | {"channel": str(f.interaction.channel.id)} for f in mine]

    async def act(self, person: Person, asked: Json) -> Json:
        """Do what is asked and tell what came of it.

        Raises:
            ClientError: A client would not do it, or there is no such act.
        """
        verb = str(asked.get("do"))
        act = _Act(self._playground, self._forms, person, asked)
        try:
            if verb in BY_HAND:
                await BY_HAND[verb](act)
                return {}
            return await _found(verb)(act)
        except KeyError as missing:
            raise ClientError(f"{verb} needs {missing}") from None


class _Act:
    """One request, with the things that it names looked up."""

    def __init__(
        self, playground: "Playground", forms: dict[int, Modal], person: Person, asked: Json
    ) -> None:
        self.playground = playground
        self.forms = forms
        self.person = person
        self.asked = asked

    @property
    def place(self) -> object:
        """The channel, or the direct messages with a bot (`"dm": NAME`); None is the usual one."""
        if (bot := self.asked.get("dm")) is not None:
            return self.person.dm(bot)
        return self.asked.get("channel")

    @property
    def options(self) -> dict[str, object]:
        """What is filled in; a file is `{"filename": …, "base64": …}`."""
        return _with_files(self.asked.get("options"))

    def message(self, key: str = "message") -> Message:
        """The message whose id is given."""
        message_id = int(self.asked[key])
        for channel in self.playground.world.channels.values():
            if (found := channel.messages.get(message_id)) is not None:
                return found
        raise ClientError(f"there is no message {message_id}")

    def form(self) -> Modal:
        """The form that the interaction of this id opened."""
        form = self.forms.get(int(self.asked["interaction"]))
        if form is None:
            raise ClientError("this form is not open")
        return form

    async def told(self, reply: Reply) -> Json:
        """A reply as JSON; with `"wait": true`, once it is settled."""
        if self.asked.get("wait"):
            await reply.settled()
        if reply.modal is not None:
            self.forms[reply.interaction.id] = reply.modal
        return showing.reply(self.playground, reply)

    def shown(self, message: Message) -> Json:
        """A message as JSON."""
        return {"message": showing.message(self.playground, message)}


def _found(verb: str) -> "Callable[[_Act], Awaitable[Json]]":
    if verb not in ACTS:
        there = ", ".join(sorted(ACTS | BY_HAND))
        raise ClientError(f"there is no act {verb!r}; there are: {there}")
    return ACTS[verb]


def _form(form: Modal) -> Json:
    return form.json | {"interaction": str(form.interaction.id)}


def _with_files(given: object) -> dict[str, object]:
    return {k: _file_or_value(v) for k, v in as_object(given).items()}


def _file_or_value(given: object) -> object:
    match given:
        case {"filename": str() as name, "base64": str() as content}:
            return Upload(name, base64.b64decode(content))
        case list():
            return [_file_or_value(i) for i in as_list(cast("object", given))]
        case _:
            return given


async def _commands(a: _Act) -> Json:
    return {"commands": [showing.command(c) for c in a.person.commands(a.place)]}


async def _slash(a: _Act) -> Json:
    return await a.told(await a.person.slash(a.asked["command"], a.place, **a.options))


async def _autocomplete(a: _Act) -> Json:
    choices = await a.person.autocomplete(
        a.asked["command"], a.asked["option"], a.asked.get("typed", ""), a.place, **a.options
    )
    return {"choices": [{"name": c.name, "value": c.value} for c in choices]}


async def _menu(a: _Act) -> Json:
    on = a.message() if "message" in a.asked else a.asked["person"]
    return await a.told(await a.person.menu(a.asked["command"], on, a.place))


async def _click(a: _Act) -> Json:
    return await a.told(await a.person.click(a.message(), a.asked["button"]))


async def _select(a: _Act) -> Json:
    reply = await a.person.select(
        a.message(),
        a.asked["values"],
        custom_id=a.asked.get("custom_id"),
        placeholder=a.asked.get("placeholder"),
    )
    return await a.told(reply)


async def _submit(a: _Act) -> Json:
    reply = await a.person.submit(a.form(), _with_files(a.asked.get("values")))
    if reply.failed is None:
        a.forms.pop(int(a.asked["interaction"]), None)
    return await a.told(reply)


async def _close(a: _Act) -> Json:
    a.form()
    del a.forms[int(a.asked["interaction"])]
    return {}


async def _say(a: _Act) -> Json:
    given = map(_file_or_value, as_list(a.asked.get("files") or []))
    files = [f for f in given if isinstance(f, Upload)]
    reply_to = a.message("reply_to") if a.asked.get("reply_to") else None
    message = await a.person.say(a.asked["text"], a.place, files=files, reply_to=reply_to)
    return a.shown(message)


async def _edit(a: _Act) -> Json:
    return a.shown(await a.person.edit(a.message(), a.asked["text"]))


async def _delete(a: _Act) -> Json:
    await a.person.delete(a.message())
    return {}


async def _dismiss(a: _Act) -> Json:
    await a.person.dismiss(a.message())
    return {}


async def _react(a: _Act) -> Json:
    message = a.message()
    await a.person.react(message, a.asked["emoji"])
    return a.shown(message)


async def _unreact(a: _Act) -> Json:
    message = a.message()
    await a.person.unreact(message, a.asked["emoji"])
    return a.shown(message)


async def _messages(a: _Act) -> Json:
    seen = await a.person.messages(a.place)
    return {"messages": [showing.message(a.playground, m) for m in seen]}


ACTS: dict[str, Callable[[_Act], Awaitable[Json]]] = {
    "commands": _commands,
    "slash": _slash,
    "autocomplete": _autocomplete,
    "menu": _menu,
    "click": _click,
    "close": _close,
    "select": _select,
    "submit": _submit,
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "dismiss": _dismiss,
    "react": _react,
    "unreact": _unreact,
    "messages": _messages,
}
