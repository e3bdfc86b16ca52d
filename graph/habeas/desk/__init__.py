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
    adding        a claim as typed into a form, each field looked at; recording records it; prefill starts a correction
    fitting       relations and details that fit; formstuff what the form offers; dating how a date is understood; passage where words stand
    lookup        pages of descriptions, claims and facts
    roll          everybody in the file, and how custody stands with each on one day
    portrait      what a page about one name shows: its claims by topic, its neighbours
    holding       captured texts that the case holds
    listing       lists by name with a filter; the claims recorded last
    topics        what a claim is about, for a reader
    nearby        findings near one name
    things        what stands at an address: its IRI, its description as a query, its sheet

The web knows this package and `CaseFile`, and nothing below them.
"""

from habeas.chronicle import HistoryLine
from habeas.claims import dates_of
from habeas.custody import Answer as CustodyAnswer
from habeas.custody import Spell, Stretch
from habeas.desk.deciding import Made, decide
from habeas.desk.desk import Desk, NotAnswerable
from habeas.desk.holding import held_spots, held_text
from habeas.desk.judging import Judged, all_judged, judged
from habeas.desk.listing import Listed, latest, listing
from habeas.desk.lookup import EntitySheet, Fact, Page, SourceSheet
from habeas.desk.loose import LooseDesk
from habeas.desk.nearby import findings_near
from habeas.desk.patterns import Filter, Pattern
from habeas.desk.portrait import PAGE, Clocks, Neighbour, Portrait, Shown, portrait_of
from habeas.desk.roll import GROUPS, RollRow
from habeas.desk.telling import Told, Voice
from habeas.desk.terms import Value
from habeas.desk.things import RECORDS, iri_at, iri_query, sheet_at
from habeas.desk.topics import TOPICS, topic_of
from habeas.findings import Decided, Finding
from habeas.graphs import NODES, RELATIONS
from habeas.questions import Param, ParamType, Question
from habeas.reckoning import Comparison, Derived
from habeas.search import Found
from habeas.sheet import Line, Sheet
from habeas.standing import Course, StatusRow
from habeas.store.limits import Busy, Limits, NotAcceptable, QueryStopped, ReaderFailed
from habeas.store.readers import Answer
from habeas.tenures import Authority, Holding
from habeas.testimony import CountRow
from habeas.vocab import KINDS, PROPERTIES

__all__ = [
    "GROUPS",
    "KINDS",
    "NODES",
    "PAGE",
    "PROPERTIES",
    "RECORDS",
    "RELATIONS",
    "TOPICS",
    "Answer",
    "Authority",
    "Busy",
    "Clocks",
    "Comparison",
    "CountRow",
    "Course",
    "CustodyAnswer",
    "Decided",
    "Derived",
    "Desk",
    "EntitySheet",
    "Fact",
    "Filter",
    "Finding",
    "Found",
    "HistoryLine",
    "Holding",
    "Judged",
    "Limits",
    "Line",
    "Listed",
    "LooseDesk",
    "Made",
    "Neighbour",
    "NotAcceptable",
    "NotAnswerable",
    "Page",
    "Param",
    "ParamType",
    "Pattern",
    "Portrait",
    "QueryStopped",
    "Question",
    "ReaderFailed",
    "RollRow",
    "Sheet",
    "Shown",
    "SourceSheet",
    "Spell",
    "StatusRow",
    "Stretch",
    "Told",
    "Value",
    "Voice",
    "all_judged",
    "dates_of",
    "decide",
    "findings_near",
    "held_spots",
    "held_text",
    "iri_at",
    "iri_query",
    "judged",
    "latest",
    "listing",
    "portrait_of",
    "sheet_at",
    "topic_of",
]
