"""REST, one module a subject.

How to add a route: write a function of a Call in the module of its subject (or in a new one, which
is found by itself) under `@route(method, path)`, with the path and parameter names of Discord's
API description. Read the body through `bot.playground.checks.forms.Form`, which collects what is
wrong in Discord's words; ask `call.world.require(...)` for permissions; change the records; tell
the change (`world.…_changed` or `world.emit`) and note it in the audit log (`auditing.note`, with
`call.reason`); return the JSON. What people do by hand too (events, bans, threads) is a function of
who does it, in a module beside this package that the route and `bot.playground.actors` share. A
test in tests/playground shows it, and the conformance check compares request and answer with
Discord's description.
"""

import importlib
import pkgutil


def load() -> None:
    """Import every module here, so that its routes are known."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
