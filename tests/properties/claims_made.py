"""Made-up claims of every shape the vocabulary allows, for the property tests."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st
from tests.builders import HASH

from habeas.model.values import Claim, Passage, Ref, Snapshot, Source, Step, Text, Value, When
from habeas.vocab import KINDS, PROPERTIES, SCHEMES, Origin, Property, Range

SOURCE = Source(ref=Ref("doc", "letter"), snapshot=Snapshot(sha256=HASH, characters=10_000))
SLUGS = ("a", "ana-ruiz", "x_1.2~y", "مريم", "李明", "हिन्दी", "Ñandú")
DATES = (
    "2025",
    "2025-06",
    "2025-06-30",
    "2025~",
    "2025-06?",
    "2025-01/2025-03",
    "[2025-01-05..2025-01-09]",
    "[2024,2025]",
    "2025-01-05/..",
    "../2025-01-05",
)
EXACT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
"""Any words at all: quotation marks, newlines, signs that print nothing, every script."""
WORDS = EXACT.map(lambda text: unicodedata.normalize("NFC", text))
TEXTS = st.builds(Text, WORDS, st.sampled_from(["", "es", "en", "pt-br", "zh-hant", "ar"]))
WHENS = st.sampled_from(DATES).map(lambda text: When(edtf=text))
RELATIONS = sorted(name for name, prop in PROPERTIES.items() if prop.is_relation)
DETAILS = sorted(name for name, prop in PROPERTIES.items() if prop.is_detail)


def refs(*kinds: str) -> st.SearchStrategy[Ref]:
    """Names of these kinds, or of any."""
    return st.builds(Ref, st.sampled_from(kinds or tuple(sorted(KINDS))), st.sampled_from(SLUGS))


def values(prop: Property) -> st.SearchStrategy[Value]:
    """What a property may have for a value."""
    match prop.range:
        case Range.ENTITY:
            return refs(*prop.kinds)
        case Range.CONCEPT:
            return st.sampled_from(sorted(SCHEMES[prop.scheme or ""]))
        case Range.TEXT:
            return TEXTS
        case Range.DATE:
            return WHENS
        case Range.INTEGER:
            return st.integers(0, 10**17)
        case Range.BOOLEAN:
            return st.booleans()
        case Range.DATETIME:
            return st.sampled_from(["2026-01-12T10:14:00-05:00", "2026-01-12T10:14:00Z", "2026-01-12T10:14:00.5"])
    return WORDS


def codes(scheme: str, default: str = "") -> st.SearchStrategy[str]:
    """A code of a list, most often the default."""
    return st.just(default) | st.sampled_from(sorted(SCHEMES[scheme]))


STEPS = st.builds(
    Step,
    by=st.none() | refs("person", "org"),
    role=st.just("") | EXACT,
    connection=codes("SourceConnection"),
    via=st.just("") | EXACT,
    unsure=st.booleans(),
)
PASSAGES = st.tuples(st.integers(0, 5_000), st.integers(1, 5_000)).map(lambda two: Passage(two[0], two[0] + two[1]))


@st.composite
def claims(draw: st.DrawFn, claim_id: str = "A1") -> Claim:
    """A claim that keeps to the vocabulary. Its dates may contradict one another: that is not what is tested here."""
    prop = PROPERTIES[draw(st.sampled_from(RELATIONS))]
    subject = draw(
        refs(*(kind for kind in prop.domain or ("person", "org", "event") if KINDS[kind].origin is not Origin.SYSTEM))
    )
    own = KINDS[subject.kind].origin is Origin.CLAIMED
    made = prop.makes if subject.kind == "person" else None
    node = subject.kind if own else made
    given: list[tuple[str, Value]] = []
    for name in draw(st.lists(st.sampled_from(DETAILS), max_size=4)) if node else ():
        detail = PROPERTIES[name]
        kinds = {node or "", *KINDS[node or ""].parents}
        if (not detail.domain or kinds & set(detail.domain)) and (own or name not in _told(prop)):
            given.append((name, draw(values(detail))))
    return Claim(
        id=claim_id,
        source=SOURCE.ref,
        snapshot=draw(st.sampled_from(["", HASH])),
        subject=subject,
        relation=prop.name,
        object=draw(values(prop)),
        event=draw(st.none() | refs(made)) if made and not own else None,
        details=tuple(given),
        on=draw(st.none() | WHENS) if prop.range is not Range.DATE or node else None,
        speaker=draw(refs("person", "org")),
        chain=tuple(draw(st.lists(STEPS, max_size=3))),
        said=draw(WHENS),
        passages=tuple(draw(st.lists(PASSAGES, max_size=3))),
        paragraph=draw(st.just("") | EXACT),
        quote=draw(st.just("") | EXACT),
        modality=draw(codes("Modality", "reported-fact")),
        polarity=draw(codes("Polarity", "positive")),
        hedge=draw(codes("Hedge")),
        hedge_words=draw(st.just("") | EXACT),
        assertion=draw(st.sampled_from(["", "", "described-only"])),
        credibility=draw(codes("Credibility")),
        sensitivity=draw(codes("Sensitivity")),
        basis=draw(codes("TimeBasis")),
        anchor=draw(st.none() | refs("claim", "event")),
        about=tuple(draw(st.lists(refs("person", "place"), max_size=2))),
        note=draw(st.none() | TEXTS),
    )


def _told(prop: Property) -> set[str]:
    """Roles of the node that the short form itself fills."""
    return {prop.subject_role or "", *(name for name, _ in prop.fixed)}
