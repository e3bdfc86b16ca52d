"""Claims and evidence for tests of what claims amount to: everything is defaulted, a test says only what matters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from habeas.analysis.custody.answer import CustodyStatus
from habeas.analysis.custody.timeline import status_of
from habeas.analysis.evidence import evidence_of
from habeas.analysis.people import people
from habeas.analysis.values import Evidence
from habeas.model.canonical import identified
from habeas.model.values import Claim, Ref, Text, Value, When
from habeas.vocab import PROPERTIES, Range

WHO = "person:ana"
DOC = Ref("doc", "page")


def told(
    subject: str,
    relation: str,
    object_: Value | str,
    *,
    id: str = "",
    by: str = "org:paper",
    said: str = "2027-01-01",
    event: str = "",
    on: str = "",
    **details: str | bool | int | tuple[str, ...],
) -> Claim:
    """A claim in short: names as `kind:slug`, dates as EDTF text. `by` said it on `said`."""
    claim = Claim(
        id=id,
        source=DOC,
        subject=Ref.parse(subject),
        relation=relation,
        object=_value(relation, object_),
        event=Ref.parse(event) if event else None,
        speaker=Ref.parse(by),
        said=When(edtf=said),
        on=When(edtf=on) if on else None,
        details=tuple(
            (name, _value(name, one))
            for name, value in details.items()
            for one in (value if isinstance(value, tuple) else (value,))
        ),
    )
    return identified(claim)[0]


def _value(name: str, value: Value | str) -> Value:
    if not isinstance(value, str):
        return value
    match PROPERTIES[name].range:
        case Range.ENTITY:
            return Ref.parse(value)
        case Range.DATE:
            return When(edtf=value)
        case Range.TEXT:
            return Text(value)
    return value


def rows(*claims: Claim) -> list[Evidence]:
    """The evidence of some claims."""
    return [row for claim in claims for row in evidence_of(claim)]


def status(claims: Iterable[Claim], day: str, person: str = WHO) -> CustodyStatus:
    """One person's status on a day, from claims alone."""
    return status_of(person, people(rows(*claims)).get(person, []), date.fromisoformat(day))
