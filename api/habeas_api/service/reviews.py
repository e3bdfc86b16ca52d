"""Deciding on a finding of an open case: the check runs in a worker, only the decision in the writer's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from habeas.casefile.case_file import CaseFile
from habeas.model.findings import Decided, Decision
from habeas_api.service.case_service import CaseService, JobName


@dataclass(frozen=True, slots=True)
class Made:
    """A decision, and whether it is new; not when it stood already."""

    decision: Decided
    new: bool


async def decide(service: CaseService, finding: str, decision: str, **how: Any) -> Made:
    """Record what is made of a finding (CaseFile.decide has the rest). Raises NotFound, BadChoice."""
    plain = await service.run_json(JobName.FINDING, {"finding": finding})
    claims, about = (tuple(plain[name]) for name in ("claims", "about"))
    found = Decided(key=plain["key"], decision=Decision.OPEN, reason="", rule=plain["rule"], claims=claims, about=about)

    def make(case: CaseFile) -> Made:
        before = {one.number for one in case.decisions()}
        made = case.decide_on(found, decision, **how)
        return Made(made, made.number not in before)

    return await service.write(make)
