"""What is due in a case, by the rules in its case.toml, from the claims that count.

In a view that nothing narrows it is read from what is kept, page by page; in any other it is worked out from the claims
that count. Both give the same deadlines in one order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from habeas.analysis.followup import Deadline, Due, deadlines, order_of
from habeas.casefile.view import Answering, View
from habeas.errors import BadChoice, phrase
from habeas.model.followup import rules_text
from habeas.model.values import Ref
from habeas.storage.followup_events import kinds_in, occurrences
from habeas.storage.kept.deadlines import KeptDeadlines
from habeas.storage.kept.followup import rules_in
from habeas.storage.names import label_of
from habeas.storage.scope import Scope

EVERY: Final = tuple(Due)
EVERYTHING: Final = 2**31
"""No limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueQuestion:
    """What is asked for: on which day, as of what, of whom, and what stands how; empty for today and for everything."""

    on: str = ""
    said: str = ""
    known: str = ""
    by: str = ""
    person: str = ""
    stands: str = ""
    lang: str = "en"

    def view(self, case: Answering) -> View:
        """The case as of what is asked for. Raises BadDate, BadChoice, NotFound."""
        return case.view(said=self.said, known=self.known, by=self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """Some of what is due, how many the whole list has, and how many stand how on the day, whatever was asked for."""

    items: tuple[Deadline, ...]
    total: int
    totals: Mapping[Due, int] = field(default_factory=dict)


class DueSource(Protocol):
    """Where deadlines are taken from: KeptDeadlines, or WorkedOutDeadlines."""

    @property
    def totals(self) -> Mapping[Due, int]:
        """How many stand how on the day."""

    def page(self, stands: Sequence[Due], *, limit: int, offset: int = 0) -> list[Deadline]:
        """So many of those that stand so, after the first `offset`, the earliest first."""

    def ahead(self, limit: int) -> list[Deadline]:
        """Those whose last day has not passed, the earliest first."""

    def passed(self, limit: int) -> list[Deadline]:
        """Those whose last day has passed, the latest first."""


class WorkedOutDeadlines:
    """What is due in a view on a day, worked out from the claims that count."""

    def __init__(self, view: Scope, on: date) -> None:
        rules = view.index.followup
        self._day, self._all = on, deadlines(rules, occurrences(view, kinds_in(rules)), on)
        found = Counter(one.stands for one in self._all)
        self.totals: Mapping[Due, int] = {due: found[due] for due in Due}

    def page(self, stands: Sequence[Due], *, limit: int, offset: int = 0) -> list[Deadline]:
        """As KeptDeadlines.page."""
        return [one for one in self._all if one.stands in stands][offset : offset + limit]

    def ahead(self, limit: int) -> list[Deadline]:
        """As KeptDeadlines.ahead."""
        return [one for one in self._all if (one.due[1] or date.max) >= self._day][:limit]

    def passed(self, limit: int) -> list[Deadline]:
        """As KeptDeadlines.passed."""
        gone = [one for one in self._all if (one.due[1] or date.max) < self._day]
        return sorted(gone, key=lambda one: (-order_of(one)[0].toordinal(), *order_of(one)[1:]))[:limit]


def is_kept(view: Scope) -> bool:
    """True for a view that nothing narrows: what is kept answers for it. Where the rules are others than those it is
    by, it is brought up first, or where that cannot be, does not answer."""
    index = view.index
    if not view.as_of.is_plain or index.n is not None or index.kept_is_behind():
        return False
    rules = rules_text(index.followup)
    if rules_in(index.connection) != rules:
        index.answers.renew()
    return rules_in(index.connection) == rules and not index.kept_is_behind()


def due_source(view: Scope, on: date) -> DueSource:
    """What is due on a day: from what is kept where nothing narrows the view."""
    if is_kept(view):
        return KeptDeadlines(view.index.connection, view.index.followup, on)
    return WorkedOutDeadlines(view, on)


def followup(view: View, asked: DueQuestion) -> list[Deadline]:
    """All that is due and asked for, the earliest first; `view` is of what is asked. Raises BadDate, BadChoice,
    NotFound."""
    page = followup_page(view, asked, limit=EVERYTHING)
    return list(page.items)


def followup_page(view: View, asked: DueQuestion, *, limit: int, offset: int = 0) -> DuePage:
    """A page of it. Raises BadDate, BadChoice, NotFound."""
    day = view.day(asked.on)
    if not asked.person:
        return due_page(due_source(view, day), asked.stands, limit=limit, offset=offset)
    every = due_of(view, view.names(asked.person), day)
    found = Counter(one.stands for one in every)
    wanted = [one for one in every if not asked.stands or one.stands is due_word(asked.stands)]
    totals = {due: found[due] for due in Due}
    return DuePage(items=tuple(wanted[offset : offset + limit]), total=len(wanted), totals=totals)


def due_of(view: Scope, names: Iterable[str], day: date) -> list[Deadline]:
    """What is due of one person on a day; `names` are all names of that person."""
    people = {view.cluster(name) for name in names}
    if is_kept(view):
        return KeptDeadlines(view.index.connection, view.index.followup, day).of(people)
    rules = view.index.followup
    return deadlines(rules, occurrences(view, kinds_in(rules), people), day)


def due_page(source: DueSource, stands: str = "", *, limit: int, offset: int = 0) -> DuePage:
    """A page of what is due, of all or of what stands so, the earliest first. Raises BadChoice."""
    wanted = (due_word(stands),) if stands else EVERY
    total = sum(source.totals[due] for due in wanted)
    return DuePage(items=tuple(source.page(wanted, limit=limit, offset=offset)), total=total, totals=source.totals)


def due_next(source: DueSource, limit: int) -> DuePage:
    """The first of what is due: what may still be kept to comes first, the earliest first; then what has passed, the
    latest first."""
    items = source.ahead(limit)
    items += source.passed(limit - len(items)) if len(items) < limit else []
    return DuePage(items=tuple(items), total=sum(source.totals.values()), totals=source.totals)


def due_word(stands: str) -> Due:
    """How something stands. Raises BadChoice."""
    if stands not in EVERY:
        why = phrase("“%(stands)s” is not how a deadline stands", stands=stands)
        raise BadChoice(where="stands", why=why, next=phrase("Choose one of: %(words)s", words=", ".join(EVERY)))
    return Due(stands)


def called(view: View, person: str, lang: str) -> str:
    """What somebody is called in a view."""
    return label_of(view.index, Ref.parse(person), lang)
