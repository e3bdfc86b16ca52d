"""What became of what was read from a file, while it is taken in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from habeas.model.load_report import LoadReport, Refusal

STRICT = "Nothing of this file was recorded, because strict loading was asked for."


@dataclass(slots=True)
class Tally:
    """Ids of claims recorded, there already and withdrawn before; what was refused; how much was described."""

    recorded: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    described: int = 0
    sources: int = 0

    @property
    def read(self) -> int:
        """How many claims were taken so far."""
        return len(self.recorded) + len(self.already)

    def take_back(self) -> None:
        """Nothing is recorded after all."""
        self.recorded, self.described, self.sources = [], 0, 0

    def report(self, file: str, first: Iterable[str], last: Iterable[str], *, nothing: bool) -> LoadReport:
        """The report, with notes that stand before and after its own; `nothing` because of `--strict`."""
        if nothing:
            self.take_back()
        return LoadReport(
            file=file,
            recorded=tuple(self.recorded),
            already=tuple(self.already),
            withdrawn_before=tuple(self.withdrawn),
            refused=tuple(self.refused),
            described=self.described,
            sources=self.sources,
            notes=(*[STRICT] * nothing, *first, *self.notes, *last),
        )
