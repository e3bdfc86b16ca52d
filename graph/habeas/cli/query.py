"""Questions to the file: `ask` for saved ones, `query` for SPARQL."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from habeas.casefile.case_reader import CaseReader
from habeas.casefile.question_reader import QuestionReader
from habeas.casefile.reading import Reading
from habeas.casefile.saved_queries import QueryResult
from habeas.casefile.words_service import WordReading
from habeas.cli.options import (
    AnswerFormatOption,
    CaseFolder,
    KnownOption,
    LangOption,
    QuietOption,
    argument,
    bounded,
    opened,
)
from habeas.cli.output import Out, TableCell
from habeas.errors import BadChoice, BadClaim, BadFile, NotFound
from habeas.model.translate import translator_for
from habeas.model.values import Ref
from habeas.sparql.results import GRAPH_FORMATS, TABLE_FORMATS, BoundValue, Iri, Results, Table
from habeas.sparql.saved.questions import Param, Question
from habeas.sparql.sheets import SHEET
from habeas.vocab import PREFIXES

FORMATS = ("table", *TABLE_FORMATS, *GRAPH_FORMATS)

Seconds = Annotated[
    float, typer.Option("--seconds", min=0, help="Stop after this time; 0 is no limit.", show_default=False)
]
Shown = Callable[[Iri, str], str]
"""How to show an IRI, given the name the answer has for it, or none."""


def ask(
    case: CaseFolder,
    question: Annotated[str, argument("QUESTION", "Its name, or a question in words.")] = "",
    given: Annotated[list[str] | None, argument("KEY=VALUE", "Its parameters.")] = None,
    *,
    known: KnownOption = "",
    seconds: Seconds = 0,
    lang: LangOption = "",
    form: AnswerFormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Ask a saved question. Without a name, list the questions with their parameters.

    Questions come with habeas, and from the folder questions/ of the case. A name may be written as it stands in the
    file (person:x), or as people write it ("Enrique Marquez").

    A question in words, in English or Spanish, is read by rules: which saved question it asks with which values is
    shown before it runs. Where that is not certain nothing runs, and what it may ask is listed.

    habeas ask CASE "who was held at El Helicoide on 10 January 2026"
    """
    out = Out.of(form, lang=lang, quiet=quiet, formats=FORMATS)
    with opened(case, QuestionReader, known=known) as file:
        if not question:
            shelf = file.shelf()
            list_questions(shelf.questions, out)
            for error in shelf.broken.values():
                out.note(str(error))
            return
        pairs = _pairs(given or [])
        if " " in question.strip():
            question, pairs = _of_words(file, question, pairs, out)
        with bounded(seconds):
            results = file.ask(question, pairs, lang=out.lang)
            _tell_unknown(file.shelf().named(question).text, file, out)
            _answer(results, file, out)
        if out.format == "table":
            print_provenance(results, out)


MOST_PLACES = 40
"""Answers that rest on more claims say how to look the places up instead of listing them."""
MANY = "It rests on %(count)d claims; `passages claim=ID` shows where each stands."


MAY_BE_NOT_STATED: Final = frozenset(["lower", "upper", "countKind", "asOf", "window", "keeper", "when"])


def print_provenance(results: QueryResult, out: Out) -> None:
    """Print under an answer: the conventions it was read with, and where the words of its claims stand."""
    footing = results.footing
    if footing.conventions:
        out.say()
        out.say(out.gettext("Read with this in mind:"), style="dim")
    for sentence in footing.conventions:
        out.say(sentence, style="dim", indent=2)
    if len(footing.places) > MOST_PLACES:
        out.say(out.gettext(MANY, count=len(footing.places)), style="dim")
    elif footing.places:
        out.say(out.gettext("Where the words stand (characters of the captured text):"), style="dim")
        out.say("; ".join(f"{claim} {place}" for claim, place in footing.places), style="dim", indent=2)


def _of_words(case: QuestionReader, words: str, pairs: Mapping[str, str], out: Out) -> tuple[str, dict[str, str]]:
    """The saved question that words ask, and its values, told before it runs.

    Raises BadChoice with what they may ask, where that is not certain.
    """
    read = case.read_words(words, lang=out.lang)
    if not read.readings:
        raise BadChoice(why="no saved question is asked in these words", next="`habeas ask CASE` lists the questions.")
    if not read.sure:
        say = translator_for(out.lang).say
        told = (f"{one.command()}   {one.question.title_in(out.lang)}" for one in read.readings)
        doubts = (" (" + "; ".join(map(say, one.doubts)) + ")" if one.doubts else "" for one in read.readings)
        listed = "\n    ".join(map("".join, zip(told, doubts, strict=True)))
        raise BadChoice(why="it is not certain what these words ask", next=f"Ask one of these:\n    {listed}")
    first = read.readings[0]
    asked = WordReading(first.question, {**first.given, **pairs}, first.labels)
    out.note(
        out.gettext(
            "Read as: %(command)s (%(title)s)", command=asked.command(), title=first.question.title_in(out.lang)
        )
    )
    return asked.question.name, dict(asked.given)


def _pairs(given: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise BadChoice(
                why=f"“{text}” is not a parameter", next='Write it as KEY=VALUE, for example person="María Pérez"'
            )
        pairs[key] = value
    return pairs


def list_questions(questions: Sequence[Question], out: Out) -> None:
    """Every question with its parameters."""
    if out.format == "table":
        for question in questions:
            out.say(question.name, style="bold")
            out.say(question.title_in(out.lang), indent=4)
            for param in question.params:
                out.say(f"{param.name}=…  {_needed(param)}{param.about_in(out.lang)}", style="dim", indent=6)
        return
    if out.format == "json":
        out.json([_plain(question, out.lang) for question in questions])
        return
    rows = [[q.name, q.title_in(out.lang), q.about_in(out.lang), " ".join(p.name for p in q.params)] for q in questions]
    out.table(("name", "title", "about", "parameters"), rows)


def _plain(question: Question, lang: str) -> dict[str, object]:
    params = [
        {
            "name": param.name,
            "type": param.type,
            "required": param.required,
            "default": param.default,
            "about": param.about_in(lang),
        }
        for param in question.params
    ]
    return {
        "name": question.name,
        "title": question.title_in(lang),
        "about": question.about_in(lang),
        "parameters": params,
    }


def _needed(param: Param) -> str:
    return "(required) " if param.required else f"(default {param.default}) " if param.default else ""


def query(
    case: CaseFolder,
    sparql: Annotated[str, argument("SPARQL", "The query; - reads it from standard input.")] = "",
    *,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", metavar="FILE", help="Read the query from a file.")
    ] = None,
    known: KnownOption = "",
    seconds: Seconds = 0,
    form: AnswerFormatOption = "",
    lang: LangOption = "",
    quiet: QuietOption = False,
) -> None:
    """Run a SPARQL 1.1 query. It can change nothing. The prefixes hab:, skos:, prov:, id: and others are ready.

    habeas query CASE 'SELECT ?who { ?who hab:detainedAt ?where }'
    """
    out = Out.of(form, lang=lang, quiet=quiet, formats=FORMATS)
    text = _query_text(sparql, file)
    with opened(case, CaseReader, known=known) as case_file, bounded(seconds):
        results = case_file.query(text)
        _tell_unknown(text, case_file, out)
        _answer(results, case_file, out)


def _tell_unknown(sparql: str, case: Reading, out: Out) -> None:
    """Names that nothing has: without a word of it, no rows would look like an answer."""
    say = translator_for(out.lang).say
    for term in case.query_warnings(sparql):
        out.note(f"{say(term.why)}. {say(term.next)}")


def _query_text(sparql: str, file: Path | None) -> str:
    if bool(sparql) == bool(file):
        raise BadChoice(
            why="one query is needed", next="Give its text, or -f FILE, or - to read it from standard input."
        )
    if file is None:
        return sys.stdin.read() if sparql == "-" else sparql
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFound(where=str(file), why="there is no such file") from None
    except UnicodeDecodeError:
        raise BadFile(where=str(file), why="it is not UTF-8 text") from None


def _answer(results: Results, case: Reading, out: Out) -> None:
    form = out.format
    if form == "table" and results.kind == "table":
        print_table(results.table(), out, _shown(case, out.lang), saved=isinstance(results, QueryResult))
    elif form == "table" and results.kind == "boolean":
        out.say("yes" if results.boolean() else "no")
    else:
        sys.stdout.flush()
        form = "trig" if form == "table" else form
        results.write(sys.stdout.buffer, SHEET if (form, results.kind) == ("csv", "table") else form)
        sys.stdout.buffer.flush()


def print_table(table: Table, out: Out, shown: Shown, *, saved: bool = False) -> None:
    """Rows for a person: `x` and `xName` become one column, in which a thing goes by its name.

    In the answer to a saved question a number or a day that is missing is shown as *not stated*.
    """
    names = {column: f"{column}Name" for column in table.columns if f"{column}Name" in table.columns}
    columns = [column for column in table.columns if column not in names.values()]
    rows = [_cells(dict(zip(table.columns, row, strict=True)), columns, names, shown) for row in table.rows]
    if saved:
        blank = [out.gettext("not stated") if column in MAY_BE_NOT_STATED else None for column in columns]
        rows = [[other if cell is None else cell for cell, other in zip(row, blank, strict=True)] for row in rows]
    if rows:
        out.draw(columns, rows)
    out.note(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}")


def _cells(
    row: Mapping[str, BoundValue], columns: Sequence[str], names: Mapping[str, str], shown: Shown
) -> list[TableCell]:
    cells: list[TableCell] = []
    for column in columns:
        value = row[column] if row[column] is not None else row.get(names.get(column, ""))
        if isinstance(value, Iri):
            cells.append(shown(value, str(row.get(names.get(column, "")) or "")))
        else:
            cells.append(value if value is None or isinstance(value, str | int | float | bool) else str(value))
    return cells


def _shown(case: Reading, lang: str) -> Shown:
    """How an IRI is shown: what the file calls it where a name is asked for, else its short form."""

    def show(iri: Iri, name: str) -> str:
        ref = _ref_of(case, iri)
        if name and ref is not None and case.views.index.entity(str(ref)) is not None:
            return case.label(ref, lang)
        return name or (str(ref) if ref else _with_prefix(iri, {**PREFIXES, "id": case.settings.base}))

    return show


def _ref_of(case: Reading, iri: Iri) -> Ref | None:
    try:
        return case.views.mapper.ref(iri)
    except BadClaim:
        return None


def _with_prefix(iri: str, prefixes: Mapping[str, str]) -> str:
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and iri != namespace:
            local = iri.removeprefix(namespace)
            return local if prefix == "hab" else f"{prefix}:{local}"
    return iri
