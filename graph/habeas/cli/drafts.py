"""Drafts of claims from a captured document: `read`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
import yaml

from habeas.casefile.case_file import CaseFile
from habeas.casefile.draft_acceptance import accept_draft
from habeas.casefile.draft_service import DocumentDrafts, DraftView
from habeas.casefile.local_model import LocalModel
from habeas.cli.options import (
    CaseFolder,
    FormatOption,
    LangOption,
    QuietOption,
    RecorderOption,
    argument,
    opened,
    option,
)
from habeas.cli.output import Out, print_refusal
from habeas.errors import BadChoice
from habeas.storage.atomic import save

LOCAL: Final = "http://127.0.0.1:11434/v1"
NOT_BOTH: Final = "what a model proposes may be otherwise the next time, so it is not accepted by its key"
COLUMNS: Final = ("draft", "who", "what", "when", "where", "according to", "")


def read(
    case: CaseFolder,
    document: Annotated[str, argument("DOCUMENT", "A document of the case whose text was captured.")],
    *,
    accept: Annotated[
        list[str] | None, option("--accept", "DRAFT", "Record this draft, by its key; may be given several times.")
    ] = None,
    form_file: Annotated[
        Path | None, option("--to", "FILE.yaml", "Write the drafts as a claim form, to change and then to load.")
    ] = None,
    model: Annotated[str, option("--model", "NAME", "Ask a language model on this computer too; see --address.")] = "",
    address: Annotated[
        str, option("--address", "URL", "Where it answers: an OpenAI-compatible address of this computer.")
    ] = LOCAL,
    by: RecorderOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Propose drafts of claims from the text of a document. Nothing is recorded but what you accept.

    habeas read CASE report-of-may

    habeas read CASE report-of-may --accept cbzyo7iu --accept j6xghq43

    Read are names, days, figures, and what is told of custody, with who says so, in English and Spanish, on this
    computer. Each draft stands with the words it was read from. Exit status 1 when a draft was refused.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    if model and accept:
        raise BadChoice(where="--model", why=NOT_BOTH, next="Write its drafts with --to FILE.yaml, and load that.")
    provider = LocalModel(model, address) if model else None
    with opened(case, CaseFile, write=bool(accept)) as opened_case:
        found = opened_case.drafts(document, provider)
        refused = _accept(opened_case, found, accept, by or out.recorder, out) if accept else False
        if accept:
            found = opened_case.drafts(document)
        if form_file:
            _write(found, form_file, out)
        elif not accept:
            _tell(opened_case.draft_views(found, out.lang), found, out)
    if refused:
        raise typer.Exit(1)


def _accept(case: CaseFile, found: DocumentDrafts, keys: Sequence[str], by: str, out: Out) -> bool:
    """Record these drafts, each through the claim form; whether any was refused. All keys are looked at before."""
    chosen = [found.complete(key) for key in dict.fromkeys(keys)]
    refused = False
    for draft in chosen:
        report = accept_draft(case, str(found.document), draft.key, by=by)
        for refusal in report.refused:
            print_refusal(refusal, out)
            refused = True
        for claim in (*report.recorded, *report.withdrawn_before):
            out.say(out.gettext("%(draft)s recorded as %(claim)s", draft=draft.key, claim=claim))
        for claim in report.already:
            out.say(out.gettext("%(draft)s is there already: %(claim)s", draft=draft.key, claim=claim))
    return refused


def _write(found: DocumentDrafts, path: Path, out: Out) -> None:
    """The drafts that nobody recorded as one document of the claim form."""
    if not found.open:
        raise BadChoice(where=str(found.document), why="there is no draft to write", next="")
    names = {key: value for draft in found.open for key, value in draft.form["names"].items()}
    claims = [draft.form["claims"][0] for draft in found.open]
    document = {"source": dict(found.open[0].form["source"]), "names": names, "claims": claims}
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)
    save([text.encode()], path)
    out.note(
        out.gettext(
            "%(count)d drafts written to %(path)s. Change them, then load the file.", count=len(claims), path=path
        )
    )


def _tell(views: Sequence[DraftView], found: DocumentDrafts, out: Out) -> None:
    if out.format == "json":
        out.json(
            {
                "document": str(found.document),
                "drafts": [
                    {name: value for name, value in view._asdict().items() if name != "fields"} for view in views
                ],
            }
        )
        return
    rows = [
        [
            view.key,
            view.subject,
            f"{view.relation}: {view.value}" if view.value else view.relation,
            view.when,
            view.place,
            view.speaker,
            _state(view, out),
        ]
        for view in views
    ]
    if rows:
        out.table(COLUMNS, rows, title=found.title)
    else:
        out.note(out.gettext("Nothing was found that could be a claim. Record claims by hand."))
    if found.dropped:
        told = "%(count)d proposals of the model were dropped: their words are not in the text."
        out.note(out.gettext(told, count=found.dropped))
    if found.truncated:
        out.note(out.gettext("Only the beginning of the text was read: it is very long."))


def _state(view: DraftView, out: Out) -> str:
    if view.recorded:
        return out.gettext("recorded: %(claim)s", claim=view.recorded)
    if view.missing:
        return out.gettext("lacks: %(what)s", what="; ".join(view.missing))
    if view.new:
        return out.gettext("new names: %(names)s", names=", ".join(view.new))
    return ""
