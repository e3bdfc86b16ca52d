"""Whether a claim fits: the vocabulary, its document, and itself.

Refused here, before anything is recorded: a relation between kinds of things it is not for, a place outside the text,
a period that ends before it begins, a least number above the greatest. What only looks doubtful is recorded and left to
the checks. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from habeas.errors import BadClaim, Phrase
from habeas.model.claims import ReadClaim
from habeas.model.values import Assertion, Claim, Ref, Source
from habeas.vocab import KINDS, PROPERTIES, Origin, Property

CONNECTS: Final = Phrase(
    "The vocabulary shows what each relation connects.", "`habeas words` shows what each relation connects."
)


def require_fit(read: ReadClaim, source: Source) -> None:
    """Raise BadClaim with the first thing that does not fit."""
    _kinds_fit(read.claim)
    _details_fit(read)
    _places_fit(read.claim, source)
    _dates_fit(read)
    _numbers_fit(read.claim)
    _assertion_fits(read)


def described_refs(read: ReadClaim) -> Iterator[Ref]:
    """The names in a claim that must have been described before.

    People, bodies, places; not events, which claims make.
    """
    spoken = [read.claim.speaker, *(step.by for step in read.claim.chain if step.by)]
    for ref in (*read.mentions, *spoken):
        if KINDS[ref.kind].origin in {Origin.DESCRIBED, Origin.SOURCE}:
            yield ref


def fits_kind(kind: str, wanted: Iterable[str]) -> bool:
    """True when a thing of this kind is one of those allowed; an empty list allows any."""
    allowed = set(wanted)
    return not allowed or kind in allowed or bool(allowed.intersection(KINDS[kind].parents))


def _names(kinds: Iterable[str]) -> str:
    return " or ".join(KINDS[kind].label.lower() for kind in kinds)


def _kinds_fit(claim: Claim) -> None:
    prop = PROPERTIES[claim.relation]
    if not prop.is_relation:
        raise BadClaim(
            where="claim", why=f"“{prop.name}” is a detail, not a relation", next="Put it as a key of a claim."
        )
    if not fits_kind(claim.subject.kind, prop.domain):
        why = f"{prop.name} is said of {_names(prop.domain)}, which {claim.subject} is not"
        raise BadClaim(where="claim", why=why, next=CONNECTS)
    _object_fits(prop, claim.object, "claim")
    if claim.event is not None and claim.event.kind != prop.makes:
        why = f"{prop.name} makes {prop.makes or 'no event'}, but the event given is {claim.event}"
        raise BadClaim(where="event", why=why)


def _object_fits(prop: Property, value: object, where: str) -> None:
    if isinstance(value, Ref) and not fits_kind(value.kind, prop.kinds):
        why = f"{prop.name} takes {_names(prop.kinds)}, which {value} is not"
        raise BadClaim(where=where, why=why, next=CONNECTS)


def _details_fit(read: ReadClaim) -> None:
    about = read.node
    for name, value in read.claim.details:
        prop = PROPERTIES[name]
        if about is None:
            why = f"{name} describes an event or a count, and this claim has none"
            raise BadClaim(
                where=name, why=why, next="Use a relation that makes one, such as detainedAt, or leave it out."
            )
        if not fits_kind(about.kind, prop.domain):
            raise BadClaim(where=name, why=f"{name} is said of {_names(prop.domain)}, which {about} is not")
        _object_fits(prop, value, name)
        _role_fits(read, name, value)


def _role_fits(read: ReadClaim, name: str, value: object) -> None:
    """A short form says who it is about and what kind of relation it is; a detail cannot contradict it."""
    short = PROPERTIES[read.claim.relation]
    said: dict[str, object] = {}
    if read.node != read.claim.subject:
        said = {short.subject_role or "": read.claim.subject, **dict(short.fixed)}
    if said.get(name, value) != value:
        raise BadClaim(
            where=name,
            why=f"the claim itself already makes {name} {said[name]}",
            next="Leave it out, or record another claim.",
        )


def _places_fit(claim: Claim, source: Source) -> None:
    length = source.snapshot.characters if source.snapshot else None
    for passage in claim.passages:
        if length is not None and passage.end > length:
            why = f"the place {passage.start}-{passage.end} lies outside the text, which has {length} characters"
            raise BadClaim(where="at", why=why, next="Count characters from 0 in the captured text.")


def _dates_fit(read: ReadClaim) -> None:
    ends = [when.read(read.conventions) for when in read.dates.get("ended", ())]
    for began in (when.read(read.conventions) for when in read.dates.get("began", ())):
        for ended in ends:
            if began.earliest and ended.latest and began.earliest > ended.latest:
                why = f"it ends ({ended.text}) before it begins ({began.text})"
                raise BadClaim(where="ended", why=why, next="Check both dates in the source.")


def _numbers_fit(claim: Claim) -> None:
    numbers = {name: value for name, value in claim.details if isinstance(value, int)}
    lower, upper = numbers.get("lower"), numbers.get("upper")
    if lower is not None and upper is not None and lower > upper:
        raise BadClaim(where="lower", why=f"the least number ({lower}) is above the greatest ({upper})")


def _assertion_fits(read: ReadClaim) -> None:
    claim = read.claim
    if claim.assertion == Assertion.ASSERTED and not read.stands:
        why = f"a {claim.polarity} claim of this relation, said as {claim.modality}, cannot stand as a fact"
        raise BadClaim(where="assertion", why=why, next="Leave assertion: out; it only lowers.")
