"""A service that is down, slow, read-only, cut or talks nonsense: told, the journal whole, nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from tests.builders import a_case, a_claim_form, a_form
from tests.remote import in_process
from tests.remote.cases import at_service
from tests.remote.in_process import Habit, Handler, Service

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, EngineUnavailable, HabeasError, JournalBroken, QueryStopped
from habeas.model.as_of import Audience
from habeas.model.config import FILE
from habeas.model.engine import EngineSettings
from habeas.sparql.service_access import VARIABLE, ServiceLogin, login_for
from habeas.sparql.service_client import ServiceClient
from habeas.storage.editions.edition import Edition

PEOPLE = "SELECT ?who { ?who hab:detainedAt ?f }"


@pytest.fixture
def service() -> Iterator[Service]:
    """A service in this process, of the habit that takes more."""
    with in_process.running(Habit.BAG) as one:
        yield one


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A small case with files of its own."""
    a_case(tmp_path / "case", a_form()).close()
    return tmp_path / "case"


@pytest.fixture
def folder(own: Path, service: Service, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with its quads at the service."""
    moved = at_service(own, service.engine, monkeypatch)
    CaseFile.open(moved, write=True).close()
    return moved


def refuses(status: int, media: str = "text/plain", body: bytes = b"no", *, of: str = "") -> Callable[..., bool]:
    """A trouble: every request, or those of one kind, has this answer."""

    def trouble(handler: Handler, kind: str) -> bool:
        if of in {"", kind}:
            handler.reply(status, media, body)
        return of in {"", kind}

    return trouble


def in_step(case: CaseFile) -> bool:
    """True when the service holds what a replay of the journal gives."""
    return set(case.views.store.quads()) == set(case._space.replayed(None).store.quads())


TROUBLES: list[tuple[Callable[..., bool], str]] = [
    (refuses(500), "HTTP 500: no"),
    (refuses(401), "does not allow this"),
    (refuses(302), "another address"),
    (refuses(200, "text/html", b"<h1>Welcome"), "text/html"),
    (refuses(200, "application/sparql-results+json", b'{"head":{"vars":["s"]},"results":{"bin'), "does not work"),
    (refuses(206, "application/sparql-results+json", b'{"head":{},"boolean":true}'), "a part"),
]


def test_an_answer_that_is_none_is_told(folder: Path, service: Service) -> None:
    with CaseFile.open(folder) as case:
        for trouble, told in TROUBLES:
            service.trouble = trouble
            with pytest.raises(EngineUnavailable, match=told):
                case.query(PEOPLE).table()
    with pytest.raises(EngineUnavailable, match="a part"):
        CaseFile.open(folder)
    service.trouble = None
    with CaseFile.open(folder) as case:
        assert case.query(PEOPLE).table().rows


def test_what_is_recorded_while_the_service_takes_nothing_is_kept_and_follows(folder: Path, service: Service) -> None:
    with CaseFile.open(folder, write=True) as case:
        service.trouble = refuses(403, of="update")
        assert not case.record_form(a_form(a_claim_form(value="sur"))).refused
        before = case.query("SELECT (COUNT(*) AS ?n) { ?c a hab:Claim }").table().rows
        service.trouble = None
        assert not case.record_form(a_form(a_claim_form(relation="transferredTo"), id="other")).refused
        ((now,),), ((then,),) = case.query("SELECT (COUNT(*) AS ?n) { ?c a hab:Claim }").table().rows, before
        assert now == then + 2
        assert in_step(case)


def test_a_change_that_was_cut_is_made_again_at_the_next_opening(folder: Path, service: Service) -> None:
    with CaseFile.open(folder, write=True) as case:
        service.trouble = cut_after(1)
        assert not case.record_form(a_form(a_claim_form(value="sur"))).refused
    service.trouble = None
    with CaseFile.open(folder, write=True) as case:
        assert in_step(case)


def cut_after(most: int) -> Callable[[Handler, str], bool]:
    """A trouble: after so many changes the connection ends without an answer."""
    left = [most]

    def trouble(handler: Handler, kind: str) -> bool:
        if kind == "update":
            left[0] -= 1
        if kind == "update" and left[0] < 0:
            handler.close_connection = True
            return True
        return False

    return trouble


def test_a_first_filling_that_was_cut_begins_again(
    own: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = at_service(own, service.engine, monkeypatch)

    def no_files(handler: Handler, kind: str) -> bool:
        if kind == "store":
            handler.reply(404)
        return kind == "store" or cutting(handler, kind)

    cutting = cut_after(7)
    service.trouble = no_files
    with pytest.raises(EngineUnavailable):
        CaseFile.open(moved, write=True)
    assert service.store
    service.trouble = None
    with CaseFile.open(moved, write=True) as case:
        assert in_step(case)


def test_a_refusal_for_now_is_tried_again_and_a_lost_change_is_not(service: Service) -> None:
    waits = list[float]()
    client = ServiceClient(service.engine, ServiceLogin(), waits.append)
    refusals = [503, 429]

    def busy(handler: Handler, kind: str) -> bool:
        if refusals:
            handler.reply(refusals.pop(), "text/plain", b"busy")
            return True
        return False

    service.trouble = busy
    client.tell("INSERT DATA { <x:a> <x:b> 1 }")
    assert (len(waits), len(service.updates)) == (2, 1)
    asked = list[str]()

    def lost(handler: Handler, kind: str) -> bool:
        asked.append(kind)
        handler.close_connection = True
        return True

    service.trouble = lost
    with pytest.raises(EngineUnavailable, match="broke off"):
        client.tell("INSERT DATA { <x:a> <x:b> 2 }")
    assert asked == ["update"]
    client.close()


def test_a_service_that_is_down_is_told_after_some_tries() -> None:
    with in_process.running() as gone:
        engine = gone.engine
    waits = list[float]()
    client = ServiceClient(engine, ServiceLogin(), waits.append)
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        client.ask("ASK {}")
    assert len(waits) == 3
    client.close()


def test_a_slow_answer_ends_at_the_deadline(service: Service) -> None:
    never = Event()

    def slow(handler: Handler, kind: str) -> bool:
        never.wait(1.5)
        return False

    service.trouble = slow
    at = service.engine
    client = ServiceClient(EngineSettings(query=at.query, update=at.update, seconds=1), ServiceLogin())
    with pytest.raises(QueryStopped, match="longer than 1 seconds"):
        client.ask("ASK {}")
    with pytest.raises(EngineUnavailable, match="over a change"):
        client.tell("INSERT DATA { <x:a> <x:b> 1 }")
    client.close()


def test_a_dataset_with_something_else_in_it_is_left_alone(
    own: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.store.update("INSERT DATA { <x:a> <x:b> 1 . GRAPH <https://w3id.org/habeas/id/claim/X> { <x:a> <x:b> 1 } }")
    before = set(service.store)
    with pytest.raises(BadChoice, match="not of this case"):
        CaseFile.open(at_service(own, service.engine, monkeypatch), write=True)
    assert set(service.store) == before


def test_the_dataset_of_another_case_is_left_alone(
    folder: Path, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(service.store)
    CaseFile.create(tmp_path / "other").close()
    with pytest.raises(JournalBroken, match=r"lines at its end are missing|another case"):
        CaseFile.open(at_service(tmp_path / "other", service.engine, monkeypatch), write=True)
    assert set(service.store) == before


def test_a_computer_that_was_not_told_sends_nothing(
    own: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_service(own, service.engine, monkeypatch)
    for named in ("", "http://127.0.0.1:1", "nonsense", "http://[::1"):
        monkeypatch.setenv(VARIABLE, named)
        with pytest.raises(BadChoice, match="was not told to use that service"):
            CaseFile.open(own, write=True)
    assert not service.updates
    assert not service.queries


def test_beyond_this_computer_only_over_https_and_with_the_login_of_the_environment() -> None:
    far = EngineSettings(query="http://rdf.example.org/q", update="http://rdf.example.org/u")
    with pytest.raises(BadChoice, match="https"):
        login_for(far, {VARIABLE: far.origin})
    safe = EngineSettings(query="https://rdf.example.org/q", update="https://rdf.example.org/u")
    login = login_for(safe, {VARIABLE: "https://ana:s%40fe@rdf.example.org"})
    assert (login.name, login.password) == ("ana", "s@fe")
    assert "s@fe" not in repr(login)


def test_what_anybody_may_read_is_made_beside_the_journal_and_never_asked_of_the_service(
    folder: Path, service: Service
) -> None:
    with CaseFile.open(folder) as case:
        tables = case._space.kept.tables
    edition = Edition(folder, Audience.PUBLIC, tables)
    edition.replace_journal(edition.due())
    asked = len(service.queries), len(service.updates)
    with CaseFile.open(edition.folder, write=True) as public:
        assert public.settings.engine is None
        assert public.query(PEOPLE).table().rows
    assert (len(service.queries), len(service.updates)) == asked
    there = b"".join(path.read_bytes() for path in edition.folder.glob("**/*") if path.suffix in {".toml", ".jsonl"})
    assert service.engine.origin.encode() not in there


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('engine = "x"', "table of its own"),
        ('[engine]\nquery = "http://127.0.0.1/q"', "both are needed"),
        ('[engine]\nquery = "ftp://x/q"\nupdate = "x"', "not the address of a service"),
        ('[engine]\nquery = "http://a:b@x/q"\nupdate = "http://x/u"', "no login"),
        ('[engine]\nquery = "http://x/q"\nupdate = "http://y/u"', "one service"),
        ('[engine]\nquery = "http://x/q"\nupdate = "http://x/u"\nseconds = 0', "seconds cannot be 0"),
        ('[engine]\nquery = "http://x/q"\nupdate = "http://x/u"\npassword = "s"', "not a setting of the engine"),
    ],
)
def test_settings_of_an_engine_that_do_not_fit_are_refused(tmp_path: Path, text: str, told: str) -> None:
    CaseFile.create(tmp_path / "case").close()
    path = tmp_path / "case" / FILE
    before, table, after = path.read_text(encoding="utf-8").partition("[conventions]")
    path.write_text(before + ("" if text.startswith("[") else text + "\n") + table + after, encoding="utf-8")
    if text.startswith("["):
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    with pytest.raises(HabeasError, match=told):
        CaseFile.open(tmp_path / "case")
