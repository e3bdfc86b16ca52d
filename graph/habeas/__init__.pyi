"""The exports of the library, as type checkers see them."""

from habeas.analysis.custody.spells import Spell
from habeas.casefile.case_file import CaseFile
from habeas.casefile.results import StatusRow
from habeas.casefile.saved_queries import QueryResult
from habeas.casefile.view import View
from habeas.errors import (
    BadChoice,
    BadClaim,
    BadConvention,
    BadDate,
    BadFile,
    BadInput,
    BadQuery,
    CaseDamaged,
    CaseEncrypted,
    CaseLocked,
    CaseMissing,
    HabeasError,
    JournalBroken,
    NotFound,
    QueryRefused,
    StoreBroken,
)
from habeas.identity.clusters import Judgement
from habeas.model.as_of import AsOf, Audience
from habeas.model.findings import Finding
from habeas.model.load_report import LoadReport, Refusal
from habeas.model.values import Claim, Entity, Passage, Ref, Snapshot, Source, Text, When
from habeas.sparql.results import Results, Table
from habeas.storage.names import NameMatch

__all__ = [
    "AsOf",
    "Audience",
    "BadChoice",
    "BadClaim",
    "BadConvention",
    "BadDate",
    "BadFile",
    "BadInput",
    "BadQuery",
    "CaseDamaged",
    "CaseEncrypted",
    "CaseFile",
    "CaseLocked",
    "CaseMissing",
    "Claim",
    "Entity",
    "Finding",
    "HabeasError",
    "JournalBroken",
    "Judgement",
    "LoadReport",
    "NameMatch",
    "NotFound",
    "Passage",
    "QueryRefused",
    "QueryResult",
    "Ref",
    "Refusal",
    "Results",
    "Snapshot",
    "Source",
    "Spell",
    "StatusRow",
    "StoreBroken",
    "Table",
    "Text",
    "View",
    "When",
]
__version__: str
