"""What a load did: what was recorded, what was there already, and what was refused and why."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that was not recorded: where it is, why not, and what to do next."""

    where: str
    why: str
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did. Nothing is dropped silently: every claim that was read is in exactly one of these lists."""

    file: str
    recorded: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    withdrawn_before: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    described: int = 0
    sources: int = 0
    notes: tuple[str, ...] = field(default_factory=tuple)
