"""The front door of a case file: `CaseFile`, and the use cases behind it.

What is exported is imported when first asked for: a command that only reads needs no more than
`habeas.casefile.case_reader` (docs/decisions/0405). `__init__.pyi` beside this file gives the names with their types.
"""

from __future__ import annotations

import importlib
from typing import Final

_HOMES: Final = {"CaseFile": "case_file", "Clock": "reading", "utc_now": "reading"}

__all__ = sorted(_HOMES)  # noqa: PLE0605 the stub has it written out; tests/graph/test_front_door.py holds both equal


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
