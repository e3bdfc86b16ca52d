"""What questions are answered with, and what can be asked for: the values of lower rooms that a door shows, in one
place.

A door (HTTP, pages) imports from `habeas.casefile` and from nothing below it but the model.
"""

from habeas.analysis.custody.answer import CustodyAnswer
from habeas.analysis.custody.course import Stretch
from habeas.analysis.custody.spells import Spell
from habeas.analysis.figures.compare import Comparison
from habeas.analysis.figures.derived import Derived
from habeas.analysis.offices import Authority, Holding
from habeas.formats.style import LOOKS, OTHER, TYPES
from habeas.graphs.options import NODES, RELATIONS
from habeas.identity.clusters import Judgement
from habeas.sparql.patterns import Filter, Pattern, TermValue
from habeas.sparql.saved.questions import Param, ParamType, Question
from habeas.storage.name_table import SearchHit

__all__ = [
    "LOOKS",
    "NODES",
    "OTHER",
    "RELATIONS",
    "TYPES",
    "Authority",
    "Comparison",
    "CustodyAnswer",
    "Derived",
    "Filter",
    "Holding",
    "Judgement",
    "Param",
    "ParamType",
    "Pattern",
    "Question",
    "SearchHit",
    "Spell",
    "Stretch",
    "TermValue",
]
