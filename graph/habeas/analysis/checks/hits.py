"""What a check finds, before it is put into words. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from habeas.analysis.checks.wording import Message, Renderer
from habeas.model.findings import Finding, Severity, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A finding without its text: the same in every language, and whatever names are called."""

    rule: str
    severity: Severity
    claims: tuple[str, ...]
    question: Message
    why: Message
    about: tuple[str, ...] = ()
    context: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of the finding: the same for the same rule, claims and names."""
        return key_of(self.rule, self.claims, self.about)

    def rendered(self, renderer: Renderer) -> Finding:
        """The finding in words."""
        return Finding(
            rule=self.rule, severity=self.severity, claims=self.claims, question=renderer.text(self.question),
            why=renderer.text(self.why), about=self.about, context=self.context,
        )  # fmt: skip


def hit(
    rule: str,
    severity: Severity,
    claims: Iterable[str],
    question: Message,
    why: Message,
    *,
    about: Iterable[str] = (),
    context: Iterable[str] = (),
) -> Hit:
    """What was found, with its claims in order, each once."""
    members = tuple(sorted(set(claims)))
    return Hit(
        rule=rule,
        severity=severity,
        claims=members,
        question=question,
        why=why,
        about=tuple(sorted(set(about))),
        context=tuple(sorted(set(context) - set(members))),
    )
