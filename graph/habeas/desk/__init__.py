"""A case file as a server holds it open: one writer, readers that can be ended, and look-ups by page.

    desk          the open case: its writer's thread, its head, its readers, its search tables
    checkpoints   what the readers open: the store as it was when the journal last moved
    loose         RDF files without a case, to read only
    telling       a claim with everything that goes with it in an answer: dates read, names called
    terms         RDF terms of an answer as values of the model
    patterns      filters and the pattern query -> SPARQL
    past          the same, as the file stood at an earlier moment
    lookup        pages of descriptions, claims and facts

The web knows this package and `CaseFile`, and nothing below them.
"""

from habeas.desk.desk import Desk
from habeas.desk.loose import LooseDesk
from habeas.desk.lookup import Fact, Page
from habeas.desk.patterns import Filter, Pattern
from habeas.desk.telling import Told
from habeas.desk.terms import Value
from habeas.questions import Param, ParamType, Question
from habeas.search import Found
from habeas.store.readers import Answer, Busy, Limits, NotAcceptable, QueryStopped

__all__ = [
    "Answer",
    "Busy",
    "Desk",
    "Fact",
    "Filter",
    "Found",
    "Limits",
    "LooseDesk",
    "NotAcceptable",
    "Page",
    "Param",
    "ParamType",
    "Pattern",
    "QueryStopped",
    "Question",
    "Told",
    "Value",
]
