"""habeas: a case file for people who document political detention.

`habeas.CaseFile` is the library's front door; it is fetched when first asked for, so that `habeas --help` stays quick.
"""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["CaseFile"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "CaseFile":
        return importlib.import_module("habeas.casefile.casefile").CaseFile
    raise AttributeError(name)
