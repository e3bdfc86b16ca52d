"""Decisions whose finding the checks no longer raise: kept and told, beside the findings that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from habeas.casefile import CaseFile
from habeas.casefile.entity_page import Clocks
from habeas_api.routes.report_serializers import DecisionOut, decision_of
from habeas_api.service.case_service import Desk


async def decided_and_gone(
    desk: Desk, found: Iterable[Mapping[str, Any]] | None, rule: str, clocks: Clocks
) -> list[DecisionOut]:
    """Those that stand on findings that are not among these; nothing where not all findings are at hand."""
    if found is None or rule or clocks.said or clocks.known or clocks.by:
        return []
    return await desk.read(partial(_gone, keys={one["key"] for one in found}))


def _gone(case: CaseFile, keys: set[str]) -> list[DecisionOut]:
    standing = {one.key: one for one in case.decisions()}
    return [decision_of(one) for one in standing.values() if not one.is_open and one.key not in keys]
