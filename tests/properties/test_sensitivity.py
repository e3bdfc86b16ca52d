"""Who may see a claim is said three times: in Python of values, in SQL of the side index, in SPARQL of the store. They
agree for every mark, every automatic mark, every default and every audience.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest
from tests.operations import World
from tests.tellings import told

from habeas.model.as_of import AsOf, Audience
from habeas.model.canonical import identified
from habeas.model.codec import claim_to_plain, entity_to_plain
from habeas.model.disclosure import LEVELS, NO_FIELDS, DisclosurePolicy, automatic_sensitivity
from habeas.model.values import Claim, Entity, Ref
from habeas.sparql.patterns import HEADER, claim_tests
from habeas.storage.audience import policy_of, withheld_claims
from habeas.storage.scope import Scope

PERSON = "person:ana"
NUMBER = ("identityNumber", "V-1234567")


def every_mark() -> dict[str, Claim]:
    """A claim for each mark, without and with what is restricted by itself, as the claim or as a detail."""
    plain = told(PERSON, "detainedAt", "facility:norte")
    detailed = replace(plain, details=(*plain.details, NUMBER))
    number = replace(plain, relation=NUMBER[0], object=NUMBER[1], event=None, details=(), on=None)
    kinds = {"plain": plain, "detail": detailed, "number": number}
    marked = {
        f"{kind} {own}": replace(claim, sensitivity=own, id="")
        for kind, claim in kinds.items()
        for own in ("", *LEVELS)
    }
    return {name: identified(claim)[0] for name, claim in marked.items()}


def world_of(claims: list[Claim], *people: Entity, fields: Mapping[str, str] = NO_FIELDS) -> World:
    world = World(0)
    world.now.index.fields = fields
    operations = [("describe", entity_to_plain(one)) for one in people]
    operations += [("record", {"claim": claim_to_plain(claim)}) for claim in claims]
    entries = [world._entry(op, body, f"2027-01-01T00:{n:02d}:00.000Z") for n, (op, body) in enumerate(operations)]
    world._projector.apply(entries)
    return world


FIELDS = ({}, {"detainedAt": "restricted"}, {"identityNumber": "sealed"}, {"identityNumber": "public"})
"""What a case may mark besides."""


@pytest.mark.parametrize("fields", FIELDS, ids=str)
@pytest.mark.parametrize("of_her", ["", *LEVELS])
def test_python_sql_and_sparql_withhold_the_same_claims(of_her: str, fields: Mapping[str, str]) -> None:
    claims = {claim.id: claim for claim in every_mark().values()}
    her = Entity(ref=Ref.parse(PERSON), sensitivity=of_her)
    world = world_of(list(claims.values()), her, fields=fields)
    for default, audience in product(LEVELS, Audience):
        policy = DisclosurePolicy.of(audience.most, {her.ref: her}, claims.values(), {}, default, fields)
        python = {claim.id for claim in claims.values() if not policy.allows(claim)}
        assert withheld_claims(world.now, default, audience.most) == python, (default, audience)
        assert policy_of(world.now, audience.most, default).withheld == policy.withheld
        scope = Scope(world.now, AsOf(audience=audience), today="2027-06-01", default_sensitivity=default)
        tests = " ".join(claim_tests(scope.filter, world.now.mapper, "claim"))
        query = f"{HEADER}SELECT DISTINCT ?claim WHERE {{ ?claim hab:status hab:live . {tests} }}"
        seen = {str(row[0]).rpartition("/")[2] for row in world.now.store.query(query).table().rows}
        assert seen == set(claims) - python, (default, audience)


def test_what_is_restricted_by_itself_does_not_weaken_a_case_that_is_sealed() -> None:
    claims = every_mark()
    sealed = DisclosurePolicy(most="restricted", default="sealed")
    assert not any(sealed.allows(claims[f"{kind} "]) for kind in ("plain", "detail", "number"))
    public = DisclosurePolicy(most="public")
    assert [public.allows(claims[f"{kind} "]) for kind in ("plain", "detail", "number")] == [True, False, False]
    assert all(public.allows(claims[f"{kind} public"]) for kind in ("plain", "detail", "number"))


def test_a_field_that_a_case_marks_is_withheld_unless_somebody_marks_the_claim() -> None:
    claims, marks = every_mark(), {"detainedAt": "sealed"}
    policy = DisclosurePolicy(most="restricted", fields=marks)
    assert [policy.allows(claims[f"plain {own}"]) for own in ("", *LEVELS)] == [False, True, True, False]
    assert not DisclosurePolicy(most="restricted", fields=marks, default="sealed").allows(claims["plain "])


def test_a_case_can_raise_what_a_field_asks_for_by_itself_and_not_lower_it() -> None:
    claims = every_mark()
    raised = DisclosurePolicy(most="restricted", fields={"identityNumber": "sealed"})
    lowered = DisclosurePolicy(most="public", fields={"identityNumber": "public"})
    assert not raised.allows(claims["number "]) and not lowered.allows(claims["number "])


def test_a_number_of_identity_asks_for_its_own_protection() -> None:
    claims = every_mark()
    marks = {kind: automatic_sensitivity(claims[f"{kind} "]) for kind in ("plain", "detail", "number")}
    assert marks == {"plain": "", "detail": "restricted", "number": "restricted"}
