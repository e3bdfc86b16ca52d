"""A view of a case: the case as of a moment, a day of saying, a speaker and an audience, with everything it answers.

    view = case.view(known="2026-02-05", by="NPR")
    view.status(on="2026-01-12")

Every answer carries the ids of its claims, and none says more than they do: certain, contested, assumed (with the age
of the evidence), possible, not, or not stated. Every door reads a view: the shell, HTTP, pages, graphs, saved
questions and notebooks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from habeas.analysis.custody.spells import Spell
from habeas.analysis.figures.named import MOST_NAMED
from habeas.analysis.offices import Authority, Holding
from habeas.analysis.provenance import Echo
from habeas.casefile import custody_service, figures_service, findings_service
from habeas.casefile.figures_service import Counts
from habeas.casefile.findings_service import FindingPage, FindingTotal, Sifted
from habeas.casefile.open_case import OpenCase
from habeas.casefile.results import CountRow, PersonCourse, StatusRow
from habeas.casefile.roster import Roster, roster_of
from habeas.model.as_of import Audience, one_day
from habeas.model.findings import Decided, Finding
from habeas.model.values import Ref
from habeas.storage.audience import policy_of
from habeas.storage.contract import SearchHit
from habeas.storage.names import get_name, search_names
from habeas.storage.scope import Scope

EVERYBODY: Final = 2**31
"""No limit."""


class View(Scope):
    """The case as of something. `on` is a day in the world as text; without one, the day the view is of."""

    def day(self, on: str) -> date:
        """The day that is asked for. Raises BadDate, BadChoice."""
        return one_day(on, "on") if on else date.fromisoformat((self.as_of.known or self.today)[:10])

    def names(self, name: str) -> tuple[str, ...]:
        """The one name it means and all that were judged to mean the same, as texts. Raises NotFound.

        To an audience a name withheld from it is not in the file: it is neither taken nor proposed.
        """
        return tuple(map(str, self.clusters.names(get_name(self.views, name, withheld=self._withheld()))))

    def search_names(self, typed: str, *, kinds: Sequence[str] = (), limit: int = 20) -> list[SearchHit]:
        """Names that have every word typed, the best first; those that this audience may see."""
        return search_names(self.views.index, typed, kinds=kinds, limit=limit, withheld=self._withheld())

    def _withheld(self) -> frozenset[Ref]:
        if self.as_of.audience is Audience.EVERYTHING:
            return frozenset()
        return policy_of(self.views, self.as_of.audience.most).withheld

    def _only(self, person: str) -> tuple[str, ...]:
        return self.names(person) if person else ()

    # -- custody and posts

    def status(self, *, on: str = "", person: str = "", lang: str = "en") -> tuple[StatusRow, ...]:
        """Who is held, where, and how sure: custody, law, restrictions and place of everybody, or of one person, on a
        day.
        """
        if person:
            return custody_service.statuses(self, self.day(on), self.names(person), lang)
        return tuple(self.roster(on=on).statuses(limit=EVERYBODY, lang=lang))

    def status_as_plain(self, *, on: str = "", lang: str = "en") -> list[dict[str, Any]]:
        """The same of everybody, as one JSON list has it: in a third of the time."""
        return self.roster(on=on).plain_statuses(lang)

    def roster(self, *, on: str = "") -> Roster:
        """Everybody in the file on a day, page by page, and how many stand where."""
        return roster_of(self, self.day(on))

    def spells(self, *, person: str = "", on: str = "") -> tuple[Spell, ...]:
        """The spells of detention that may have begun by a day, with their stays, bounds and lengths."""
        return custody_service.told_spells(self, self.day(on), self._only(person))

    def course(self, person: str, *, on: str = "") -> PersonCourse:
        """How one person's custody stood, stretch after stretch, up to a day; and the days in detention as a range."""
        return custody_service.course(self, self.day(on), self.names(person))

    def posts(self, *, on: str = "") -> tuple[Holding, ...]:
        """Who held which post on a day, and over which bodies the post is said to stand."""
        return custody_service.holdings(self, self.day(on))

    def authority(self, name: str, *, on: str = "") -> Authority:
        """Who stood over a person in custody, a body or a facility on a day; and what nobody stated."""
        return custody_service.authority(self, self.day(on), self.names(name))

    # -- numbers and contradictions

    def figures(self, *, lang: str = "en", names: bool = True, compared: bool = True) -> Counts:
        """Who says how many, side by side; with `names`, how many of each the file knows by name; with `compared`,
        which can be held together.
        """
        return figures_service.count_table(self, lang, names=names, compared=compared)

    def figure_page(self, *, lang: str = "en", limit: int, offset: int = 0) -> Counts:
        """So many of these numbers, with what can be said of each and those after it."""
        return figures_service.count_page(self, lang, limit=limit, offset=offset)

    def with_names(self, rows: Iterable[CountRow], most: int = MOST_NAMED) -> tuple[CountRow, ...]:
        """Rows of `figures` that were asked without names, with how many of each the file knows by name, and so many
        of them.
        """
        return figures_service.with_names(self, rows, most)

    def findings(self, *, rules: Iterable[str] = (), lang: str = "en") -> tuple[Finding, ...]:
        """Where claims contradict, may conflict or only repeat one another, each put as a question.

        Raises BadChoice for an unknown rule.
        """
        return findings_service.findings(self, rules, lang)

    @property
    def findings_are_kept(self) -> bool:
        """True when a page of findings costs no more than the page."""
        return findings_service.is_kept(self)

    def finding_page(
        self, *, limit: int, offset: int = 0, rules: Iterable[str] = (), only_open: bool = False, lang: str = "en"
    ) -> FindingPage:
        """Some of the findings, the open ones first, the hardest first. Raises BadChoice for an unknown rule."""
        return findings_service.finding_page(self, rules, lang, limit=limit, offset=offset, only_open=only_open)

    def finding_totals(self) -> tuple[FindingTotal, ...]:
        """How many findings there are by rule and severity, and how many of them are open."""
        return findings_service.finding_totals(self)

    def finding_with_key(self, key: str) -> Finding | None:
        """One finding, by its key."""
        return findings_service.finding_with_key(self, key)

    def finding_keys(self, rule: str) -> tuple[str, ...]:
        """The keys of the findings of one rule; none of a rule that does not exist."""
        return findings_service.finding_keys(self, rule)

    def stale_decisions(self) -> tuple[Decided, ...]:
        """The decisions that stand on findings that are gone."""
        return findings_service.stale_decisions(self)

    def sift(self, claims: Iterable[str]) -> Sifted:
        """Which of these claims count in this view, and which may have been said in time but not certainly."""
        return findings_service.sifted(self, claims)

    def echo(self, ref: Ref) -> Echo:
        """How many independent origins stand behind a claim's fact, or behind an event."""
        return findings_service.origins(self, ref)


# -- the same asked of the case itself, with the clocks as text


class Answering(OpenCase):
    """What a case file offers on people, posts, numbers and contradictions.

    `on` is a day in the world (today without one), `said` keeps what was said by then, `known` what was recorded by
    then, and `by` what one speaker says. Raises BadDate, BadChoice and NotFound for what cannot be read or is not in
    the file.
    """

    def view(self, *, known: str = "", said: str = "", by: str = "", audience: Audience = Audience.EVERYTHING) -> View:
        """The case as of a moment (a day means its end), a day of saying, a speaker or document, and for an audience.

        Raises BadDate, BadChoice, NotFound.
        """
        scope = self.scope(known=known, said=said, by=by, audience=audience)
        default = self.settings.sensitivity
        return View(scope.views, scope.as_of, today=scope.today, default_sensitivity=default)

    def status(
        self, *, on: str = "", said: str = "", by: str = "", person: str = "", known: str = "", lang: str = "en"
    ) -> tuple[StatusRow, ...]:
        """Who is held, where, and how sure: custody, law, restrictions and place of everybody, or of one person, on a
        day.
        """
        return self.view(said=said, by=by, known=known).status(on=on, person=person, lang=lang)

    def spells(
        self, *, person: str = "", on: str = "", said: str = "", by: str = "", known: str = ""
    ) -> tuple[Spell, ...]:
        """The spells of detention that may have begun by a day, with their stays, bounds and lengths."""
        return self.view(said=said, by=by, known=known).spells(person=person, on=on)

    def course(self, person: str, *, on: str = "", said: str = "", by: str = "", known: str = "") -> PersonCourse:
        """How one person's custody stood, stretch after stretch, up to a day; and the days in detention as a range."""
        return self.view(said=said, by=by, known=known).course(person, on=on)

    def posts(self, *, on: str = "", said: str = "", by: str = "", known: str = "") -> tuple[Holding, ...]:
        """Who held which post on a day, and over which bodies the post is said to stand."""
        return self.view(said=said, by=by, known=known).posts(on=on)

    def authority(self, name: str, *, on: str = "", said: str = "", by: str = "", known: str = "") -> Authority:
        """Who stood over a person in custody, a body or a facility on a day; and what nobody stated."""
        return self.view(said=said, by=by, known=known).authority(name, on=on)

    def counts(self, *, said: str = "", by: str = "", known: str = "", lang: str = "en", names: bool = True) -> Counts:
        """Who says how many, side by side; with `names`, how many of each the file knows by name."""
        return self.view(said=said, by=by, known=known).figures(lang=lang, names=names)

    def with_names(self, rows: Iterable[CountRow], *, said: str = "", by: str = "") -> tuple[CountRow, ...]:
        """Rows of `counts` that were asked without names, with how many of each the file knows by name."""
        return self.view(said=said, by=by).with_names(rows)

    def findings(
        self, *, rules: Iterable[str] = (), said: str = "", by: str = "", known: str = "", lang: str = "en"
    ) -> tuple[Finding, ...]:
        """Where claims contradict, may conflict or only repeat one another, each put as a question."""
        return self.view(said=said, by=by, known=known).findings(rules=rules, lang=lang)

    def finding_page(
        self,
        *,
        limit: int,
        offset: int = 0,
        rules: Iterable[str] = (),
        only_open: bool = False,
        lang: str = "en",
    ) -> FindingPage:
        """A page of the findings, the open ones first, the hardest first; and how many there are."""
        return self.view().finding_page(limit=limit, offset=offset, rules=rules, only_open=only_open, lang=lang)

    def finding_totals(self) -> tuple[FindingTotal, ...]:
        """How many findings there are by rule and severity, and how many of them are open."""
        return self.view().finding_totals()

    def sift(self, claims: Iterable[str], *, said: str = "", by: str = "") -> Sifted:
        """Which of these claims count under these clocks, and which may have been said in time but not certainly."""
        return self.view(said=said, by=by).sift(claims)

    def echo(self, name: str) -> Echo:
        """How many independent origins stand behind a claim's fact, or behind an event."""
        return self.view().echo(self.get(name))
