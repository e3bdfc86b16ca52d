"""One list of names as people type them, through every door: the same certain name, or the same proposals."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.web.inside import visit
from tests.builders import Clock
from tests.graph.shell import habeas

from habeas.casefile import CaseFile
from habeas.errors import NotFound
from habeas.model.values import Ref
from habeas_api.forms.submit import parse_form

NAMES: dict[str, Any] = {
    "radio": {"is": "org:radio", "label": "Radio Sur"},
    "norte": {"is": "facility:norte", "label": {"es": "Cárcel Norte", "en": "North Prison"}},
    "ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz", "also": ["La Zurda"], "hidden": ["Anna Ruyz"]},
    "zulma": {"is": "person:zulma", "label": "Zulma Quintero"},
    "jose": {"is": "person:jose-luna", "label": "José Luna Bermúdez"},
    "maria": {"is": "person:maria-perez", "label": "María Pérez"},
    "other": {"is": "person:maria-perez-2", "label": "María Pérez"},
    "juan": {"is": "person:juan-soto", "label": "Juan Soto"},
    "john": {"is": "person:juan-soto-2", "label": "Juan Soto"},
    "yevgeny": {"is": "person:yevgeny", "label": {"ru": "Евгений Нечаев"}},
    "wang": {"is": "person:wang", "label": {"zh": "王小明"}},
    "n7": {"is": "person:n7", "label": "Unknown man in a photograph", "placeholder": True},
}
SOURCE = {"id": "letter", "title": "A letter", "date": "2026-02-01", "publisher": "radio"}
CERTAIN = {
    "person:ana-ruiz": "person:ana-ruiz",
    "https://w3id.org/habeas/id/person/ana-ruiz": "person:ana-ruiz",
    "ana-ruiz": "person:ana-ruiz",
    "n7": "person:n7",
    "Ana Ruiz": "person:ana-ruiz",
    "ANA RUÍZ": "person:ana-ruiz",
    "  ana ruiz ": "person:ana-ruiz",
    "Ruiz, Ana": "person:ana-ruiz",
    "La Zurda": "person:ana-ruiz",
    "anna ruyz": "person:ana-ruiz",
    "ruyz, anna": "person:ana-ruiz",
    "Jose Luna Bermudez": "person:jose-luna",
    "Bermúdez, José Luna": "person:jose-luna",
    "north prison": "facility:norte",
    "carcel norte": "facility:norte",
    "ЕВГЕНИЙ НЕЧАЕВ": "person:yevgeny",
    "王小明": "person:wang",
    "Juan Soto": "person:juan-soto",
}
"""What is meant for certain. Two people called Juan Soto were judged to be one."""
PROPOSED = {
    "María Pérez": ["person:maria-perez", "person:maria-perez-2"],
    "perez, maria": ["person:maria-perez", "person:maria-perez-2"],
    "Quintero": ["person:zulma"],
    "zul quin": ["person:zulma"],
    "Zulma Qintero": ["person:zulma"],
    "Sulma Quintero": ["person:zulma"],
    "person:zulma-quintero": ["person:zulma"],
    "person:zuma": ["person:zulma"],
    "Pepe Luna Bermúdez": ["person:jose-luna"],
    "J. Luna Bermúdez": ["person:jose-luna"],
    "Dr. Zulma Quintero": ["person:zulma"],
    "Zulma Inés Quintero": ["person:zulma"],
    "Yevgeni Nechaev": ["person:yevgeny"],
    "Xiaoming Wang": ["person:wang"],
    "Zulmaquintero": ["person:zulma"],
    "Norte": ["facility:norte"],
}
"""What is only like it, and so is proposed and never taken."""
UNKNOWN = ["Xyzzy Plugh", "???", "person:nobody-at-all", "' OR 1=1 --"]

Meant = tuple[str, list[str]]
"""The certain name, or none; and what is proposed."""
Door = Callable[[Path, str], Meant]
PROPOSAL = re.compile(r"\b(?:person|org|facility|doc|claim):[\w~.\-]+(?= \()")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names") / "case"
    with CaseFile.create(folder, languages=("en", "es")) as case:
        claims = [
            {"id": f"A{n}", "claim": [who, "occupation", f"weaver {n}"], "said-by": "radio"}
            for n, who in enumerate(NAMES)
            if who not in {"radio", "norte"}
        ]
        assert not case.record_form({"source": SOURCE, "names": NAMES, "claims": claims}).refused
        case.judge("person:juan-soto", "person:juan-soto-2", "same", reason="the same mother")
    return folder


# -- the doors


def raised(error: NotFound) -> Meant:
    return "", PROPOSAL.findall(f"{error.why} {error.next}")


def library(folder: Path, typed: str) -> Meant:
    with CaseFile.open(folder) as case:
        match = case.match(typed)
        return (str(match.certain[0]), []) if len(match.certain) == 1 else ("", list(map(str, match.proposals)))


def getter(folder: Path, typed: str) -> Meant:
    with CaseFile.open(folder) as case:
        try:
            return str(case.get(typed)), []
        except NotFound as error:
            return raised(error)


def shell(folder: Path, typed: str) -> Meant:
    shown = habeas("show", folder, typed, "--format", "json")
    return (json.loads(shown.stdout)["ref"], []) if shown.exit_code == 0 else ("", PROPOSAL.findall(shown.stderr))


def saved_question(folder: Path, typed: str) -> Meant:
    """A question with a name among its parameters; what it took is what gives the same answer."""
    with CaseFile.open(folder) as case:
        try:
            found = case.ask("about", {"name": typed}).table().rows
        except NotFound as error:
            return raised(error)
        return next(
            ref for ref in map(str, case.find(typed)) if case.ask("about", {"name": ref}).table().rows == found
        ), []


def form(folder: Path, typed: str) -> Meant:
    with CaseFile.open(folder) as case:
        draft = parse_form(case, {"doc": "letter", "subject": typed, "relation": "nationality", "object": "x"})
        certain = [] if "subject" in draft.errors else [str(case.match(typed).certain[0])]
        assert not certain or draft.shown["subject"] == case.label(Ref.parse(certain[0]))
        return "".join(certain), draft.alike.get("subject", [])


EVERY_DOOR = pytest.mark.parametrize(
    "door", [library, getter, shell, saved_question, form], ids=lambda door: door.__name__
)


@EVERY_DOOR
@pytest.mark.parametrize(("typed", "ref"), CERTAIN.items())
def test_a_name_that_is_certain_is_taken_at_every_door(folder: Path, door: Door, typed: str, ref: str) -> None:
    assert door(folder, typed) == (ref, [])


@EVERY_DOOR
@pytest.mark.parametrize(("typed", "proposals"), PROPOSED.items())
def test_a_likeness_is_proposed_at_every_door_and_never_taken(
    folder: Path, door: Door, typed: str, proposals: list[str]
) -> None:
    assert door(folder, typed) == ("", proposals)


@EVERY_DOOR
@pytest.mark.parametrize("typed", UNKNOWN)
def test_for_what_is_like_nothing_no_door_proposes_anything(folder: Path, door: Door, typed: str) -> None:
    assert door(folder, typed) == ("", [])


def test_http_takes_and_proposes_the_same(folder: Path) -> None:
    """A name as a parameter, as a part of the address, in the search, and while somebody types into a form."""

    async def visiting(client: httpx.AsyncClient, _: Counter[str]) -> None:
        async def ask(address: str, **given: str) -> tuple[int, Any]:
            answer = await client.get(address, params=given, headers={"Accept": "application/json"})
            return answer.status_code, answer.json()

        for typed, ref in CERTAIN.items():
            for address, parameter in (("/api/facts", "subject"), ("/api/claims", "about")):
                status, found = await ask(address, **{parameter: typed})
                assert (status, bool(found["items"])) == (200, ref != "facility:norte"), typed
                assert found == (await ask(address, **{parameter: ref}))[1], typed
        for typed, proposals in [*PROPOSED.items(), *((typed, []) for typed in UNKNOWN)]:
            for address, parameter in (("/api/facts", "subject"), ("/api/claims", "about"), ("/api/status", "by")):
                status, problem = await ask(address, **{parameter: typed})
                assert (status, PROPOSAL.findall(f"{problem['detail']} {problem.get('next', '')}")) == (
                    404,
                    proposals,
                ), typed
            for address, key in (("/api/search", "q"), ("/room/names", "q")):
                _, found = await ask(address, **{key: typed})
                refs = [item["id"] for item in found["items"] if not item["id"].startswith("claim:")]
                assert refs[: len(proposals)] == proposals or not refs, (address, typed)

    visit(folder, visiting)


def test_search_puts_first_what_is_certain(folder: Path) -> None:
    with CaseFile.open(folder) as case:
        for typed, ref in CERTAIN.items():
            found = case.search_names(typed)
            assert ":" in typed or typed == "n7" or found[0].ref.removesuffix("-2") == ref, typed


def test_names_are_those_of_the_moment_that_is_asked_for(tmp_path: Path) -> None:
    clock = Clock("09:00")
    with CaseFile.create(tmp_path / "case", clock=clock) as case:
        for time, label in (("10:00", "Rosa Vega"), ("11:00", "Rosa Prado")):
            clock.at(time)
            case.record_form(
                {
                    "source": SOURCE | {"publisher": "radio"},
                    "names": {"radio": NAMES["radio"], "rosa": {"is": "person:r", "label": label}},
                }
            )
        with case.at("2026-02-01T10:30:00.000Z") as before:
            assert (before.match("Vega").near, before.match("Prado").near) == ((Ref("person", "r"),), ())
            assert before.find("Vega, Rosa") == [Ref("person", "r")]
        assert [case.find(name) for name in ("Rosa Vega", "Prado, Rosa")] == [[Ref("person", "r")]] * 2
        with case.at("2026-02-01T09:30:00.000Z") as empty:
            assert empty.find("Rosa Vega") == [] == empty.search_names("rosa")


def test_of_many_with_one_name_some_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    names = {f"n{n}": {"is": f"person:n{n}", "label": "Ana Sol"} for n in range(30)}
    with CaseFile.create(tmp_path / "case") as case:
        case.record_form({"source": SOURCE | {"publisher": "n0"}, "names": names})
        with pytest.raises(NotFound, match=r"\(Ana Sol\) and 18 more"):
            case.get("ana sol")
        assert len(case.match("ana sol").certain) == 30
        assert len(case.match("ana sol").proposals) == 12
