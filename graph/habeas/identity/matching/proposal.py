"""A proposal: two names for a person to judge, with what speaks for and against."""

from __future__ import annotations

from dataclasses import dataclass

from habeas.identity.clusters import Verdict
from habeas.identity.matching.reasons import Reason
from habeas.model import Ref


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names for a person to judge. `verdict` is what the weights lean to; `worth` how alike the names are, 0 to 1."""

    a: Ref
    b: Ref
    verdict: Verdict
    worth: float
    speaks_for: tuple[Reason, ...]
    against: tuple[Reason, ...]

    @property
    def balance(self) -> int:
        """Weight for one less weight against it."""
        return sum(r.weight for r in self.speaks_for) - sum(r.weight for r in self.against)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """All of them."""
        return (*self.speaks_for, *self.against)

    @property
    def names(self) -> tuple[Ref, ...]:
        """Every name that its words show, each once."""
        values = (value for r in self.reasons for value in r.values)
        return tuple(dict.fromkeys((self.a, self.b, *(value for value in values if isinstance(value, Ref)))))

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that a reason rests on."""
        return tuple(sorted({claim for r in self.reasons for claim in r.claims}))


@dataclass(frozen=True, slots=True)
class Proposals:
    """Names to judge, the likeliest first; how many pairs look alike by name alone; what was not compared, and why."""

    found: tuple[Proposal, ...]
    alike: int
    left_out: tuple[str, ...]
