"""Saved questions asked of an open case: in SPARQL, or of the library, with what the answer rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from habeas.casefile.builtin.context import AnswerTable, Inquiry, as_results
from habeas.casefile.builtin.provenance import Footing, footing
from habeas.casefile.open_case import OpenCase
from habeas.casefile.words_service import ReadWords, read_words
from habeas.sparql.guard import require_harmless
from habeas.sparql.results import Results
from habeas.sparql.saved.parameters import bind, typed
from habeas.sparql.saved.questions import ParamType, Question, Shelf, from_library, load_questions
from habeas.storage.judgements import clusters_in
from habeas.storage.scope import ReadModel
from habeas.vocab import PREFIXES


class QueryResult(Results):
    """The answer to a saved question. Beside the rows: the claims it rests on, their places, the conventions used."""

    views: ReadModel
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, results: Results, views: ReadModel, notes: tuple[str, ...] = ()) -> QueryResult:
        """An answer that knows what it rests on."""
        form = "nq" if results.kind == "graph" else "json"
        found = cls.read(results.serialise(form), form, {**PREFIXES, "id": views.mapper.base}).keep()
        found.views, found.notes = views, notes
        return found

    @cached_property
    def footing(self) -> Footing:
        """The claims, their places and the conventions; empty for yes or no and for graphs."""
        return footing(self.views, self.table(), self.notes) if self.kind == "table" else Footing()


class Asking(OpenCase):
    """What a case file offers on saved questions.

    `answers` are the functions that answer what SPARQL cannot, by name.
    """

    answers: ClassVar[Mapping[str, Callable[[Inquiry], AnswerTable]]]

    def questions(self) -> tuple[Question, ...]:
        """The saved questions: those that come with habeas, and those in the case's own folder, which may take their
        place.
        """
        return self.shelf().questions

    def shelf(self) -> Shelf:
        """The same, and what is wrong with those of the case's own that cannot be read."""
        return load_questions(self.folder / "questions", *from_library())

    def ask(self, name: str, params: Mapping[str, str] | None = None, *, lang: str = "en") -> QueryResult:
        """Answer a saved question. Names that were judged to mean the same count as one.

        Raises NotFound for an unknown question or name, BadChoice for a wrong parameter.
        """
        question = self.shelf().named(name)
        return (
            self._of_library(question, params or {}, lang)
            if question.library
            else self._of_store(question, params or {})
        )

    def prepared(self, name: str, given: Mapping[str, str]) -> tuple[Question, str]:
        """A saved question, and its SPARQL with the values in; no SPARQL for one that the library answers.

        Raises what `ask` raises.
        """
        question = self.shelf().named(name)
        if question.library:
            typed(question, given, self._iri)
            return question, ""
        return question, bind(question, given, self._iri, self._others)[0]

    def read_words(self, text: str, *, lang: str = "en") -> ReadWords:
        """Which saved question a line of words asks, in English or Spanish, with which values; nothing is asked.

        Raises BadChoice for a text that is too long.
        """
        today = (self.known or self._space.clock())[:10]
        return read_words(self, self.shelf().questions, text, today=today, lang=lang)

    def _of_store(self, question: Question, params: Mapping[str, str]) -> QueryResult:
        sparql, values = bind(question, params, self._iri, self._others)
        require_harmless(sparql)
        prefixes = {**PREFIXES, "id": self.settings.base}
        return QueryResult.of(self.views.store.query(sparql, prefixes=prefixes, substitutions=values), self.views)

    def _of_library(self, question: Question, params: Mapping[str, str], lang: str) -> QueryResult:
        typed(question, params, self._iri)
        given = {param.name: params.get(param.name) or param.default for param in question.params}
        kinds = {param.name: param.type for param in question.params}
        values = {name: self._value(kinds[name], text) for name, text in given.items() if text}
        rows = self.answers[question.name](Inquiry(self, values, lang))
        return QueryResult.of(as_results(rows, self.settings.base), self.views, rows.notes)

    def _value(self, kind: ParamType, text: str) -> Any:
        match kind:
            case ParamType.NAME:
                return self.get(text)
            case ParamType.DATE:
                return date.fromisoformat(text)
            case ParamType.INTEGER:
                return int(text)
        return text

    def _iri(self, name: str) -> str:
        return self.views.mapper.iri(self.get(name)).value

    def _others(self, iri: str) -> list[str]:
        mapper = self.views.mapper
        return [mapper.iri(ref).value for ref in clusters_in(self.views.index).names(mapper.ref(iri))]
