"""Documents for others, from a case: what they say, for whom, and as which file.

What leaves is public unless more is asked for. A document is made from the case as its audience may see it: where
anything is withheld, from an edition that never held it (docs/decisions/0361). Words that may name somebody withheld
are decided on first, as for an export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from habeas.casefile.case_file import CaseFile
from habeas.casefile.dossier_custody import DossierSubject
from habeas.casefile.dossier_report import Dossier
from habeas.casefile.doubtful_names import AUDIENCES, require_decided
from habeas.casefile.form_report import FilledForm
from habeas.casefile.publishing import prepared_edition
from habeas.casefile.report_annex import Annex, headings
from habeas.casefile.report_sentences import SentenceWriter
from habeas.casefile.view import View
from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.errors import BadChoice, NotFound, Phrase, option
from habeas.model.as_of import Audience
from habeas.model.disclosure import LEVELS
from habeas.reports.document import DocumentNote, DocumentPart, ReportDocument
from habeas.reports.form_templates import form_template
from habeas.reports.writers import writer_of
from habeas.storage.audience import policy_of, withheld_claims
from habeas.vocab import KINDS, Origin

DOSSIER: Final = "dossier"
OWN_FORMS: Final = "forms"
"""The folder of a case with templates of its own."""
THEME: Final = "question:"
"""What the name of a saved question begins with, where a dossier is about what it finds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """As of what a document is made, and in which language. `parameters` are those of a saved question."""

    on: str = ""
    said: str = ""
    known: str = ""
    by: str = ""
    lang: str = "en"
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A document as a file: its media type and its bytes."""

    media: str
    content: bytes


def report_file(
    case: CaseFile, kind: str, name: str, ending: str, options: ReportOptions, own: Path | None = None
) -> ReportFile:
    """A dossier, or a form by its name, as a file with this ending. `case` is as its audience may see it.

    Raises NotFound, BadChoice, BadDate, BadFile.
    """
    writer = writer_of(ending)
    if kind == DOSSIER:
        document = dossier(case, [name], options)
    else:
        document = filled_form(case, kind, name, options, own).document
    return ReportFile(media=writer.media, content=writer.write(document))


# -- for whom


@contextmanager
def seen_by(case: CaseFile, sensitivity: str = "public") -> Iterator[CaseFile]:
    """The case as those may see it to whom a level of sensitivity may be shown.

    Raises BadChoice, also where words may name somebody withheld and nobody decided on them.
    """
    if sensitivity not in LEVELS:
        why = f"“{sensitivity}” is not one of its values"
        raise BadChoice(where=option("sensitivity"), why=why, next="Choose one of: " + ", ".join(LEVELS))
    audience = AUDIENCES.get(sensitivity, Audience.EVERYTHING)
    if audience is Audience.EVERYTHING or not _withholds(case, audience):
        yield case
        return
    require_decided(case, sensitivity)
    with CaseFile.open(prepared_edition(case, audience)) as seen:
        yield seen


def _withholds(case: CaseFile, audience: Audience) -> bool:
    """True when anything of the case is above what an audience may see."""
    default = case.settings.sensitivity
    if policy_of(case.views, audience.most, default).withheld:
        return True
    return bool(withheld_claims(case.views, default, audience.most))


# -- a dossier


def dossier(case: CaseFile, names: Sequence[str], options: ReportOptions) -> ReportDocument:
    """The dossier of one name, of what a saved question finds (`question:NAME`), or of several claims.

    `case` is as its audience may see it (`seen_by`). Raises NotFound, BadChoice, BadDate.
    """
    case = case.at(options.known) if options.known else case
    view = case.view(said=options.said, by=options.by)
    subject = _subject(case, view, names, options)
    made = Dossier(view, subject, view.day(options.on), options.lang)
    if not made.claims and not subject.names:
        raise NotFound(why="no claim is left that this dossier could tell", next="Ask for another theme or day.")
    kind = KINDS[subject.kind] if subject.kind else None
    title = made.writer.say("Dossier: %(name)s", name=subject.title)
    about = (kind.label_es if options.lang == "es" else kind.label) if kind else made.writer.say("theme")
    return assembled(case, made.writer, title, f"{about.capitalize()}. ", made.parts(), options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as a document, and the required items that no claim answers."""

    document: ReportDocument
    missing: tuple[str, ...]


def filled_form(case: CaseFile, form: str, name: str, options: ReportOptions, own: Path | None = None) -> Filled:
    """A form about one person, from its template; `own` is a folder with templates of the case.

    `case` is as its audience may see it (`seen_by`). Raises NotFound, BadChoice, BadDate, BadFile.
    """
    template = form_template(form, options.lang, own)
    case = case.at(options.known) if options.known else case
    ref, view = case.get(name, kinds=("person",)), case.view(said=options.said, by=options.by)
    if ref.kind != "person":
        raise BadChoice(why=f"{ref} is no person, and this form is about one", next="Name a person.")
    subject = DossierSubject(title=case.label(ref, options.lang), names=view.names(str(ref)))
    made = Dossier(view, subject, view.day(options.on), options.lang)
    filled = FilledForm(made, template)
    parts = filled.parts()
    document = assembled(case, made.writer, f"{template.title}: {subject.title}", "", parts, options)
    return Filled(document=document, missing=tuple(f"{one.item}: {one.label}" for one in filled.missing_required()))


def _subject(case: CaseFile, view: View, names: Sequence[str], options: ReportOptions) -> DossierSubject:
    if len(names) == 1 and names[0].startswith(THEME):
        return _theme(case, names[0].removeprefix(THEME), options)
    refs = [case.get(name) for name in names]
    if len(refs) == 1 and refs[0].kind != "claim":
        if KINDS[refs[0].kind].origin is Origin.SOURCE:
            why = f"a document, such as {refs[0]}, has no dossier"
            raise BadChoice(why=why, next="Name a person, a facility, an organization, or claims.")
        return DossierSubject(title=case.label(refs[0], options.lang), names=view.names(str(refs[0])))
    if any(ref.kind != "claim" for ref in refs):
        raise BadChoice(
            why="a dossier is about one name, or about several claims", next="Give one name, or ids of claims."
        )
    return DossierSubject(title=", ".join(ref.slug for ref in refs), claims=tuple(ref.slug for ref in refs))


def _theme(case: CaseFile, question: str, options: ReportOptions) -> DossierSubject:
    found = case.ask(question, options.parameters, lang=options.lang)
    if not found.footing.claims:
        next_ = Phrase("Choose a question whose answer has claims.", "`habeas ask CASE` lists the questions.")
        raise NotFound(why=f"the answer to “{question}” names no claim", next=next_)
    title = next((each.title_in(options.lang) for each in case.questions() if each.name == question), question)
    return DossierSubject(title=title, claims=found.footing.claims)


# -- every document


def assembled(
    case: CaseFile,
    writer: SentenceWriter,
    title: str,
    begin: str,
    parts: Sequence[DocumentPart],
    options: ReportOptions,
) -> ReportDocument:
    """A document with its annexes, and with what it says of how it was made."""
    citations, sources = Annex(case.views, writer).of(parts)
    say, today = writer.say, in_words(parse(case.view().today[:10]), options.lang)
    subtitle = begin + say(
        "Made on %(day)s from the case file “%(case)s”, from %(claims)s.",
        day=today,
        case=case.settings.title,
        claims=writer.count("%(num)s claim", "%(num)s claims", len(citations)),
    )
    how = [say("Every sentence is made from the claims whose numbers stand behind it. No information is not a no.")]
    narrowed = {
        "said": say("Only what had been said by %(value)s.", value=options.said),
        "known": say("Only what the file had by %(value)s.", value=options.known),
        "by": say("Only what %(value)s says.", value=options.by),
    }
    how += [text for name, text in narrowed.items() if getattr(options, name)]
    about = DocumentPart(title=say("About this document"), blocks=tuple(DocumentNote(text=text) for text in how))
    return ReportDocument(
        title=title,
        subtitle=subtitle,
        lang=options.lang,
        made=case.view().today[:10],
        parts=(*parts, about),
        headings=headings(writer),
        citations=citations,
        sources=sources,
    )
