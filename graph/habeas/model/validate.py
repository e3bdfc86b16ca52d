"""Whether a claim fits: the vocabulary, its document, and itself.

Refused here, before anything is recorded: a relation between kinds of things it is not for, a place outside the text,
a period that ends before it begins, a least number above the greatest. What only looks doubtful is recorded and left to
the checks. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from habeas.errors import BadClaim, Phrase, phrase
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
            where="claim",
            why=phrase("“%(name)s” is a detail, not a relation", name=prop.name),
            next="Put it as a key of a claim.",
        )
    if not fits_kind(claim.subject.kind, prop.domain):
        why = phrase(
            "%(name)s is said of %(domain)s, which %(subject)s is not",
            name=prop.name,
            domain=_names(prop.domain),
            subject=claim.subject,
        )
        raise BadClaim(where="claim", why=why, next=CONNECTS)
    _object_fits(prop, claim.object, "claim")
    if claim.event is not None and claim.event.kind != prop.makes:
        why = phrase(
            "%(name)s makes %(value)s, but the event given is %(event)s",
            name=prop.name,
            value=prop.makes or "no event",
            event=claim.event,
        )
        raise BadClaim(where="event", why=why)


def _object_fits(prop: Property, value: object, where: str) -> None:
    if isinstance(value, Ref) and not fits_kind(value.kind, prop.kinds):
        why = phrase(
            "%(name)s takes %(kinds)s, which %(value)s is not", name=prop.name, kinds=_names(prop.kinds), value=value
        )
        raise BadClaim(where=where, why=why, next=CONNECTS)


def _details_fit(read: ReadClaim) -> None:
    about = read.node
    for name, value in read.claim.details:
        prop = PROPERTIES[name]
        if about is None:
            why = phrase("%(name)s describes an event or a count, and this claim has none", name=name)
            raise BadClaim(
                where=name, why=why, next="Use a relation that makes one, such as detainedAt, or leave it out."
            )
        if not fits_kind(about.kind, prop.domain):
            raise BadClaim(
                where=name,
                why=phrase(
                    "%(name)s is said of %(domain)s, which %(about)s is not",
                    name=name,
                    domain=_names(prop.domain),
                    about=about,
                ),
            )
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
            why=phrase("the claim itself already makes %(name)s %(said)s", name=name, said=said[name]),
            next="Leave it out, or record another claim.",
        )


def _places_fit(claim: Claim, source: Source) -> None:
    length = source.snapshot.characters if source.snapshot else None
    for passage in claim.passages:
        if length is not None and passage.end > length:
            why = phrase(
                "the place %(start)s-%(end)s lies outside the text, which has %(length)s characters",
                start=passage.start,
                end=passage.end,
                length=length,
            )
            raise BadClaim(where="at", why=why, next="Count characters from 0 in the captured text.")


def _dates_fit(read: ReadClaim) -> None:
    ends = [when.read(read.conventions) for when in read.dates.get("ended", ())]
    for began in (when.read(read.conventions) for when in read.dates.get("began", ())):
        for ended in ends:
            if began.earliest and ended.latest and began.earliest > ended.latest:
                why = phrase("it ends (%(ended)s) before it begins (%(began)s)", ended=ended.text, began=began.text)
                raise BadClaim(where="ended", why=why, next="Check both dates in the source.")


def _numbers_fit(claim: Claim) -> None:
    numbers = {name: value for name, value in claim.details if isinstance(value, int)}
    lower, upper = numbers.get("lower"), numbers.get("upper")
    if lower is not None and upper is not None and lower > upper:
        raise BadClaim(
            where="lower",
            why=phrase("the least number (%(lower)s) is above the greatest (%(upper)s)", lower=lower, upper=upper),
        )


def _assertion_fits(read: ReadClaim) -> None:
    claim = read.claim
    if claim.assertion == Assertion.ASSERTED and not read.stands:
        why = phrase(
            "a %(polarity)s claim of this relation, said as %(modality)s, cannot stand as a fact",
            polarity=claim.polarity,
            modality=claim.modality,
        )
        raise BadClaim(where="assertion", why=why, next="Leave assertion: out; it only lowers.")
