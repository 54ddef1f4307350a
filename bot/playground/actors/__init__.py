"""People who use the playground as a chat client lets them: for tests, the page and a terminal."""

from bot.playground.actors.errors import ClientError
from bot.playground.actors.options import Choice, Upload
from bot.playground.actors.people import People
from bot.playground.actors.person import Person
from bot.playground.actors.reading import Button, Select, text_of
from bot.playground.actors.reply import Modal, Reply

__all__ = [
    "Button",
    "Choice",
    "ClientError",
    "Modal",
    "People",
    "Person",
    "Reply",
    "Select",
    "Upload",
    "text_of",
]
