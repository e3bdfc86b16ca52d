"""claims -> coded records -> XML -> claims: whatever the vocabulary allows comes back letter for letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.claims_made import SOURCE, claims

from habeas.formats.esf.encode import EsfCase, encode
from habeas.formats.read.esf import read_esf
from habeas.formats.write.esf import write
from habeas.model.canonical import identified
from habeas.model.values import Claim, Entity, Source, Text


@st.composite
def files(draw: st.DrawFn) -> list[Claim]:
    """Some claims of any shape, on few names, so that they meet at one event."""
    drawn = draw(st.lists(claims(), min_size=1, max_size=8))
    return [identified(replace(claim, id=f"C{n}"))[0] for n, claim in enumerate(drawn)]


def carried(claim: Claim) -> Claim:
    """What the formats carry of a claim: all but its place in a text that stays behind, and notes."""
    return replace(claim, snapshot="", passages=(), note=None)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_claims_of_any_shape_come_back_as_they_were_and_nothing_comes_beside_them(file: list[Claim]) -> None:
    source = Source(ref=SOURCE.ref, title="A letter")
    people = {claim.speaker: Entity(ref=claim.speaker, labels=(Text("Somebody"),)) for claim in file}
    case = EsfCase(
        claims=tuple(file), entities=people, sources={source.ref: source}, title="A case", recorded="2026-02-01"
    )
    with TemporaryDirectory() as room:
        path = Path(room) / "case.esf.xml"
        path.write_bytes(b"".join(write(encode(case))))
        batches = list(read_esf(path, ""))
    assert [refusal for batch in batches for refusal in batch.refused] == []
    assert [note for batch in batches for note in batch.notes] == []
    found = [identified(claim)[0] for batch in batches for claim, _ in batch.claims]
    assert {claim.id: claim for claim in found} == {claim.id: carried(claim) for claim in file}
    assert {batch.source for batch in batches} == {source}
