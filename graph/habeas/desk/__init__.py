"""A case file as a server holds it open: one writer, readers that can be ended, and look-ups by page.

    desk          the open case: its writer's thread, its head, its readers, its search tables
    clerk         what takes the whole case to answer, done in a reader process
    checkpoints   what the readers open: the store as it was when the journal last moved
    loose         RDF files without a case, to read only
    telling       a claim with everything that goes with it in an answer: dates read, names called
    terms         RDF terms of an answer as values of the model
    patterns      filters and the pattern query -> SPARQL
    past          the same, as the file stood at an earlier moment
    judging       judgements for an answer
    deciding      decisions on findings; decidable finds the finding in a reader process
    lookup        pages of descriptions, claims and facts
    things        what stands at an address: its IRI, its description as a query, its sheet

The web knows this package and `CaseFile`, and nothing below them.
"""

from habeas.custody import Answer as CustodyAnswer
from habeas.desk.deciding import Made, decide
from habeas.desk.desk import Desk, NotAnswerable
from habeas.desk.judging import Judged, all_judged, judged
from habeas.desk.lookup import EntitySheet, Fact, Page, SourceSheet
from habeas.desk.loose import LooseDesk
from habeas.desk.patterns import Filter, Pattern
from habeas.desk.telling import Told
from habeas.desk.terms import Value
from habeas.desk.things import RECORDS, iri_at, iri_query, sheet_at
from habeas.findings import Decided, Finding
from habeas.graphs import NODES, RELATIONS
from habeas.questions import Param, ParamType, Question
from habeas.reckoning import Comparison, Derived
from habeas.search import Found
from habeas.sheet import Line, Sheet
from habeas.standing import StatusRow
from habeas.store.limits import Busy, Limits, NotAcceptable, QueryStopped, ReaderFailed
from habeas.store.readers import Answer
from habeas.testimony import CountRow

__all__ = [
    "NODES",
    "RECORDS",
    "RELATIONS",
    "Answer",
    "Busy",
    "Comparison",
    "CountRow",
    "CustodyAnswer",
    "Decided",
    "Derived",
    "Desk",
    "EntitySheet",
    "Fact",
    "Filter",
    "Finding",
    "Found",
    "Judged",
    "Limits",
    "Line",
    "LooseDesk",
    "Made",
    "NotAcceptable",
    "NotAnswerable",
    "Page",
    "Param",
    "ParamType",
    "Pattern",
    "QueryStopped",
    "Question",
    "ReaderFailed",
    "Sheet",
    "SourceSheet",
    "StatusRow",
    "Told",
    "Value",
    "all_judged",
    "decide",
    "iri_at",
    "iri_query",
    "judged",
    "sheet_at",
]
