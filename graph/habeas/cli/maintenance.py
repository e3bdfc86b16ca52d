"""Making a case file and looking after it: `init`, `settings`, `verify`, `rebuild`, `dump`, `restore`."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from habeas.casefile.case_file import CaseFile
from habeas.cli.backup import KeyOption, PassphraseOption, secret_for
from habeas.cli.options import CaseFolder, FormatOption, QuietOption, ReasonOption, RecorderOption, argument, opened
from habeas.cli.output import Out
from habeas.cli.progress import progress
from habeas.cli.proofs import print_proofs
from habeas.errors import BadChoice
from habeas.model.config import FILE
from habeas.storage.proof_check import HeadProof, check_proofs
from habeas.storage.verify import Verification
from habeas.storage.verify_files import Damage


def init(
    case: CaseFolder,
    *,
    title: Annotated[str, typer.Option(help="What the case is about.", show_default=False)] = "",
    base: Annotated[str, typer.Option(help="What every name in it begins with: an address that ends in /.")] = "",
    language: Annotated[list[str] | None, typer.Option(help="Language of the file; repeat for more.")] = None,
    by: RecorderOption = "",
    quiet: QuietOption = False,
) -> None:
    """Make an empty case file: a folder with its settings in case.toml."""
    out = Out.of(quiet=quiet)
    recorder = by or out.recorder or "documenter"
    made = CaseFile.create(case, title=title, base=base, languages=tuple(language or ("en",)), recorder=recorder)
    made.close()
    out.note(f"{case} is ready. Its settings are in {case / 'case.toml'}. Next: habeas load {case} FILE")


def verify(
    case: CaseFolder,
    *,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also rebuild the store in memory and compare every fact.")
    ] = False,
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Check that the case is still what was written: the journal line by line, the store, the captured documents,
    the signatures and time stamps.

    Exit status 1 when something was changed or lost.
    """
    out = Out.of(form, quiet=quiet)
    with progress(out, f"checking {case}", "lines") as done:
        found = CaseFile.verify(case, deep=deep, progress=done)
    proofs, damages = check_proofs(case)
    found = replace(found, damages=(*found.damages, *damages))
    _tell(found, proofs, out)
    if not found.ok:
        raise typer.Exit(1)


def _tell(found: Verification, proofs: list[HeadProof], out: Out) -> None:
    if out.format == "json":
        out.json({"ok": found.ok, **asdict(found), "proofs": [asdict(proof) for proof in proofs]})
        return
    if out.format == "csv":
        out.table(("where", "why", "next"), [(d.where, d.why, d.next) for d in found.damages])
        return
    for damage in found.damages:
        _tell_damage(damage, out)
    if found.ok:
        what = f"{found.lines:,} journal lines, {found.claims:,} claims, {found.documents:,} captured documents"
        out.say(f"Nothing is damaged: {what}.")
        out.line(f"Journal head {found.head}")
        print_proofs(proofs, out)


def _tell_damage(damage: Damage, out: Out) -> None:
    out.say(damage.where, style="bold")
    for text in (damage.why, damage.next):
        if text:
            out.say(text, indent=2)


def settings(
    case: CaseFolder,
    *,
    accept: Annotated[bool, typer.Option("--accept", help="Record case.toml as it stands.")] = False,
    put_back: Annotated[bool, typer.Option("--put-back", help="Write case.toml as it was recorded last.")] = False,
    reason: ReasonOption = "",
    by: RecorderOption = "",
    quiet: QuietOption = False,
) -> None:
    """Show what was changed in case.toml since it was recorded; record the change, or put the file back.

    A change by hand holds at once. Exit status 1 when there is one that nobody recorded.
    """
    out = Out.of(quiet=quiet)
    if accept and put_back:
        raise BadChoice(why="--accept keeps the change and --put-back takes it away", next="Choose one of the two.")
    if put_back:
        CaseFile.put_back_settings(case)
        out.note(f"{case / FILE} is again what was recorded last.")
        return
    with CaseFile.open(case, write=accept) as file:
        changes = file.settings_changes()
        recorded = accept and file.accept_settings(reason=reason, by=by or out.recorder)
    for line in changes:
        out.line(line)
    if recorded:
        out.note(f"{case / FILE} is recorded as it stands.")
    elif changes:
        out.note("If the change is yours: --accept. If not: --put-back.")
        raise typer.Exit(1)
    else:
        out.note(f"{case / FILE} is what was recorded.")


def rebuild(case: CaseFolder, *, quiet: QuietOption = False) -> None:
    """Rebuild the store and the index from the journal. Nothing that was recorded can be lost by this."""
    out = Out.of(quiet=quiet)
    with (
        opened(case, CaseFile, write=True) as file,
        progress(out, f"rebuilding {case}", "operations", lambda: file.operations) as done,
    ):
        number = file.rebuild(progress=done)
    out.note(f"{case} was rebuilt from {number:,} operations.")


def dump(
    case: CaseFolder,
    file: Annotated[Path, argument("FILE", "The file to write: .nq, .trig or .jsonld.")],
    *,
    quiet: QuietOption = False,
) -> None:
    """Write the whole case, history and all, to one RDF file. Equal cases give equal bytes."""
    out = Out.of(quiet=quiet)
    with opened(case, CaseFile) as opened_case, progress(out, f"writing {file.name}", "facts") as done:
        number = opened_case.dump(file, progress=done)
    out.note(f"{file} holds {number:,} quads. `habeas restore NEW-CASE {file}` makes a case of it again.")


def restore(
    case: Annotated[Path, argument("CASE", "The folder to make.")],
    file: Annotated[Path, argument("FILE", "A dump made by habeas dump, or a backup: its folder, or its .age file.")],
    *,
    key: KeyOption = None,
    passphrase_file: PassphraseOption = None,
    quiet: QuietOption = False,
) -> None:
    """Make a case from a dump or a backup, with its whole history. Nothing is left behind when it is broken."""
    out = Out.of(quiet=quiet)
    secret = secret_for(file, key, passphrase_file)
    with progress(out, f"restoring {case}", "operations") as done:
        CaseFile.restore(case, file, progress=done, secret=secret).close()
    out.note(f"{case} is restored from {file}.")
