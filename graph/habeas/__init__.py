"""habeas: a case file for people who document political detention.

    from habeas import CaseFile

    with CaseFile.open("my-case") as case:
        case.query("SELECT ?who { ?who hab:detainedAt ?where }").table()

What is exported here is the library; `__init__.pyi` beside this file gives the same names with their types. Each is
imported when first asked for, so that `habeas --help` stays quick (docs/decisions/0110).
"""

from __future__ import annotations

import importlib
from typing import Final

__version__ = "0.1.0"

_HOMES: Final = {
    "habeas.casefile": ("CaseFile",),
    "habeas.casefile.view": ("View",),
    "habeas.casefile.results": ("StatusRow",),
    "habeas.casefile.saved_queries": ("QueryResult",),
    "habeas.analysis.custody.spells": ("Spell",),
    "habeas.errors": (
        "BadChoice",
        "BadClaim",
        "BadConvention",
        "BadDate",
        "BadFile",
        "BadInput",
        "BadQuery",
        "CaseDamaged",
        "CaseEncrypted",
        "CaseLocked",
        "CaseMissing",
        "HabeasError",
        "JournalBroken",
        "NotFound",
        "QueryRefused",
        "StoreBroken",
    ),
    "habeas.identity.clusters": ("Judgement",),
    "habeas.model.load_report": ("LoadReport", "Refusal"),
    "habeas.model.values": (
        "Claim",
        "Entity",
        "Passage",
        "Ref",
        "Snapshot",
        "Source",
        "Text",
        "When",
    ),
    "habeas.model.as_of": ("AsOf", "Audience"),
    "habeas.model.findings": ("Finding",),
    "habeas.storage.names": ("NameMatch",),
    "habeas.sparql.results": ("Results", "Table"),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 the stub has it written out; tests/graph/test_front_door.py holds both equal


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
