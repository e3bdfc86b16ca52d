"""The exports of the library, as type checkers see them."""

from habeas.analysis.custody import Spell as Spell
from habeas.casefile import CaseFile as CaseFile
from habeas.casefile.custody_service import StatusRow as StatusRow
from habeas.casefile.saved_queries import Answered as Answered
from habeas.errors import (
    BadChoice as BadChoice,
)
from habeas.errors import (
    BadClaim as BadClaim,
)
from habeas.errors import (
    BadConvention as BadConvention,
)
from habeas.errors import (
    BadDate as BadDate,
)
from habeas.errors import (
    BadFile as BadFile,
)
from habeas.errors import (
    BadInput as BadInput,
)
from habeas.errors import (
    BadQuery as BadQuery,
)
from habeas.errors import (
    CaseDamaged as CaseDamaged,
)
from habeas.errors import (
    CaseLocked as CaseLocked,
)
from habeas.errors import (
    CaseMissing as CaseMissing,
)
from habeas.errors import (
    HabeasError as HabeasError,
)
from habeas.errors import (
    JournalBroken as JournalBroken,
)
from habeas.errors import (
    NotFound as NotFound,
)
from habeas.errors import (
    QueryRefused as QueryRefused,
)
from habeas.errors import (
    StoreBroken as StoreBroken,
)
from habeas.identity.clusters import Judgement as Judgement
from habeas.model import (
    Claim as Claim,
)
from habeas.model import (
    Entity as Entity,
)
from habeas.model import (
    LoadReport as LoadReport,
)
from habeas.model import (
    Passage as Passage,
)
from habeas.model import (
    Ref as Ref,
)
from habeas.model import (
    Refusal as Refusal,
)
from habeas.model import (
    Snapshot as Snapshot,
)
from habeas.model import (
    Source as Source,
)
from habeas.model import (
    Text as Text,
)
from habeas.model import (
    When as When,
)
from habeas.model.findings import Finding as Finding
from habeas.sparql.results import Results as Results
from habeas.sparql.results import Table as Table

__version__: str
