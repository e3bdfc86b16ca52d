"""What a case file answers from its claims: custody, posts, numbers, findings, origins; each asked of a view of the case.

Here are the doors with the clocks as text; the answers are those of `view.View`.
"""

from __future__ import annotations

from collections.abc import Iterable

from habeas.analysis.custody import Spell
from habeas.analysis.offices import Authority, Holding
from habeas.analysis.provenance import Echo
from habeas.casefile.custody_service import Course, StatusRow, last_day
from habeas.casefile.figures_service import CountRow, Counts
from habeas.casefile.findings_service import FindingPage, FindingTotal, Sifted
from habeas.casefile.history import moment
from habeas.casefile.opened import Opened
from habeas.casefile.view import View
from habeas.model.as_of import AsOf, Audience
from habeas.model.findings import Finding
from habeas.storage.judgements import clusters_in
from habeas.storage.names import get_name


class Answering(Opened):
    """What a case file offers on people, posts, numbers and contradictions.

    `on` is a day in the world (today without one), `said` keeps what was said by then, `known` what was recorded by then, and `by`
    what one speaker says. Raises BadDate, BadChoice and NotFound for what cannot be read or is not in the file.
    """

    def view(self, *, known: str = "", said: str = "", by: str = "", audience: Audience = Audience.EVERYTHING) -> View:
        """The case as of a moment (a day means its end), a day of saying, a speaker or document, and for an audience.

        Raises BadDate, BadChoice, NotFound.
        """
        then = moment(known) if known else self.known
        views = self._space.past(then) if then != self.known else self.views
        names = map(str, clusters_in(views.index).names(get_name(views, by))) if by else ()
        as_of = AsOf(
            known=then, said=last_day(said, "said") if said else None, by=frozenset(names), audience=Audience(audience)
        )
        today = self.known or self._space.clock()
        return View(views, as_of, today=today, default_sensitivity=self.settings.sensitivity)

    def status(
        self, *, on: str = "", said: str = "", by: str = "", person: str = "", known: str = "", lang: str = "en"
    ) -> tuple[StatusRow, ...]:
        """Who is held, where, and how sure: custody, law, restrictions and place of everybody, or of one person, on a day."""
        return self.view(said=said, by=by, known=known).status(on=on, person=person, lang=lang)

    def spells(
        self, *, person: str = "", on: str = "", said: str = "", by: str = "", known: str = ""
    ) -> tuple[Spell, ...]:
        """The spells of detention that may have begun by a day, with their stays, bounds and lengths."""
        return self.view(said=said, by=by, known=known).spells(person=person, on=on)

    def course(self, person: str, *, on: str = "", said: str = "", by: str = "", known: str = "") -> Course:
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
        """Where claims contradict, strain or only repeat one another, each put as a question."""
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
