"""What may be shown to whom, and what takes withheld names out of texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import a_claim, a_source, an_entity

from habeas.graphs.inputs import Filters, Inputs, disclosed, redacted
from habeas.model.disclosure import LEVELS, DisclosurePolicy
from habeas.model.masking import TextMasker
from habeas.model.values import Claim, Ref, Text

ANA, PRESS, SPEAKER = Ref("person", "ana-ruiz"), Ref("org", "hidden-press"), Ref("org", "radio")
WORDS_OF_HERS = "Ana Ruiz told us where"


def inputs_with(*claims: Claim, sensitive: Ref | None = None, publisher: Ref | None = None) -> Inputs:
    source = replace(a_source(), publisher=publisher)
    claims = tuple(replace(claim, source=source.ref) for claim in claims)
    entities = {sensitive: an_entity(str(sensitive), "Hidden Press", sensitivity="restricted")} if sensitive else {}
    return Inputs(claims=claims, entities=entities, sources={source.ref: source})


@pytest.mark.parametrize("sensitivity", ["restricted", "sealed"])
def test_a_claim_in_a_document_of_a_restricted_publisher_is_withheld(sensitivity: str) -> None:
    inputs = inputs_with(a_claim(speaker=SPEAKER), sensitive=PRESS, publisher=PRESS)
    inputs = replace(inputs, entities={PRESS: replace(inputs.entities[PRESS], sensitivity=sensitivity)})
    shown, _, _, withheld = disclosed(inputs, Filters(), inputs.policy("public"))
    assert (shown.claims, withheld) == ((), 1)
    allowed, _, _, withheld = disclosed(inputs, Filters(sensitivity=sensitivity), inputs.policy(sensitivity))
    assert (len(allowed.claims), withheld) == (1, 0)


def test_the_same_claim_is_shown_when_the_publisher_is_public() -> None:
    inputs = inputs_with(a_claim(speaker=SPEAKER), sensitive=Ref("org", "another"), publisher=PRESS)
    assert len(disclosed(inputs, Filters(), inputs.policy("public"))[0].claims) == 1


def test_under_a_pseudonym_no_quote_note_or_hedge_of_the_claim_is_left() -> None:
    claim = a_claim(
        id="C1",
        speaker=SPEAKER,
        quote=WORDS_OF_HERS,
        hedge_words=WORDS_OF_HERS,
        note=Text(WORDS_OF_HERS),
    )
    inputs = inputs_with(claim, sensitive=claim.subject)
    (left,) = redacted(inputs, inputs.policy("public").withheld, lambda ref: f"k{len(ref.slug)}").claims
    assert (left.quote, left.hedge_words, left.note, left.passages) == ("", "", None, ())
    assert WORDS_OF_HERS not in repr(left) and claim.subject.slug not in repr(left)


def test_a_claim_that_touches_nobody_withheld_keeps_its_quote_under_redaction() -> None:
    claim = a_claim(id="C1", speaker=SPEAKER, quote="they were seen")
    inputs = inputs_with(claim, sensitive=Ref("person", "somebody-else"))
    (left,) = redacted(inputs, inputs.policy("public").withheld, lambda ref: "k").claims
    assert left.quote == "they were seen"


@pytest.mark.parametrize("most", LEVELS)
@pytest.mark.parametrize("own", ["", *LEVELS])
def test_a_claim_is_allowed_at_its_own_level_and_above(most: str, own: str) -> None:
    policy = DisclosurePolicy(most=most, default="restricted")
    wanted = LEVELS.index(own or "restricted") <= LEVELS.index(most)
    assert policy.allows(a_claim(sensitivity=own)) is wanted


def test_a_masker_counts_each_text_once_and_leaves_the_name_of_somebody_visible() -> None:
    masker = TextMasker(["Ana Ruiz", "Luis Paz"], visible=["Luis Paz"])
    assert masker.mask("ANA RUÍZ and Luis Paz\x00") == "[withheld] and Luis Paz"
    assert masker.mask("ANA RUÍZ and Luis Paz\x00") == "[withheld] and Luis Paz"
    assert masker.removed == 1


letters = st.sampled_from(
    ["a", "á", "a\u0301", "A", "b", "ß", "s", "가", "\u1100\u1161", "\u0301", " ", "-", ".", "(", "1", "_", "ﬁ"]
)
texts = st.lists(letters, max_size=12).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.lists(texts, max_size=3), st.lists(texts, min_size=1, max_size=4))
def test_a_text_is_done_at_once_only_where_no_withheld_name_stands_in_it(names: list[str], told: list[str]) -> None:
    quick, whole = TextMasker(names), TextMasker(names)
    whole._first = frozenset([""])  # looks at every text
    for text in [*told, *(f"{text} {name} {text}" for text in told for name in names)]:
        assert quick.mask(text) == whole.mask(text)
