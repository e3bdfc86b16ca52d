"""Reading: what every case file that is open to be read offers, whatever it offers besides.

`CaseReader` is this alone, `QuestionReader` asks the saved questions too, `CaseFile` does all (docs/decisions/0405).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Final, Self

from habeas.casefile.case_settings import Settling
from habeas.casefile.dossier import Teller
from habeas.casefile.history import HistoryLine, history_line
from habeas.casefile.results import Line, Sheet
from habeas.model.as_of import stamp
from habeas.sparql.guard import require_harmless
from habeas.sparql.results import Results
from habeas.sparql.slow_shapes import SlowShape, slow_shapes
from habeas.sparql.unknown_terms import UnknownTerm, unknown_terms
from habeas.storage.contract import KeptAnswers
from habeas.storage.journal.reader import read
from habeas.storage.workspace import Workspace
from habeas.vocab import PREFIXES

Clock = Callable[[], str]


def utc_now() -> str:
    """The present moment as it is written in the journal."""
    return stamp(datetime.now(UTC))


LARGE: Final = 2_000
"""Claims of a file up to which no query takes long enough to be told why."""


class Reading(Settling):
    """An open case file to read. `kept` is what is kept of it beside its index."""

    kept: ClassVar[KeptAnswers]

    @classmethod
    def open(cls, folder: Path | str, *, write: bool = False, clock: Clock = utc_now) -> Self:
        """Open a case file, to read unless `write`. Raises CaseMissing, CaseLocked, CaseDamaged."""
        return cls(Workspace.open(Path(folder), clock, cls.kept, write=write))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def show(self, name: str, lang: str = "en") -> Sheet:
        """Everything about one person, facility, organization, document or claim, with its sources. Raises NotFound."""
        return Teller(self.views, lang).sheet(self.get(name))

    def claims(
        self, *, about: str = "", speaker: str = "", source: str = "", status: str = "live", lang: str = "en"
    ) -> Iterator[Line]:
        """Claims as lines, in the order they were recorded; names as `get` takes them, and all that were judged the
        same. An empty status means all.
        """
        asked = (("about", about), ("speaker", speaker), ("source", source))
        refs = {key: self.names(name) for key, name in asked if name}
        teller = Teller(self.views, lang)
        return (teller.line(row) for row in list(self.views.index.claims(status=status, **refs)))

    def summary(self) -> dict[str, int]:
        """How much is in the file: claims by status, and descriptions by kind."""
        found = {f"claims {status}": number for status, number in sorted(self.views.index.count().items())}
        for body in self.views.index.entities():
            kind = body["ref"].partition(":")[0]
            found[kind] = found.get(kind, 0) + 1
        return found

    def query(self, sparql: str) -> Results:
        """Answer a SPARQL 1.1 query.

        The prefixes hab:, skos:, prov:, id: … are ready. Raises BadQuery or QueryRefused.
        """
        require_harmless(sparql)
        return self.views.store.query(sparql, prefixes={**dict(PREFIXES), "id": self.settings.base})

    def unknown_terms(self, sparql: str) -> tuple[UnknownTerm, ...]:
        """The names in a query that neither the vocabulary nor the file has: such a pattern finds nothing."""
        return unknown_terms(sparql, self.views.store, self.settings.base)

    def query_warnings(self, sparql: str) -> tuple[UnknownTerm | SlowShape, ...]:
        """What is told beside the answer to a query: names that nothing has, and in a large file why it takes long."""
        large = sum(self.views.index.count().values()) > LARGE
        return (*self.unknown_terms(sparql), *(slow_shapes(sparql) if large else ()))

    def history(self, name: str = "", lang: str = "en") -> Iterator[HistoryLine]:
        """Every operation, or those on one name, oldest first."""
        teller = Teller(self.views, lang)
        if name:
            yield from (history_line(operation, teller) for operation in self.views.operations(str(self.get(name))))
            return
        until = self.known or None
        yield from (history_line(entry.operation, teller) for entry in read(self.folder / "journal", until=until))
