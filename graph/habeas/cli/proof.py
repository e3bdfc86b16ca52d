"""Proof for others: `sign` and `stamp` the head of a case; `package` makes a folder that is verified without habeas."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.package import PackageReport
from habeas.casefile.package import package as packed
from habeas.casefile.proving import (
    proofs_of,
    request_stamp,
    require_outside,
    sign_head,
    store_answer,
)
from habeas.casefile.reading import utc_now
from habeas.cli.backup import PassphraseOption, passphrase_for
from habeas.cli.options import CaseFolder, FormatOption, LangOption, QuietOption, argument, opened, option
from habeas.cli.output import Out
from habeas.cli.proofs import print_proofs
from habeas.errors import BadChoice
from habeas.model.disclosure import LEVELS
from habeas.storage.proof_check import HeadProof
from habeas.storage.proofs import head_statement
from habeas.storage.signing import is_encrypted, make_signing_key, read_signing_key

LevelOption = Annotated[
    str,
    typer.Option(
        "--sensitivity", metavar="CODE", help=f"The most sensitive level that may leave: {', '.join(LEVELS)}."
    ),
]


NewKeyOption = Annotated[
    Path | None, option("--new-key", "FILE", "Make a new key and write it here, outside the case.")
]
SigningKeyOption = Annotated[Path | None, option("--key", "FILE", "The key to sign with: Ed25519, PEM.")]
NoPassphraseOption = Annotated[
    bool, typer.Option("--no-passphrase", help="Keep the new key in clear; whoever reads the file can sign.")
]


def package(
    case: CaseFolder,
    out: Annotated[Path, argument("OUT", "The folder to make.")],
    *,
    sensitivity: LevelOption = "public",
    key: SigningKeyOption = None,
    passphrase_file: PassphraseOption = None,
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Make a folder for others: documents, claims, history, custody of evidence, and how to verify them without habeas.

    habeas package CASE /media/stick/for-the-court --sensitivity sealed

    The folder is a BagIt bag; its VERIFY.txt has the commands, for sha256sum and openssl. What leaves is public, unless
    --sensitivity asks for more; the journal leaves only when every line of it may. With --key the package is signed.
    """
    printer = Out.of(form, lang=lang, quiet=quiet)
    signing = read_signing_key(key, _passphrase(key, passphrase_file) if is_encrypted(key) else "") if key else None
    with opened(case, CaseFile) as file:
        made = packed(file, out, at=utc_now(), sensitivity=sensitivity, lang=printer.lang, key=signing)
    _tell(made, printer)


def _tell(made: PackageReport, out: Out) -> None:
    if out.format == "json":
        out.json({name: getattr(made, name) for name in made.__slots__})
        return
    held = out.gettext(
        "%(path)s holds %(claims)s claims, %(documents)s documents, %(history)s lines of the history.",
        path=made.path,
        claims=made.claims,
        documents=made.documents,
        history=made.history,
    )
    out.say(held)
    if made.claims_withheld or made.documents_withheld or made.history_withheld:
        kept_back = out.gettext(
            "Withheld: %(claims)s claims, %(documents)s documents, %(history)s lines of the history.",
            claims=made.claims_withheld,
            documents=made.documents_withheld,
            history=made.history_withheld,
        )
        out.say(kept_back)
    if not made.journal:
        out.say(out.gettext("The journal is not in it: some lines of it may not leave."))
    out.line(out.gettext("Journal head %(head)s", head=made.head))
    out.line(out.gettext("Seal of the package %(seal)s", seal=made.seal))
    out.note(out.gettext("Give whoever gets the package its seal by another way: VERIFY.txt asks for it."))


def sign(
    case: CaseFolder,
    *,
    key: SigningKeyOption = None,
    new_key: NewKeyOption = None,
    passphrase_file: PassphraseOption = None,
    no_passphrase: NoPassphraseOption = False,
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Sign the head of the journal, and so every line up to it, with an Ed25519 key.

    habeas sign CASE --new-key my-signing-key.pem

    The journal is checked first. The signature and the public key stay in the case; the private key never does.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    path = key or new_key
    if path is None or (key and new_key):
        raise BadChoice(where="--key", why="one key is needed to sign", next="Give --key FILE, or --new-key FILE.")
    require_outside(case, path)
    if new_key:
        passphrase = "" if no_passphrase else _passphrase(path, passphrase_file, new=True)
        head_statement(case)
        signing = make_signing_key(path, passphrase)
    else:
        signing = read_signing_key(path, _passphrase(path, passphrase_file) if is_encrypted(path) else "")
    _tell_proofs([sign_head(case, signing)], out)
    out.note(out.gettext("Give others the fingerprint of the key by another way; they compare it."))


def _passphrase(path: Path, passphrase_file: Path | None, *, new: bool = False) -> str:
    if passphrase_file is None and not sys.stdin.isatty():
        choose = "Give --passphrase-file FILE" + (", or --no-passphrase." if new else ".")
        raise BadChoice(where=str(path), why="this key needs a passphrase, and nobody is there to ask", next=choose)
    return passphrase_for(str(path), passphrase_file, new=new)


def stamp(
    case: CaseFolder,
    out: Annotated[Path | None, argument("[OUT]", "The folder to write the request into.")] = None,
    *,
    answer: Annotated[
        list[Path] | None, option("--answer", "FILE", "An answer that was brought back: .tsr or .ots; repeat for more.")
    ] = None,
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Prepare time stamps of the head without a connection, or keep the answers that were brought back.

    habeas stamp CASE /media/stick/to-stamp
    habeas stamp CASE --answer /media/stick/to-stamp/answer.tsr

    What leaves is a hash and a statement that names nobody. Somebody with a connection sends it to a time stamp
    authority (RFC 3161), or to OpenTimestamps. Without OUT and --answer, list the proofs that the case has.
    """
    printer = Out.of(form, lang=lang, quiet=quiet)
    if out is not None:
        request, statement = request_stamp(case, out)
        written = printer.gettext("%(request)s and %(statement)s are ready.", request=request, statement=statement)
        printer.say(written)
        printer.note(
            printer.gettext("With a connection, elsewhere (AUTHORITY is the address of a time stamp authority):")
        )
        curl = "curl -H 'Content-Type: application/timestamp-query' --data-binary"
        printer.note(f"  {curl} @{request.name} AUTHORITY > {request.stem}.tsr")
        printer.note(f"  ots stamp {statement.name}")
    kept = [store_answer(case, path) for path in answer or []]
    if kept or out is None:
        _tell_proofs(kept or proofs_of(case), printer)


def _tell_proofs(proofs: list[HeadProof], out: Out) -> None:
    if out.format == "table":
        print_proofs(proofs, out)
        if not proofs:
            out.say(out.gettext("The head of this case was neither signed nor time-stamped."))
        return
    columns = tuple(HeadProof.__slots__)
    out.table(columns, [[getattr(proof, column) for column in columns] for proof in proofs])
