"""From an open case to coded records, which hold the whole case and not a view of it.

The same gate as for graphs: `disclosed` decides which claims leave, and the masker goes over every text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from habeas.errors import BadChoice, option, phrase, with_options
from habeas.formats.esf.encode import EsfCase, encode
from habeas.formats.esf.fields import EsfFile, EsfRecord
from habeas.formats.esf.fit import fitted
from habeas.graphs.inputs import Filters, Inputs, disclosed
from habeas.model.disclosure import DisclosurePolicy

WHOLE: Final = "full"
_OF_GRAPHS: Final = {
    **{name: option(name) for name in ("on", "types", "relations", "at", "ego", "most")},
    "since": option("from"),
    "until": option("to"),
    "ongoing_until": option("ongoing-until"),
    "sayings": option("with-sayings"),
    "measures": option("measures"),
}
"""What chooses nodes and lines of a graph."""


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """The records of a case, and what a reader must know of them."""

    file: EsfFile
    notes: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many records there are, those inside others too."""
        return sum(map(_count, self.file.records))


def require_whole(view: str, options: dict[str, object], name: str) -> None:
    """Raise BadChoice for a view, or for an option that chooses a part of a graph."""
    if view != WHOLE:
        advice = with_options(f"Leave out {{view}}, or say {WHOLE}.")
        raise BadChoice(
            where=option("view"),
            why=phrase("%(name)s holds records of the whole case, not a view", name=name),
            next=advice,
        )
    chosen = [name for key, name in _OF_GRAPHS.items() if options.get(key)]
    chosen += [option(key.replace("_", "-")) for key in ("min_sources", "steps") if options.get(key, 1) != 1]
    if chosen:
        why = phrase("%(name)s holds records of the whole case, and this chooses a part of a graph", name=name)
        advice = with_options("Leave it out. {by}, {credibility}, {sensitivity} and {redact} may stay.")
        raise BadChoice(where=chosen[0], why=why, next=advice)


def records_of(inputs: Inputs, filters: Filters, policy: DisclosurePolicy) -> CaseRecords:
    """The records that may leave."""
    shown, _, masker, withheld = disclosed(inputs, filters, policy)
    used = {claim.source for claim in shown.claims}

    def whole(address: str) -> str:
        """An address without a part of it leads nowhere."""
        return address if masker.mask(address) == address else ""

    case = EsfCase(
        claims=shown.claims,
        entities={ref: replace(e, same_as=tuple(filter(whole, e.same_as))) for ref, e in shown.entities.items()},
        sources={ref: replace(s, url=whole(s.url)) for ref, s in shown.sources.items() if ref in used},
        conventions=shown.conventions,
        title=shown.title,
        recorded=shown.recorded,
        lang=shown.lang,
    )
    file = fitted(encode(case), masker.mask)
    return CaseRecords(file, tuple(_notes(file, filters, withheld)))


def _notes(file: EsfFile, filters: Filters, withheld: int) -> Iterator[str]:
    if not file.records:
        yield "Nothing in this case file fits, so this file is empty."
    yield f"Sensitivity: {filters.sensitivity}. Claims withheld: {withheld}."
    if filters.redact:
        yield "People and others who must not be named stand under pseudonyms, the same in every file from this case."
    yield from filters.sentences()
    if file.gaps:
        every = "; ".join(f"{gap} ({count})" if count > 1 else gap for gap, count in sorted(file.gaps.items()))
        yield f"Without a field or a code in these formats, and so only in the remarks: {every}."


def _count(record: EsfRecord) -> int:
    return 1 + sum(map(_count, record.inside))
