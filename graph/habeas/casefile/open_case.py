"""A case that is open: its folder, its settings, its views, and the names in it.

What can be done with an open case is many things; each area is a class of its own on this one (`Judging`, `Asking`),
and CaseFile is all of them together. What only reads (pages, lists, answers) asks for no more than this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Self

from habeas.casefile.time_zone import needed_time_zone
from habeas.errors import StoreBroken
from habeas.model.as_of import AsOf, Audience, last_day, moment
from habeas.model.config import FILE, CaseSettings, with_time_zone
from habeas.model.values import Ref
from habeas.storage.contract import SearchHit
from habeas.storage.editions.edition import Edition, batches
from habeas.storage.editions.reading import EditionLine
from habeas.storage.folder import write_settings
from habeas.storage.hypothesis import OperationBody, after_operations
from habeas.storage.journal.operations import FORMAT
from habeas.storage.journal.reader import tail
from habeas.storage.judgements import clusters_in
from habeas.storage.names import NameMatch, find_names, get_name, label_of, match_name, search_names
from habeas.storage.scope import ReadModel, Scope
from habeas.storage.workspace import Workspace


class OpenCase:
    """An open case. `known` is the moment of a past view, empty for the present."""

    def __init__(self, space: Workspace, known: str = "") -> None:
        self._space = space
        self.known = known

    @property
    def folder(self) -> Path:
        """Where the case is."""
        return self._space.folder

    @property
    def settings(self) -> CaseSettings:
        """What case.toml says."""
        return self._space.settings

    @property
    def views(self) -> ReadModel:
        """The store and the side index that answer: of now, or of the moment `known`."""
        return self._space.views

    @property
    def is_writing(self) -> bool:
        """True when it was opened to write, and nobody else has it open."""
        return self._space.journal is not None

    @property
    def is_in_memory(self) -> bool:
        """True when its views had to be made in memory: they lag, and nothing can be written in its folder."""
        return self._space.in_memory

    @property
    def operations(self) -> int:
        """How many operations the journal has."""
        return tail(self.folder / "journal")[0]

    def close(self) -> None:
        """Let the case go, so that other programs can open it; before, settle in which time zone it counts days."""
        with closing(self._space) as space, suppress(StoreBroken, OSError):
            if space.written and not self.known:
                _settle_time_zone(space)

    def edition(self, audience: Audience, name: str = "") -> Edition:
        """The case as an audience may see it, as a case of its own in a folder of its own, which `name` tells apart."""
        return Edition(self.folder, audience, self._space.kept.tables, name)

    def follow(self, lines: Iterable[EditionLine]) -> None:
        """Of an edition: take in what the case that it is made from has gained (`storage.editions`)."""
        for line, operations in batches(lines):
            self._space.commit(operations, by=line.by, at=line.at, step=line.step)

    def at(self, known: str) -> Self:
        """The file as it was at a moment (a day means its end), to read only; closing it leaves this one open.

        Raises BadChoice.
        """
        until = moment(known)
        return type(self)(self._space.at(until), until)

    @contextmanager
    def after(self, operations: Iterable[OperationBody]) -> Iterator[tuple[Self, frozenset[str]]]:
        """The case as it would be after operations that are not recorded, to read only, and the keys of the findings
        that may be others then. This one is of the present, and is not written to meanwhile."""
        with after_operations(self.views, self._space.kept, operations, at=self._space.clock()) as found:
            space = Workspace(self.folder, self.settings, self._space.clock, self._space.kept)
            space.views = found.views
            yield type(self)(space), found.findings

    def scope(
        self, *, known: str = "", said: str = "", by: str = "", audience: Audience = Audience.EVERYTHING
    ) -> Scope:
        """Which claims count as of a moment (a day means its end), a day of saying, a speaker or document, an audience.

        Raises BadDate, BadChoice, NotFound.
        """
        then = moment(known) if known else self.known
        views = self._space.past(then) if then != self.known else self.views
        names = map(str, clusters_in(views.index).names(get_name(views, by))) if by else ()
        day = last_day(said, "said") if said else None
        as_of = AsOf(known=then, said=day, by=frozenset(names), audience=Audience(audience))
        today = self.known or self._space.clock()
        return Scope(views, as_of, today=today, default_sensitivity=self.settings.sensitivity)

    def find(self, name: str) -> list[Ref]:
        """Every name that it certainly means: by `kind:slug`, claim id, IRI, slug, label or other name, whatever the
        case, accents and order.
        """
        return find_names(self.views, name)

    def get(self, name: str, kinds: Iterable[str] = ()) -> Ref:
        """The one name it means, of these kinds where one fits.

        Raises NotFound with the nearest names, or with all that fit.
        """
        return get_name(self.views, name, kinds)

    def match(self, name: str, kinds: Iterable[str] = ()) -> NameMatch:
        """The names that it certainly means; where there is none, the nearest, to propose."""
        return match_name(self.views, name, kinds)

    def search_names(
        self, typed: str, *, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0
    ) -> list[SearchHit]:
        """Names that have every word typed, the best first: whole words, beginnings, then typing errors and other
        spellings.
        """
        return search_names(self.views.index, typed, kinds=kinds, limit=limit, offset=offset)

    def names(self, name: str) -> tuple[str, ...]:
        """The one name it means and all that were judged to mean the same, as texts. Raises NotFound."""
        return tuple(map(str, clusters_in(self.views.index).names(self.get(name))))

    def label(self, ref: Ref, lang: str = "en") -> str:
        """What a name is called."""
        return label_of(self.views.index, ref, lang)


def settings_recorded(space: Workspace) -> str:
    """case.toml as the journal has it last; empty for a case of an older habeas."""
    places = space.views.index.touched(FILE)
    return str(space.fetch(*places[-1]).body["settings"]) if places else ""


def change_settings(space: Workspace, text: str, *, by: str = "", reason: str) -> None:
    """Write case.toml, in the journal first."""
    body = {"settings": text, "format": FORMAT, "reason": reason}
    space.commit([("settings", body)], by=by or space.settings.recorder)


def _settle_time_zone(space: Workspace) -> None:
    """Write the time zone into case.toml where it is needed; it is recorded unless somebody else changed the file."""
    zone = needed_time_zone(space.views.store, space.settings)
    if zone:
        now = (space.folder / FILE).read_text(encoding="utf-8")
        text = with_time_zone(now, zone)
        if now == settings_recorded(space):
            change_settings(space, text, reason=f"days are counted in {zone}")
        else:
            write_settings(space.folder, text)
