"""A case under a passphrase: `lock` and `unlock`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from habeas.casefile.case_file import CaseFile
from habeas.cli.backup import PassphraseOption, passphrase_for
from habeas.cli.options import CaseFolder, LangOption, QuietOption
from habeas.cli.output import Out
from habeas.errors import BadChoice
from habeas.storage.age import ENDING
from habeas.storage.lockbox import is_locked, settle
from habeas.storage.passphrase_lock import require_lockable

SHORT: Final = 16
"""A passphrase with fewer letters is told to be short."""
MB: Final = 1_000_000


def lock(
    case: CaseFolder, *, passphrase_file: PassphraseOption = None, lang: LangOption = "", quiet: QuietOption = False
) -> None:
    """Lock a case with a passphrase: one encrypted file, and nothing else in the folder that could be read.

    habeas lock CASE

    The passphrase is asked twice. Nobody can open the case without it, habeas neither: there is no second way in.
    """
    out = Out.of(lang=lang, quiet=quiet)
    require_lockable(case)
    plain = [copy.where for copy in CaseFile.backups(case)[0] if not copy.where.endswith(ENDING)]
    out.warn(
        out.gettext("Without the passphrase nobody can open the case again, habeas neither. Keep it in two places.")
    )
    words = _passphrase(case, passphrase_file, new=True)
    if len(words) < SHORT:
        out.warn(out.gettext("This passphrase is short. Five words that nobody guesses are better."))
    done = CaseFile.lock(case, words)
    locked = out.gettext(
        "%(case)s is locked: %(files)s files, %(size)s MB.", case=case, **_told(done.files, done.bytes)
    )
    out.note(f"{locked} {out.gettext('`habeas unlock %(case)s` opens it.', case=case)}")
    if done.linked:
        out.warn(
            out.gettext("%(n)s files have a second name outside the case, and stay readable there.", n=done.linked)
        )
    for where in plain:
        out.warn(out.gettext("This backup is not encrypted: %(where)s", where=where))


def unlock(
    case: CaseFolder, *, passphrase_file: PassphraseOption = None, lang: LangOption = "", quiet: QuietOption = False
) -> None:
    """Open a locked case again. The passphrase is asked.

    habeas unlock CASE
    """
    out = Out.of(lang=lang, quiet=quiet)
    settle(case)
    words = _passphrase(case, passphrase_file, new=False) if is_locked(case) else ""
    done = CaseFile.unlock(case, words)
    opened = out.gettext("%(case)s is open: %(files)s files, %(size)s MB.", case=case, **_told(done.files, done.bytes))
    out.note(f"{opened} {out.gettext('`habeas lock %(case)s` locks it again.', case=case)}")
    if done.lost:
        out.warn(out.gettext("The store in it was damaged; it is made again from the journal when you open the case."))


def _passphrase(case: Path, passphrase_file: Path | None, *, new: bool) -> str:
    if passphrase_file is None and not sys.stdin.isatty():
        why = "the passphrase is asked, and nobody is there to answer"
        raise BadChoice(where=str(case), why=why, next="Give --passphrase-file FILE, or - for standard input.")
    return passphrase_for(str(case), passphrase_file, new=new)


def _told(files: int, size: int) -> dict[str, str]:
    return {"files": f"{files:,}", "size": f"{size / MB:,.1f}"}
