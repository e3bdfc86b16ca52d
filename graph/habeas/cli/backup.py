"""Copies of a case for keeping: `backup`; and what opens an encrypted one."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.reading import utc_now
from habeas.cli.options import CaseFolder, FormatOption, LangOption, QuietOption, argument, option
from habeas.cli.output import Out
from habeas.errors import BadChoice
from habeas.model.text import MARK_OF_UTF8
from habeas.storage.age import ENDING, Secret, make_key, read_key
from habeas.storage.copies import BackupReport
from habeas.storage.copy_manifest import CaseCopy

COLUMNS: Final = ("where", "made", "days_old", "lines", "lines_behind", "state")
KeyOption = Annotated[Path | None, option("--key", "FILE", "The key that opens the .age file, as age-keygen makes it.")]
PassphraseOption = Annotated[
    Path | None,
    option(
        "--passphrase-file", "FILE", "A file whose first line is the passphrase, instead of asking; - reads it here."
    ),
]


def secret_for(path: Path, key: Path | None, passphrase_file: Path | None, *, new: bool = False) -> Secret | None:
    """What opens an encrypted file: the key or passphrase given, or one that is asked for. None for a folder.

    `new` asks twice. Raises BadChoice when there is nobody to ask.
    """
    if key is not None:
        return read_key(key)
    if passphrase_file is None and path.suffix != ENDING:
        return None
    if passphrase_file is None and not sys.stdin.isatty():
        why = "an encrypted backup needs a passphrase or a key, and nobody is there to ask"
        raise BadChoice(where=str(path), why=why, next="Give --key FILE, or --passphrase-file FILE.")
    return Secret(passphrase=passphrase_for(str(path), passphrase_file, new=new))


def passphrase_for(where: str, passphrase_file: Path | None, *, new: bool = False) -> str:
    """The first line of a file, or what a person types; `new` asks twice. Raises BadChoice when it is empty."""
    if passphrase_file is not None:
        where, text = str(passphrase_file), _first_line(passphrase_file)
    else:
        text = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
    if not text.strip():
        raise BadChoice(where=where, why="the passphrase is empty", next="Choose several words that nobody guesses.")
    return text


def _first_line(path: Path) -> str:
    """The first line of a file, or of standard input for `-`."""
    try:
        content = sys.stdin.buffer.readline() if str(path) == "-" else path.read_bytes()
        return content.decode("utf-8").removeprefix(MARK_OF_UTF8).partition("\n")[0].removesuffix("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise BadChoice(where=str(path), why=f"the passphrase cannot be read: {error}") from None


def backup(
    case: CaseFolder,
    where: Annotated[
        Path | None, argument("[WHERE]", "A folder, or a file whose name ends in .age; without it, list the backups.")
    ] = None,
    *,
    key: KeyOption = None,
    passphrase_file: PassphraseOption = None,
    new_key: Annotated[
        Path | None, option("--new-key", "FILE", "Make a new key for the .age file and write it here.")
    ] = None,
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Bring a backup up to date: a folder, or one encrypted file. Without WHERE, list the backups and how old they are.

    habeas backup CASE /media/stick/case-backup

    The case is verified first; a damaged case never replaces a good backup. `habeas restore NEW WHERE` reads it back.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    if where is None:
        _list(case, out)
        return
    if new_key is not None and where.suffix != ENDING:
        raise BadChoice(where=str(where), why="only a file that ends in .age is encrypted", next="Leave out --new-key.")
    secret = make_key(new_key) if new_key else secret_for(where, key, passphrase_file, new=not where.exists())
    made = CaseFile.back_up(case, where, secret=secret)
    _tell(made, out)
    if new_key is not None:
        out.warn(out.gettext("Keep %(key)s apart from the backup: without it nobody can open it.", key=new_key))


def _tell(made: BackupReport, out: Out) -> None:
    copy, before = made.copy, made.before
    if out.format == "json":
        told = {"where": copy.where, "at": copy.at, "lines": copy.lines, "head": copy.head, "documents": copy.documents}
        new = {"new_lines": made.new_lines, "new_files": made.new_files, "before": before.at if before else ""}
        out.json(told | new)
        return
    held = out.gettext(
        "%(where)s holds the case as of %(at)s: %(lines)s journal lines, %(documents)s documents.",
        where=copy.where,
        at=copy.at,
        lines=copy.lines,
        documents=copy.documents,
    )
    out.say(held)
    fresh = out.gettext("New in it: %(lines)s lines, %(files)s files.", lines=made.new_lines, files=made.new_files)
    out.note(f"{fresh} {out.gettext('The backup before was of %(at)s.', at=before.at) if before else ''}".strip())


def _list(case: Path, out: Out) -> None:
    known, lines = CaseFile.backups(case)
    if not known and out.format == "table":
        out.say(out.gettext("No backup of this case is known. `habeas backup CASE WHERE` makes one."))
        return
    today = datetime.fromisoformat(utc_now()).astimezone(UTC)
    out.table(COLUMNS, [_row(one, lines, today, out) for one in known])


def _row(one: CaseCopy, lines: int, today: datetime, out: Out) -> list[str | int]:
    days = (today - datetime.fromisoformat(one.at)).days
    state = out.gettext("there" if Path(one.where).exists() else "not there now")
    return [one.where, one.at, days, one.lines, lines - one.lines, state]
