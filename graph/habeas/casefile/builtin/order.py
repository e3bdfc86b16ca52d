"""What happened when: one life in order, and which of several things came first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations, product
from typing import Final, NamedTuple

from habeas.analysis.checks.claim_set import check
from habeas.casefile.builtin.context import NOT_STATED, AnswerRow, AnswerTable, Inquiry, ids
from habeas.dates.edtf import DateOrder, Edtf, order, parse
from habeas.dates.format import in_words
from habeas.errors import BadChoice
from habeas.model.claims import assertion_of, dates_of, node_of, on_property, valid_time
from habeas.model.values import Assertion, Claim, Ref
from habeas.vocab import KINDS

SEPARATOR = ";"
STRAINS = tuple(f"C{number:02}" for number in range(1, 9))
"""Checks on the dates, the custody and the life of one person."""


def timeline(asked: Inquiry) -> AnswerTable:
    """Every claim about a person in the order of the first possible day."""
    person = asked.ref("person")
    assert person  # noqa: S101 a needed parameter
    told = [(claim, valid_time(claim, asked.conventions)) for claim in asked.about(person)]
    told.sort(key=lambda pair: (_first(pair[1]), _last(pair[1]), pair[0].id))
    columns = ("earliest", "latest", "when", "what", "as", "speaker", "speakerName", "claims")
    found = check(asked.claim_set, rules=STRAINS, lang=asked.teller.lang)
    strained = tuple(f"{f.severity}: {f.question}" for f in found if str(person) in f.about)
    return AnswerTable(columns, [_event(asked, claim, whole) for claim, whole in told], strained)


def _first(whole: Edtf | None) -> date:
    """Claims without a beginning are sorted by their end, those without a date last."""
    return (whole.earliest or whole.latest or date.max) if whole else date.max


def _last(whole: Edtf | None) -> date:
    return (whole.latest or date.max) if whole else date.max


def _event(asked: Inquiry, claim: Claim, whole: Edtf | None) -> AnswerRow:
    stands = assertion_of(claim) is Assertion.ASSERTED
    return (
        whole.earliest if whole else None,
        whole.latest if whole else None,
        in_words(whole, asked.teller.lang) if whole else NOT_STATED,
        asked.teller.sentence(claim),
        "fact" if stands else "said",
        claim.speaker,
        asked.label(claim.speaker),
        (claim.id,),
    )


# -- order


class Happening(NamedTuple):
    """Something that happened: its name, what it is called, and its day as each claim gives it."""

    ref: Ref
    label: str
    told: tuple[tuple[str, Edtf], ...]

    @property
    def first(self) -> date:
        """Its first possible day by any claim."""
        return min((edtf.earliest or date.min for _, edtf in self.told), default=date.max)

    @property
    def words(self) -> str:
        """Its days as given."""
        return " / ".join(dict.fromkeys(edtf.text for _, edtf in self.told)) or NOT_STATED


def in_order(asked: Inquiry) -> AnswerTable:
    """Each two of the things, the one with the earlier first possible day first. Raises NotFound, BadChoice."""
    names = [name.strip() for name in asked.text("things").split(SEPARATOR) if name.strip()]
    if len(names) <= 1:
        raise BadChoice(where="things", why="give two or more", next="things='event:a; release:b; claim:N035'")
    things = sorted((_thing(asked, name) for name in names), key=lambda thing: thing.first)
    columns = ("first", "firstName", "firstWhen", "order", "second", "secondName", "secondWhen", "claims")
    return AnswerTable(columns, [_pair(one, other) for one, other in combinations(things, 2)])


def _thing(asked: Inquiry, name: str) -> Happening:
    ref = asked.case.get(name)
    if ref.kind == "claim":
        found = asked.views.claim(ref.slug)
        claims = [found[0]] if found else []
    else:
        claims = [claim for claim in asked.about(ref) if node_of(claim) in asked.clusters.names(ref)]
    told = [(claim.id, day) for claim in claims for day in _own_days(asked, claim)]
    told = told or [(claim.id, day) for claim in claims for day in _days_by(asked, claim)]
    return Happening(ref, asked.label(ref), tuple(told))


def _own_days(asked: Inquiry, claim: Claim) -> list[Edtf]:
    """When it happened, or began: what lasts comes into the order with its beginning."""
    dates = dates_of(claim)
    names = ("began", "occurred", *((on_property(claim),) if not _lasts(claim) else ()))
    found = next((dates[name] for name in names if name in dates), ())
    return [when.read(asked.conventions) for when in found]


def _days_by(asked: Inquiry, claim: Claim) -> list[Edtf]:
    """For want of a beginning: it had begun by the last day on which it is said to have been so, or to have ended."""
    whole = valid_time(claim, asked.conventions)
    if whole is None:
        return []
    if not _lasts(claim) or whole.latest is None:
        return [whole]
    return [parse(f"[..{whole.latest.isoformat()}]")]


def _lasts(claim: Claim) -> bool:
    """True for a claim about a state, which has a beginning."""
    node = node_of(claim)
    return node is not None and KINDS[node.kind].time == "asOf"


def _pair(one: Happening, other: Happening) -> AnswerRow:
    ways = [order(a, b) for (_, a), (_, b) in product(one.told, other.told)]
    claims = ids(claim for thing in (one, other) for claim, _ in thing.told)
    return one.ref, one.label, one.words, _together(ways), other.ref, other.label, other.words, claims


def _together(ways: Sequence[DateOrder]) -> str:
    """One word for what several claims say of two things: what is certain by one claim, unless another claim says
    otherwise.
    """
    found = set(ways)
    if not found:
        return NOT_STATED
    if {DateOrder.BEFORE, DateOrder.AFTER} <= found:
        return "contested"
    for certain in (DateOrder.BEFORE, DateOrder.AFTER, DateOrder.SAME_DAY):
        if certain in found:
            return certain.value.replace("-", " ")
    return found.pop().value.replace("-", " ") if len(found) == 1 and DateOrder.UNCLEAR not in found else "not certain"


ANSWERS: Final = {
    "in-order": in_order,
    "timeline": timeline,
}
"""The questions answered here, by name."""
