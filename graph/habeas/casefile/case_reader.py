"""CaseReader: a case file to read, and as quick to import as that allows; commands that answer read through it."""

from __future__ import annotations

from typing import ClassVar

from habeas.casefile.reading import Reading
from habeas.casefile.reviews import Deciding
from habeas.casefile.view import Answering
from habeas.graphs.kept_text import GexfText
from habeas.storage.kept.areas import kept_areas


class CaseReader(Reading, Answering, Deciding):
    """An open case file to read: use it with `with`, or close it. `known`: the moment of a past view, empty for the
    present.
    """

    kept: ClassVar = kept_areas(GexfText())
