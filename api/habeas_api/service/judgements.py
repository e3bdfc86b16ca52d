"""Judgements with what their names are called, for an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.casefile import CaseFile
from habeas.identity.clusters import Judgement
from habeas.model import Ref


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, and what its names are called."""

    judgement: Judgement
    labels: Mapping[Ref, str]


def judged(case: CaseFile, judgement: Judgement, lang: str = "en") -> Judged:
    """A judgement with its labels."""
    return Judged(judgement, {ref: case.label(ref, lang) for ref in judgement.pair})


def all_judged(case: CaseFile, lang: str) -> list[Judged]:
    """Every judgement, those taken back too, in the order they were made."""
    return [judged(case, one, lang) for one in case.judgements()]
