"""One claim into a case, out of it, or in the place of another: `record`, `withdraw`, `supersede`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from habeas.casefile.case_file import CaseFile
from habeas.cli.load import print_reports
from habeas.cli.options import By, Case, Format, Quiet, Reason
from habeas.cli.output import Out
from habeas.cli.session import opened
from habeas.errors import BadChoice, BadFile
from habeas.formats.read.raw import yaml_documents
from habeas.model.codec_values import property_named
from habeas.vocab import KINDS, Range

STDIN = "standard input"

Input = Annotated[
    str, typer.Argument(metavar="-", help="- reads a claim form (YAML) from standard input.", show_default=False)
]
Source = Annotated[str, typer.Option("--source", metavar="ID", help="The document, known or new.", show_default=False)]
Triple = Annotated[
    tuple[str, str, str] | None,
    typer.Option("--claim", metavar="WHO RELATION WHAT", help="What is claimed; see habeas words.", show_default=False),
]
SaidBy = Annotated[
    str, typer.Option("--said-by", metavar="NAME", help="Who says so; the publisher by default.", show_default=False)
]
Said = Annotated[
    str, typer.Option("--said", metavar="DATE", help="When; the date of the document by default.", show_default=False)
]
On = Annotated[
    str,
    typer.Option(
        "--on",
        metavar="DATE",
        help="When it was so: 2026-01-12, 2025-12, [2026-01-08..2026-01-11].",
        show_default=False,
    ),
]
OnWords = Annotated[
    str, typer.Option("--on-words", metavar="WORDS", help="The same in words: last week.", show_default=False)
]
At = Annotated[
    list[str] | None,
    typer.Option("--at", metavar="START-END", help="Place in the captured text; repeat for more.", show_default=False),
]
Quote = Annotated[str, typer.Option("--quote", metavar="WORDS", help="The words as written.", show_default=False)]
Mode = Annotated[
    str, typer.Option("--mode", metavar="CODE", help="How it is said: reported-fact, accusation …", show_default=False)
]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Any other key of the form; repeat for more.", show_default=False),
]
Labels = Annotated[
    list[str] | None,
    typer.Option("--label", metavar="NAME=WORDS", help="The label of a new name; repeat for more.", show_default=False),
]


def record(
    case: Case,
    form: Input = "",
    *,
    source: Source = "",
    claim: Triple = None,
    said_by: SaidBy = "",
    said: Said = "",
    on: On = "",
    on_words: OnWords = "",
    at: At = None,
    quote: Quote = "",
    mode: Mode = "",
    set_: Sets = None,
    label: Labels = None,
    by: By = "",
    format_: Format = "",
    quiet: Quiet = False,
) -> None:
    """Record one claim, or with - a document of claims from standard input.

    habeas record CASE --source npr-2026-01-12 --claim person:x detainedAt facility:y --said-by org:z --at 10-20
    """
    out = Out.of(format_, quiet=quiet)
    given = RecordOptions(source, claim, said_by, said, on, on_words, at or [], quote, mode, set_ or [], label or [])
    with opened(case, write=True) as file:
        documents = _documents(form, given, file)
        reports = [file.record_form(document, by=by or out.recorder, where=where) for document, where in documents]
    print_reports(reports, out)
    if any(report.refused for report in reports):
        raise typer.Exit(1)


def _documents(form: str, given: RecordOptions, case: CaseFile) -> Iterator[tuple[Mapping[str, Any], str]]:
    if form not in {"", "-"}:
        raise BadChoice(
            why=f"“{form}” cannot be recorded", next="Use --claim WHO RELATION WHAT, or - to read standard input."
        )
    if form == "-":
        yield from ((document, STDIN) for document in _from_stdin())
    else:
        yield document_of(given, case), "what was given"


def _from_stdin() -> list[Mapping[str, Any]]:
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "form.yaml"
        path.write_bytes(sys.stdin.buffer.read())
        try:
            documents: list[Mapping[str, Any]] = list(yaml_documents(path))
        except BadFile as error:
            raise error.at(error.where.replace(str(path), STDIN)) from None
    if not documents:
        raise BadFile(
            where=STDIN, why="it is empty", next="Write a document of the claim form, with source: and claims:."
        )
    return documents


def withdraw(
    case: Case,
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of the claim.", show_default=False)],
    *,
    reason: Reason = "",
    by: By = "",
    quiet: Quiet = False,
) -> None:
    """Withdraw a claim: the file no longer states it. It stays in the history, with the reason."""
    out = Out.of(quiet=quiet)
    with opened(case, write=True) as file:
        file.withdraw(claim_id, reason=reason, by=by or out.recorder)
    out.note(f"{claim_id} is withdrawn. `habeas history {case} {claim_id}` shows it.")


def supersede(
    case: Case,
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of the claim.", show_default=False)],
    form: Input = "",
    *,
    reason: Reason = "",
    source: Source = "",
    claim: Triple = None,
    said_by: SaidBy = "",
    said: Said = "",
    on: On = "",
    on_words: OnWords = "",
    at: At = None,
    quote: Quote = "",
    mode: Mode = "",
    set_: Sets = None,
    label: Labels = None,
    by: By = "",
    quiet: Quiet = False,
) -> None:
    """Replace a claim with a corrected one. The old one stays in the history, with the reason.

    Give the new claim whole, as for `habeas record`.
    """
    out = Out.of(quiet=quiet)
    given = RecordOptions(source, claim, said_by, said, on, on_words, at or [], quote, mode, set_ or [], label or [])
    with opened(case, write=True) as file:
        documents = [document for document, _ in _documents(form, given, file)]
        if len(documents) != 1:
            raise BadChoice(why=f"{len(documents)} documents were given", next="Give one document with one claim.")
        new = file.supersede(claim_id, documents[0], reason=reason, by=by or out.recorder)
    out.note(f"{new} replaces {claim_id}.")


# -- one claim as a document of the claim form

KEPT_OF_A_SOURCE = ("title", "kind", "publisher", "language", "date", "url", "note", "snapshot")


@dataclass(frozen=True, slots=True)
class RecordOptions:
    """The options of `habeas record`."""

    source: str
    claim: tuple[str, str, str] | None
    said_by: str
    said: str
    on: str
    on_words: str
    at: Sequence[str]
    quote: str
    mode: str
    set: Sequence[str]
    label: Sequence[str]


def document_of(given: RecordOptions, case: CaseFile) -> dict[str, Any]:
    """The options as a document of the claim form.

    Names may be written as people write them. Raises BadChoice, BadClaim, NotFound.
    """
    if not given.source or given.claim is None:
        missing = "--source" if not given.source else "--claim"
        raise BadChoice(why=f"{missing} is missing", next="habeas record CASE --source ID --claim WHO RELATION WHAT")
    labels = _pairs(given.label, "--label")
    document: dict[str, Any] = {"source": _source(given.source, case)}
    document["names"] = {name: {"is": name, "label": words} for name, words in labels.items()}
    document["claims"] = [_claim(given, case, document["source"])]
    return document


def _source(name: str, case: CaseFile) -> dict[str, Any]:
    """The document as the file knows it, so that its date and its text hold for the new claim too."""
    slug = name.removeprefix("doc:")
    known = case.views.index.entity(f"doc:{slug}") or {}
    return {"id": slug, **{key: known[key] for key in KEPT_OF_A_SOURCE if key in known}}


def _claim(given: RecordOptions, case: CaseFile, source: Mapping[str, Any]) -> dict[str, Any]:
    assert given.claim is not None  # noqa: S101 asked for above
    subject, relation, value = given.claim
    object_ = _name(value, case) if property_named(relation).range is Range.ENTITY else value
    said_by = _name(given.said_by, case) if given.said_by else source.get("publisher", "")
    claim: dict[str, Any] = {"claim": [_name(subject, case), relation, object_], "said-by": said_by}
    claim |= {"said": given.said, "on": given.on, "quote": given.quote, "mode": given.mode, "at": list(given.at)}
    claim["on"] = {"words": given.on_words} if given.on_words else given.on
    sets = _pairs(given.set, "--set", many=True)
    return {key: value for key, value in claim.items() if value} | sets


def _name(text: str, case: CaseFile) -> str:
    """A name as the form has it: `kind:slug` as given, anything else looked up in the file."""
    return text if text.partition(":")[0] in KINDS and ":" in text else str(case.get(text))


def _pairs(texts: Sequence[str], option: str, *, many: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key or not value:
            raise BadChoice(where=option, why=f"“{text}” is not a key with a value", next=f"Write {option} KEY=VALUE")
        if many and key in found:
            found[key] = [*(found[key] if isinstance(found[key], list) else [found[key]]), value]
        else:
            found[key] = value
    return found
