"""Time stamps asked for offline and brought back, with an authority made by openssl: real requests and answers."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.casefile.packages import blocks, run
from tests.graph.shell import done, habeas

from habeas.casefile import CaseFile
from habeas.casefile.proving import request_stamp, store_answer
from habeas.errors import BadFile
from habeas.storage.proof_check import check_proofs
from habeas.storage.time_stamps import OF_SHA256

SETTINGS = """[tsa]
default_tsa = invented
[invented]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
tsa_name = yes
"""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a time stamp authority of openssl."""
    place = tmp_path_factory.mktemp("authority")
    (place / "tsa.cnf").write_text(SETTINGS)
    (place / "ext.cnf").write_text("extendedKeyUsage = critical,timeStamping\n")
    (place / "serial").write_text("01\n")
    new = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    for command in (
        f"req -x509 {new} -keyout ca.key -out ca.pem -days 9 -subj /CN=Root",
        f"req {new} -keyout tsa.key -out tsa.csr -subj /CN=Invented-Authority",
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile ext.cnf -out tsa.pem -days 9",
    ):
        subprocess.run(["openssl", *command.split()], cwd=place, check=True, capture_output=True)
    return place


def answered(authority: Path, request: Path) -> Path:
    """The answer of the authority to a request."""
    out = request.with_suffix(".tsr")
    asked = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", request, "-out", out]
    subprocess.run(asked, cwd=authority, check=True, capture_output=True)
    return out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with one claim, closed."""
    with a_case(tmp_path, a_form()) as case:
        return case.folder


def test_a_request_holds_the_hash_of_the_statement_and_names_nobody(folder: Path, tmp_path: Path) -> None:
    done("stamp", folder, tmp_path / "out")
    (request,), (statement,) = (list((tmp_path / "out").glob(f"*.{ending}")) for ending in ("tsq", "txt"))
    read = ["openssl", "ts", "-query", "-in", request, "-text"]
    told = subprocess.run(read, capture_output=True, text=True, check=True).stdout
    digest = hashlib.sha256(statement.read_bytes()).hexdigest()
    hexes = "".join(
        part for line in told.splitlines() if " - " in line for part in line[11:59].replace("-", " ").split()
    )
    assert hexes == digest and "sha256" in told and "Certificate required: yes" in told
    with CaseFile.open(folder) as case:
        head = list(case.history())[-1].n
    assert f"lines {head}\n" in statement.read_text() and b"ana" not in statement.read_bytes().lower()
    before = request.read_bytes()
    assert request_stamp(folder, tmp_path / "out")[0].read_bytes() == before, "asking again is one request"


def test_an_answer_is_kept_listed_and_verified_by_openssl(folder: Path, tmp_path: Path, authority: Path) -> None:
    done("stamp", folder, tmp_path / "out")
    (request,) = (tmp_path / "out").glob("*.tsq")
    answer = answered(authority, request)
    told = done("stamp", folder, "--answer", answer)
    assert "is time-stamped 20" in told and "Invented-Authority" in told
    assert told.strip() in done("verify", folder) and told.strip() in done("history", folder)
    with CaseFile.open(folder, write=True) as case:
        case.record_form(a_form(a_claim_form(id="A2", value="sur")))
    assert told.strip() in done("verify", folder), "the stamp of an earlier line still holds"
    out = tmp_path / "bag"
    done("package", folder, out)
    (out / "ca.pem").write_bytes((authority / "ca.pem").read_bytes())
    stamps = [block for block in blocks(out) if "ts -verify" in block]
    assert len(stamps) == 2
    checked = run(out, stamps[0])
    assert "Verification: OK" in checked.stdout + checked.stderr and "Time stamp:" in checked.stdout
    kept = next(out.glob("data/proofs/*.tsr"))
    content = kept.read_bytes()
    kept.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    broken = run(out, stamps[0].splitlines()[0])
    assert "Verification: OK" not in broken.stdout + broken.stderr


def test_what_is_of_another_head_is_refused(folder: Path, tmp_path: Path, authority: Path) -> None:
    done("stamp", folder, tmp_path / "out")
    with a_case(tmp_path / "other", a_form(a_claim_form(value="sur"))) as other:
        pass
    foreign, _ = request_stamp(other.folder, tmp_path / "foreign")
    nothing = tmp_path / "nothing.tsr"
    nothing.write_bytes(b"<html>busy</html>")
    for answer in (answered(authority, foreign), nothing, foreign, tmp_path / "missing.tsr"):
        refused = habeas("stamp", folder, "--answer", answer)
        assert refused.exit_code == 2 and str(answer) in refused.stderr
    with pytest.raises(BadFile, match="of something else"):
        store_answer(folder, foreign.with_suffix(".tsr"))
    assert not list((folder / "proofs").glob("*.tsr"))


def test_an_answer_that_was_not_granted_is_refused(folder: Path, tmp_path: Path, authority: Path) -> None:
    request, statement = request_stamp(folder, tmp_path / "out")
    asked = ["openssl", "ts", "-query", "-data", statement, "-sha512", "-out", request.with_name("other.tsq")]
    subprocess.run(asked, check=True, capture_output=True)
    with pytest.raises(BadFile, match="did not grant"):
        store_answer(folder, answered(authority, request.with_name("other.tsq")))


def test_a_changed_answer_shows(folder: Path, tmp_path: Path, authority: Path) -> None:
    request, _ = request_stamp(folder, tmp_path / "out")
    store_answer(folder, answered(authority, request))
    for ending in ("tsr", "tsq"):
        (path,) = (folder / "proofs").glob(f"*.{ending}")
        whole = path.read_bytes()
        for at in range(0, len(whole), 41):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            assert [damage.where for damage in check_proofs(folder)[1]] == [f"proofs/{path.name}"]
        path.write_bytes(whole)
    (folder / "proofs" / "notes.doc").write_bytes(b"mine")
    assert [damage.where for damage in check_proofs(folder)[1]] == ["proofs/notes.doc"]


def test_a_proof_of_opentimestamps_is_kept_when_it_is_of_the_statement(folder: Path, tmp_path: Path) -> None:
    _, statement = request_stamp(folder, tmp_path / "out")
    digest = hashlib.sha256(statement.read_bytes()).digest()
    pending = b"\x00\x83\xdf\xe3\x0d\x2e\xf9\x0c\x8e\x12\x11https://a.invalid"
    proof = statement.with_suffix(".txt.ots")
    for content in (OF_SHA256 + bytes(32) + pending, OF_SHA256 + digest, OF_SHA256[:-1] + b"\x02" + digest + pending):
        proof.write_bytes(content)
        assert habeas("stamp", folder, "--answer", proof).exit_code == 2
    proof.write_bytes(OF_SHA256 + digest + pending)
    assert "OpenTimestamps" in done("stamp", folder, "--answer", proof)
    done("package", folder, tmp_path / "bag")
    told = [block for block in blocks(tmp_path / "bag") if block.startswith("ots verify")]
    assert len(told) == 2 and all((tmp_path / "bag" / part).is_file() for part in told[0].split()[3:])
