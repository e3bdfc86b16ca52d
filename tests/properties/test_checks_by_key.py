"""Checks by key: each looks at its neighbourhood only; after a change only the keys it touches are looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.histories import HISTORIES
from tests.properties import claims_made, lives_made

from habeas.analysis.checks.claim_set import ClaimSet, all_keys
from habeas.analysis.checks.refresh import CheckChanges, refresh
from habeas.analysis.checks.registry import CHECKS, CheckKey, Family, Kept, KeyedHit, run
from habeas.analysis.checks.units import ClaimFacts, Portrait
from habeas.analysis.checks.wording import CheckHit
from habeas.analysis.figures.named import Happened
from habeas.analysis.values import Count
from habeas.dates.conventions import DEFAULTS
from habeas.formats.read.files import read_form
from habeas.formats.read.yaml_text import yaml_documents
from habeas.model.canonical import identified
from habeas.model.values import Claim, Entity, Ref, Source, Text

CASES = sorted((Path(__file__).parents[1] / "findings").glob("C*/*.yaml"))
MANY = settings(
    max_examples=max(20, (settings.default.max_examples if settings.default else 100) // 2),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class File:
    """Claims with their descriptions and judgements, and what of it stands."""

    def __init__(self) -> None:
        self.claims: dict[str, Claim] = {}
        self.entities: dict[str, Entity] = {}
        self.sources: dict[str, Source] = {}
        self.same: dict[str, str] = {}

    def claim_set(self, claims: Iterable[Claim] | None = None) -> ClaimSet:
        return ClaimSet(
            self.claims.values() if claims is None else claims,
            entities=self.entities,
            sources=self.sources,
            cluster=lambda name: self.same.get(name, name),
        )

    def names(self) -> list[str]:
        """The names that could be judged to be the same as others of their kind."""
        found = {
            str(ref) for claim in self.claims.values() for ref in (claim.subject, claim.speaker, claim.event) if ref
        }
        found |= {str(value) for c in self.claims.values() for _, value in c.details if isinstance(value, Ref)}
        found |= {str(claim.object) for claim in self.claims.values() if isinstance(claim.object, Ref)}
        return sorted(name for name in found if not name.startswith(("claim:", "doc:")))


class ClaimRecord(ClaimSet):
    """Claims that remember which of them were looked at."""

    seen: set[str]

    def claims_in(self, *units: str) -> Sequence[ClaimFacts]:
        found = super().claims_in(*units)
        self.seen |= {each.claim.id for each in found}
        return found

    def claim(self, claim: str) -> ClaimFacts | None:
        found = super().claim(claim)
        self.seen |= {claim} if found else set()
        return found


class InMemory(Kept):
    """What is kept, in dictionaries."""

    def __init__(self) -> None:
        self.findings: dict[CheckKey, list[KeyedHit]] = {}
        self.portraits: dict[str, Portrait] = {}
        self.counts: dict[str, tuple[Count, ...]] = {}

    def put_findings(self, key: CheckKey, found: Sequence[KeyedHit]) -> None:
        self.findings.pop(key, None)
        if found:
            self.findings[key] = list(found)

    def put_portrait(self, person: str, portrait: Portrait) -> Portrait:
        before = self.portraits.pop(person, Portrait())
        if portrait != Portrait():
            self.portraits[person] = portrait
        return before

    def put_happened(self, person: str, happened: Sequence[Happened]) -> None:
        pass

    def put_examples(self, person: str, populations: Collection[str]) -> None:
        pass

    def put_counts(self, node: str, counts: Sequence[Count]) -> Sequence[Count]:
        before = self.counts.pop(node, ())
        if counts:
            self.counts[node] = tuple(counts)
        return before

    def count_nodes(self, populations: Iterable[str]) -> Iterable[str]:
        wanted = set(populations)
        every = (count for counts in self.counts.values() for count in counts)
        return {count.node for count in every if wanted & {count.population, *count.wider}}

    def counts_sharing(self, node: str) -> Iterable[Count]:
        return [count for counts in self.counts.values() for count in counts if count.whole == node]


def from_nothing(claims: ClaimSet) -> dict[CheckKey, list[KeyedHit]]:
    found = {key: list(run(claims, key)) for key in all_keys(claims)}
    return {key: hits for key, hits in found.items() if hits}


@cache
def case(path: Path) -> tuple[list[Claim], list[Entity], list[Source]]:
    batches = list(read_form(yaml_documents(path), path))
    claims = [identified(claim)[0] for batch in batches for claim, _ in batch.claims]
    return claims, [e for b in batches for e in b.entities], [b.source for b in batches if b.source]


def some_files(random: Random) -> File:
    """The claims of a few cases of the checks, as one file."""
    file = File()
    for number, path in enumerate(random.sample(CASES, random.randint(1, 4))):
        claims, entities, sources = case(path)
        taken = {f"{number}{each.id}" if each.id in file.claims else each.id: each for each in claims}
        file.claims |= {name: replace(each, id=name) for name, each in taken.items()}
        file.entities |= {str(each.ref): each for each in entities}
        file.sources |= {str(each.ref): each for each in sources}
    return file


def any_file(claims: Sequence[Claim]) -> File:
    file = File()
    file.claims = {f"C{n:02}": identified(replace(claim, id=f"C{n:02}"))[0] for n, claim in enumerate(claims)}
    return file


def judge(file: File, random: Random) -> None:
    """Judge some names to be the same, and take back others."""
    by_kind: dict[str, list[str]] = {}
    for name in file.names():
        by_kind.setdefault(name.partition(":")[0], []).append(name)
    pairs = [sorted(random.sample(names, 2)) for names in by_kind.values() if len(names) > 1 and random.random() < 0.5]
    file.same = {other: one for one, other in pairs if random.random() < 0.8}


randoms = st.integers(0, 2**32).map(Random)
files = st.one_of(
    randoms.map(some_files),
    randoms.map(some_files),
    st.lists(claims_made.claims(), min_size=1, max_size=8).map(any_file),
    st.lists(lives_made.claims(), min_size=1, max_size=8).map(any_file),
    st.sampled_from(HISTORIES).map(lambda history: any_file(history.claims)),
)


@MANY
@given(files, randoms)
def test_a_key_needs_no_claim_outside_of_what_it_looks_at(file: File, random: Random) -> None:
    judge(file, random)
    whole = ClaimRecord(
        file.claims.values(),
        entities=file.entities,
        sources=file.sources,
        cluster=lambda name: file.same.get(name, name),
    )
    whole.seen = set()
    alone = {Family.KEEPER, Family.ALIKE, Family.NAMES, Family.TRAITS}  # these read what was made from claims before
    for key in all_keys(whole):
        whole.forget()
        whole.seen = set()
        found = list(run(whole, key))
        near = [claim for name, claim in file.claims.items() if name in whole.seen]
        if key[0] not in alone:
            assert list(run(file.claim_set(near), key)) == found, key


@MANY
@given(files, randoms)
def test_only_the_keys_that_a_change_touches_have_other_findings(file: File, random: Random) -> None:
    every, described = dict(file.claims), dict(file.entities)
    kept, present = InMemory(), dict[str, Claim]()
    for step in range(8):
        before, same, entities = present, file.same, file.entities
        change = random.choice(["claims", "judgements", "descriptions"]) if step else "claims"
        if change == "claims":
            present = {name: each for name, each in every.items() if random.random() < (0.8 if name in before else 0.6)}
        elif change == "judgements":
            judge(file, random)
        else:
            file.entities = {name: described_anew(each, random) for name, each in described.items()}
        file.claims = present
        named = {name for name in described if file.entities[name] != entities[name]}
        touched = CheckChanges(judged=judged(same, file.same), populations=named, described=named, authorities=named)
        moved = [name for name in every if (name in before) != (name in present)]
        touched.claims = [ClaimFacts.of(every[name], DEFAULTS) for name in moved]
        claims = file.claim_set()
        refresh(claims, kept, touched)
        assert by_hit(kept.findings) == by_hit(from_nothing(claims)), change


def described_anew(entity: Entity, random: Random) -> Entity:
    """Another description of something: with another label, another keeper, as an authority or no longer one."""
    labels = (Text(random.choice(["Ana", "Luis", "people held", "people released"])),)
    more = {"keeper": Ref("org", random.choice(["aid", "ministry"]))} if entity.ref.kind == "population" else {}
    kind = random.choice([entity.org_kind, "police", ""]) if entity.org_kind else ""
    return replace(entity, placeholder=random.random() < 0.2, labels=labels, org_kind=kind, **more)


def judged(before: dict[str, str], now: dict[str, str]) -> set[str]:
    """The names whose cluster became another, those they were one with too."""
    changed = {name for name in {*before, *now} if before.get(name, name) != now.get(name, name)}
    return changed | {same[name] for same in (before, now) for name in changed if name in same}


def by_hit(found: dict[CheckKey, list[KeyedHit]]) -> dict[CheckKey, list[CheckHit]]:
    return {key: [hit for _, _, hit in hits] for key, hits in sorted(found.items())}


def test_every_family_is_asked_about_by_some_check() -> None:
    assert {check.family for check in CHECKS} == set(Family)
