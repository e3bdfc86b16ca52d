"""What a language model on this computer proposes: checked against the text, and asked at no other computer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from tests.graph.shell import done, habeas

from habeas.casefile.case_file import CaseFile
from habeas.casefile.documents import About
from habeas.casefile.local_model import LocalModel
from habeas.errors import BadChoice

TEXT = """A reporter was moved on Monday. She is called Uma Rehn, and Fort Gray is far.

Pia Lund was arrested on 3 May 2026.
"""
GOOD = {
    "kind": "transferred",
    "person": "Uma Rehn",
    "quote": "was moved on Monday",
    "when": "Monday",
    "place": "Fort Gray",
}
SAME = {"kind": "arrested", "person": "Pia Lund", "quote": "arrested on 3 May 2026", "when": "3 May 2026"}
BAD: list[Any] = [
    {**GOOD, "quote": "was moved on Tuesday"},
    {**GOOD, "person": "Somebody Else"},
    {**GOOD, "place": "Camp Seven"},
    {**GOOD, "kind": "praised"},
    {**GOOD, "quote": "on"},
    {**GOOD, "speaker": "the moon"},
    "not an item",
    {"person": 7},
]


class Model(ThreadingHTTPServer):
    """An address of the OpenAI kind that answers what a test says. `asked` are the bodies it got."""

    content = ""
    status = 200
    where = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[dict[str, Any]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Answer(BaseHTTPRequestHandler):
    """One answer."""

    server: Model

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(json.loads(body))
        self.send_response(self.server.status)
        if self.server.where:
            self.send_header("Location", self.server.where)
        told = json.dumps({"choices": [{"message": {"content": self.server.content}}]}).encode()
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def model() -> Iterator[Model]:
    with Model() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with CaseFile.create(tmp_path / "case") as case:
        case.capture(TEXT.encode(), "free.txt", About(title="Free", date="2027-03-10", language="en"))
    return tmp_path / "case"


def test_what_a_model_finds_besides_the_rules_is_a_draft_with_its_name(folder: Path, model: Model) -> None:
    model.content = f"Here it is:\n```json\n{json.dumps([GOOD, SAME])}\n```"
    with CaseFile.open(folder) as case:
        found = case.drafts("free", LocalModel("tiny", model.address))
        assert [(view.subject, view.quote, view.when, view.provider) for view in case.draft_views(found)] == [
            ("Pia Lund", "Pia Lund was arrested on 3 May 2026", "3 May 2026", "rules 1"),
            ("Uma Rehn", "was moved on Monday", "8 March 2027", "model tiny"),
        ]
        assert found.drafts[1].form["claims"][0]["claim"][1:] == ["transferredTo", "facility:fort-gray"]
    assert model.asked[0]["model"] == "tiny"
    assert model.asked[0]["messages"][1]["content"] == TEXT.strip()


@pytest.mark.parametrize("wrong", BAD, ids=range(len(BAD)))
def test_what_is_not_in_the_text_is_dropped_and_counted(folder: Path, model: Model, wrong: Any) -> None:
    model.content = json.dumps([wrong, GOOD])
    with CaseFile.open(folder) as case:
        found = case.drafts("free", LocalModel("tiny", model.address))
    assert (len(found.drafts), found.dropped) == (2, 1)


@pytest.mark.parametrize("content", ["I found nothing.", "[]", "[}", "[1, 2"])
def test_an_answer_without_events_proposes_none(folder: Path, model: Model, content: str) -> None:
    model.content = content
    with CaseFile.open(folder) as case:
        assert len(case.drafts("free", LocalModel("tiny", model.address)).drafts) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/v1",
        "https://127.0.0.1/v1",
        "http://127.0.0.1.example.org/v1",
        "http://10.0.0.1/v1",
        "http://user@127.0.0.1/v1",
        "file:///etc/hosts",
        "127.0.0.1:80",
        "http://0.0.0.0/v1",
        "",
    ],
)
def test_only_an_address_of_this_computer_is_taken(address: str) -> None:
    with pytest.raises(BadChoice, match="not an address of this computer"):
        LocalModel("tiny", address)


def test_a_redirect_is_not_followed_and_a_silent_address_is_told(folder: Path, model: Model) -> None:
    model.status, model.where = 307, "http://192.0.2.1/v1/chat/completions"
    with CaseFile.open(folder) as case:
        with pytest.raises(BadChoice, match="status 307"):
            case.drafts("free", LocalModel("tiny", model.address))
        with pytest.raises(BadChoice, match="does not answer"):
            case.drafts("free", LocalModel("tiny", "http://127.0.0.1:1/v1"))


def test_the_command_writes_what_a_model_proposes_and_accepts_none_of_it_by_key(
    folder: Path, model: Model, tmp_path: Path
) -> None:
    model.content = json.dumps([GOOD, BAD[0]])
    asked = ("read", folder, "free", "--model", "tiny", "--address", model.address)
    assert "1 proposals of the model were dropped" in habeas(*asked).stderr
    done(*asked, "--to", tmp_path / "drafts.yaml")
    assert "proposed-by: model tiny" in (tmp_path / "drafts.yaml").read_text("utf-8")
    assert habeas(*asked, "--accept", "x").exit_code == 2
