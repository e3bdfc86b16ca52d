"""What of a case is published and what is withheld, and why: told to whoever keeps the case, and never published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from habeas.casefile.open_case import OpenCase
from habeas.errors import BadChoice
from habeas.model.as_of import Audience
from habeas.model.claims import mentions
from habeas.model.disclosure import automatic_sensitivity, claim_level, level, marked_sensitivity
from habeas.model.masking import TextMasker
from habeas.model.values import Claim, Ref
from habeas.storage.editions.reading import JournalReading, Protection

EDITION: Final = "published"
"""The edition of the public that is only for publishing: a server may have another one open."""


@dataclass(frozen=True, slots=True)
class WithheldThing:
    """Something that is not published: what it is (`claim`, `name`, `text`, `original`, `question`), its name in the
    case, and why.
    """

    what: str
    name: str
    why: str


def require_outside(case: OpenCase, out: Path) -> None:
    """Raise BadChoice when a published folder would lie in the case, or the case in it."""
    there, here = out.absolute().parent.resolve() / out.name, case.folder.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        why = "a published folder and the case may not lie in one another"
        raise BadChoice(where=str(out), why=why, next="Choose a place outside the folder of the case.")


def prepared_edition(case: OpenCase, audience: Audience = Audience.PUBLIC) -> Path:
    """The folder of the edition for publishing, or of what leaves for another audience, brought up to the case as it is
    now. Nobody may have it open.
    """
    edition = case.edition(audience, EDITION if audience is Audience.PUBLIC else f"{EDITION}-{audience.value}")
    update = edition.due()
    if update.journal is None and not update.lines:
        return edition.folder
    if update.journal is not None:
        edition.replace_journal(update)
        return edition.folder
    with type(case).open(edition.folder, write=True) as there:  # type: ignore[attr-defined]  # CaseFile is what is open
        there.follow(update.lines)
    return edition.folder


def withheld_things(case: OpenCase) -> list[WithheldThing]:
    """Everything that is not published of the case as it is now, and why."""
    default = case.settings.sensitivity
    found = Protection.of(case.views, Audience.PUBLIC, default)
    masker = JournalReading(case.folder, case.views, found, cover=False).masker
    return [
        *_names(case, found),
        *_claims(case, found, default),
        *_documents(case, found, masker),
        *_questions(case, masker),
    ]


def _names(case: OpenCase, found: Protection) -> Iterator[WithheldThing]:
    for ref in sorted(found.policy.withheld):
        mark = (case.views.index.entity(str(ref)) or {}).get("sensitivity", "")
        why = f"it is marked {mark}" if mark not in {"", "public"} else "it is, or is about, somebody who is withheld"
        yield WithheldThing("name", str(ref), why)


def _claims(case: OpenCase, found: Protection, default: str) -> Iterator[WithheldThing]:
    for row in list(case.views.index.claims(status="")):
        if row.id in found.claims:
            yield WithheldThing("claim", row.id, _why(case, case.views.claim_in(row)[0], found, default))


def _why(case: OpenCase, claim: Claim, found: Protection, default: str) -> str:
    fields, most = case.views.index.present.fields, found.policy.most
    mark = marked_sensitivity(claim, fields)
    if level(mark or "public") > level(most):
        return f"it is marked {mark}, or what it says is"
    if claim_level(mark, automatic_sensitivity(claim, fields), default) > level(most):
        return f"nobody marked it, and this case counts such claims as {default}"
    if claim.speaker in found.policy.withheld:
        return "its speaker is withheld"
    if claim.source in found.policy.withheld:
        return "its document is withheld"
    named = sorted(str(ref) for ref in {*mentions(claim)} & found.policy.withheld)
    return f"it names what is withheld: {', '.join(named)}" if named else "the publisher of its document is withheld"


def _documents(case: OpenCase, found: Protection, masker: TextMasker) -> Iterator[WithheldThing]:
    for body in case.views.index.entities("doc"):
        snapshot = body.get("snapshot") or {}
        if Ref.parse(body["ref"]) in found.policy.withheld or not snapshot:
            continue
        if snapshot.get("original"):
            yield WithheldThing("original", body["ref"], "files that texts were read from are never published")
        path = case.folder / "sources" / f"{snapshot.get('sha256', '')}.txt"
        text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        if masker.mask(text) != text:
            yield WithheldThing("text", body["ref"], "its text names somebody who is withheld")


def _questions(case: OpenCase, masker: TextMasker) -> Iterator[WithheldThing]:
    for path in sorted((case.folder / "questions").glob("*.rq")):
        told = f"{path.name}\n{path.read_text(encoding='utf-8', errors='replace')}"
        if masker.mask(told) != told:
            yield WithheldThing("question", path.name, "it names somebody who is withheld")
