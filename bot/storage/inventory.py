"""Where every feature's tables are, found without naming the features."""

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType

PACKAGES = ("bot", "cogs")
BESIDE_FEATURES = ("bot.storage.commands_synced",)


def import_stores() -> tuple[ModuleType, ...]:
    """Import every store, so that `metadata` holds every table; in order of their names."""
    return tuple(importlib.import_module(name) for name in sorted(_store_names()))


def _store_names() -> set[str]:
    names: set[str] = {*BESIDE_FEATURES}
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            files = Path(folder).rglob("store.py")
            names.update(_module_name(package, file.relative_to(folder)) for file in files)
    return names


def _module_name(package: str, file: Path) -> str:
    return ".".join((package, *file.with_suffix("").parts))
