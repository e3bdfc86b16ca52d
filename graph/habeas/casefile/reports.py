"""What a case file answers from its claims: custody, posts, numbers, findings, origins.

Every answer carries the ids of its claims, and none says more than they do: certain, contested, assumed (with the age of the
evidence), possible, not, or not stated. The reckoning is in `standing`, `testimony` and below them; here are the doors.
"""

from __future__ import annotations

from collections.abc import Iterable

from habeas.analysis.custody import Spell
from habeas.analysis.offices import Authority, Holding
from habeas.analysis.provenance import Echo
from habeas.casefile import custody_service as standing
from habeas.casefile import findings_service as testimony
from habeas.casefile.custody_service import Asked, Course, StatusRow
from habeas.casefile.findings_service import CountRow, Counts, Sifted
from habeas.casefile.opened import Opened
from habeas.model.findings import Finding


class Answering(Opened):
    """What a case file offers on people, posts, numbers and contradictions.

    `on` is a day in the world (today without one), `said` keeps what was said by then, `known` what was recorded by then, and `by`
    what one speaker says. Raises BadDate, BadChoice and NotFound for what cannot be read or is not in the file.
    """

    def status(
        self, *, on: str = "", said: str = "", by: str = "", person: str = "", known: str = "", lang: str = "en"
    ) -> tuple[StatusRow, ...]:
        """Who is held, where, and how sure: custody, law, restrictions and place of everybody, or of one person, on a day."""
        question = self.asked(on=on, said=said, by=by, known=known)
        return standing.statuses(self.views, question, self._only(person), lang)

    def spells(
        self, *, person: str = "", on: str = "", said: str = "", by: str = "", known: str = ""
    ) -> tuple[Spell, ...]:
        """The spells of detention that may have begun by a day, with their stays, bounds and lengths."""
        question = self.asked(on=on, said=said, by=by, known=known)
        return standing.told_spells(self.views, question, self._only(person))

    def course(self, person: str, *, on: str = "", said: str = "", by: str = "", known: str = "") -> Course:
        """How one person's custody stood, stretch after stretch, up to a day; and the days in detention as a range."""
        question = self.asked(on=on, said=said, by=by, known=known)
        return standing.course(self.views, question, self.names(person))

    def posts(self, *, on: str = "", said: str = "", by: str = "", known: str = "") -> tuple[Holding, ...]:
        """Who held which post on a day, and over which bodies the post is said to stand."""
        return standing.holdings(self.views, self.asked(on=on, said=said, by=by, known=known))

    def authority(self, name: str, *, on: str = "", said: str = "", by: str = "", known: str = "") -> Authority:
        """Who stood over a person in custody, a body or a facility on a day; and what nobody stated."""
        question = self.asked(on=on, said=said, by=by, known=known)
        return standing.authority(self.views, question, self.names(name))

    def counts(self, *, said: str = "", by: str = "", lang: str = "en", names: bool = True) -> Counts:
        """Who says how many, side by side; with `names`, how many of each the file knows by name."""
        return testimony.count_table(self.views, self.asked(said=said, by=by), lang, names=names)

    def with_names(self, rows: Iterable[CountRow], *, said: str = "", by: str = "") -> tuple[CountRow, ...]:
        """Rows of `counts` that were asked without names, with how many of each the file knows by name."""
        return testimony.with_names(self.views, self.asked(said=said, by=by), rows)

    def findings(
        self, *, rules: Iterable[str] = (), said: str = "", by: str = "", lang: str = "en"
    ) -> tuple[Finding, ...]:
        """Where claims contradict, strain or only repeat one another, each put as a question."""
        return testimony.findings(self.views, self.asked(said=said, by=by), rules, lang)

    def sift(self, claims: Iterable[str], *, said: str = "", by: str = "") -> Sifted:
        """Which of these claims count under these clocks, and which may have been said in time but not certainly."""
        return testimony.sifted(self.views, self.asked(said=said, by=by), claims)

    def echo(self, name: str) -> Echo:
        """How many independent origins stand behind a claim's fact, or behind an event."""
        return testimony.origins(self.views, self.get(name), self.asked())

    def asked(self, *, on: str = "", said: str = "", by: str = "", known: str = "") -> Asked:
        """The clocks of a question, and the judgements that stood then."""
        today = self.known or self._space.clock()
        return standing.asked(self.views, today, on=on, said=said, by=self.names(by) if by else (), known=known)

    def _only(self, person: str) -> tuple[str, ...]:
        return self.names(person) if person else ()
