"""The head of a case signed: checked by `habeas verify` and, in a package, by openssl alone."""

from __future__ import annotations

import re
import stat
import subprocess
from pathlib import Path

import pytest
from bench.power import Recorder, lay_out
from tests.builders import a_case, a_claim_form, a_form, journal_of
from tests.graph.casefile.packages import blocks, run
from tests.graph.shell import done, habeas

from habeas.casefile import CaseFile
from habeas.casefile.proving import sign_head
from habeas.storage.proof_check import check_proofs
from habeas.storage.signing import make_signing_key

VERIFIED = "Signature Verified Successfully\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with one claim, closed."""
    with a_case(tmp_path, a_form()) as case:
        return case.folder


def add(folder: Path, claim: str) -> None:
    with CaseFile.open(folder, write=True) as case:
        case.record_form(a_form(a_claim_form(id=claim, note=claim)))


def verified(folder: Path) -> str:
    """What `verify` says of a case that is not sound."""
    result = habeas("verify", folder)
    assert result.exit_code == 1, result.stdout
    return result.stdout


def test_openssl_alone_verifies_the_signature_of_a_package(folder: Path, tmp_path: Path) -> None:
    told = done("sign", folder, "--new-key", tmp_path / "my.pem", "--no-passphrase")
    add(folder, "A2")
    done("sign", folder, "--key", tmp_path / "my.pem")
    out = tmp_path / "bag"
    done("package", folder, out)
    signatures = [block for block in blocks(out) if "pkeyutl" in block]
    assert len(signatures) == 4, "two heads, in two languages"
    for block in signatures:
        answer = run(out, block)
        first, fingerprint = answer.stdout.splitlines()
        assert f"{first}\n" == VERIFIED and fingerprint.split()[0] in told, answer.stderr
    statement = out / re.findall(r"-in (\S+\.txt)", signatures[0])[0]
    statement.write_bytes(statement.read_bytes().replace(b"lines 1", b"lines 2"))
    changed = run(out, signatures[0].splitlines()[0])
    assert VERIFIED not in changed.stdout and changed.returncode == 1


def test_a_package_is_signed_as_a_whole(folder: Path, tmp_path: Path) -> None:
    key = make_signing_key(tmp_path / "my.pem")
    out = tmp_path / "bag"
    done("package", folder, out, "--key", tmp_path / "my.pem")
    signed, again = (block for block in blocks(out) if "signer.pem" in block)
    assert signed == again and run(out, signed).stdout.splitlines() == [
        VERIFIED.strip(),
        f"{key.public.fingerprint} *stdin",
    ]
    listed = run(out, "sha256sum -c tagmanifest-sha256.txt && sha256sum -c manifest-sha256.txt")
    assert listed.returncode == 0 and "signer.pem: OK" in listed.stdout
    tags = out / "tagmanifest-sha256.txt"
    tags.write_bytes(tags.read_bytes().replace(b"a", b"b", 1))
    assert run(out, signed.splitlines()[0]).returncode == 1


def test_a_key_stays_outside_for_the_owner_alone_and_under_a_passphrase(folder: Path, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text("four words that nobody guesses\n")
    key = tmp_path / "my.pem"
    assert habeas("sign", folder, "--new-key", key).exit_code == 2, "nobody is there to ask"
    assert not key.exists()
    done("sign", folder, "--new-key", key, "--passphrase-file", words)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600 and b"ENCRYPTED" in key.read_bytes()
    known = subprocess.run(
        ["openssl", "pkey", "-in", key, "-passin", f"file:{words}", "-pubout"], capture_output=True, check=True
    )
    assert [path.read_bytes() for path in (folder / "proofs").glob("*.pem")] == [known.stdout]
    done("sign", folder, "--key", key, "--passphrase-file", words)
    words.write_text("four other words\n")
    wrong = habeas("sign", folder, "--key", key, "--passphrase-file", words)
    assert wrong.exit_code == 2 and "cannot be opened" in wrong.stderr
    for arguments in (["--new-key", folder / "my.pem", "--no-passphrase"], ["--new-key", key, "--no-passphrase"], []):
        assert habeas("sign", folder, *arguments).exit_code == 2
    secret = b"PRIVATE KEY"
    assert not any(secret in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder / "proofs").iterdir()}
    assert modes == {0o600} and stat.S_IMODE((folder / "proofs").stat().st_mode) == 0o700


def test_a_key_made_by_openssl_signs_and_another_kind_is_refused(folder: Path, tmp_path: Path) -> None:
    for kind in ("ed25519", "x25519"):
        made = ["openssl", "genpkey", "-algorithm", kind, "-out", tmp_path / kind]
        subprocess.run(made, check=True, capture_output=True)
    assert "is signed with the key" in done("sign", folder, "--key", tmp_path / "ed25519")
    refused = habeas("sign", folder, "--key", tmp_path / "x25519")
    assert refused.exit_code == 2 and "not an Ed25519 key" in refused.stderr


def test_verify_and_history_list_what_was_signed(folder: Path, tmp_path: Path) -> None:
    key = make_signing_key(tmp_path / "my.pem")
    proof = sign_head(folder, key)
    assert sign_head(folder, key) == proof and len(list((folder / "proofs").iterdir())) == 3
    line = f"Line {proof.line} is signed with the key {proof.by} ({proof.file})."
    assert line in done("verify", folder) and line in done("history", folder)
    assert proof.by in done("verify", folder, "--format", "json")
    assert "is signed" not in done("history", folder, "person:ana-ruiz")
    add(folder, "A2")
    assert line in done("verify", folder), "a signature of an earlier line still holds"
    assert "está firmada" in done("stamp", folder, "--lang", "es")


@pytest.mark.parametrize("ending", ["txt", "sig", "pem"])
def test_a_changed_or_missing_proof_shows(folder: Path, tmp_path: Path, ending: str) -> None:
    sign_head(folder, make_signing_key(tmp_path / "my.pem"))
    (path,) = (folder / "proofs").glob(f"*.{ending}")
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert check_proofs(folder)[1], f"byte {at}"
    assert path.name in verified(folder)
    path.unlink()
    if ending != "sig":
        assert path.stem in verified(folder)
    path.write_bytes(whole)
    assert check_proofs(folder)[1] == []


def test_a_chain_made_again_from_some_line_on_shows(folder: Path, tmp_path: Path) -> None:
    """Whoever rewrites the journal with sound hashes cannot rewrite the signature."""
    add(folder, "A2")
    sign_head(folder, make_signing_key(tmp_path / "my.pem"))
    with a_case(tmp_path / "again", a_form(a_claim_form(value="sur"))) as other:
        pass
    add(other.folder, "A2")
    journal_of(folder).write_bytes(journal_of(other.folder).read_bytes())
    (damage,) = {one.why for one in check_proofs(folder)[1]}
    assert re.fullmatch(r"line \d+ of the journal has another hash than this statement says", damage)


def test_a_damaged_journal_is_not_signed(folder: Path, tmp_path: Path) -> None:
    journal_of(folder).write_bytes(journal_of(folder).read_bytes().replace(b"Radio Sur", b"Radio Sud"))
    refused = habeas("sign", folder, "--new-key", tmp_path / "my.pem", "--no-passphrase")
    assert refused.exit_code == 2 and "was changed" in refused.stderr
    assert not (tmp_path / "my.pem").exists() and not (folder / "proofs").exists()


def test_backups_and_dumps_carry_the_proofs(folder: Path, tmp_path: Path) -> None:
    proof = sign_head(folder, make_signing_key(tmp_path / "my.pem"))
    done("backup", folder, tmp_path / "copy")
    done("dump", folder, tmp_path / "case.nq")
    for number, source in enumerate(("copy", "case.nq")):
        done("restore", tmp_path / f"new-{number}", tmp_path / source)
        assert check_proofs(tmp_path / f"new-{number}") == ([proof], [])
        assert done("verify", tmp_path / f"new-{number}")


def test_a_signature_is_on_the_disk_when_it_is_told(folder: Path, tmp_path: Path) -> None:
    """The folder that it lies in was made for it: its name has to be forced to the disk too."""
    key, recorder, after = make_signing_key(tmp_path / "my.pem"), Recorder(folder), tmp_path / "after a power cut"
    with recorder.recording():
        sign_head(folder, key)
    lay_out(recorder.cuts[-1], folder, after, None)
    assert [proof.kind for proof in check_proofs(after)[0]] == ["signature"]
