"""Adding: the small answers that scripts ask for."""

from __future__ import annotations

from typing import Any

from tests.api.web.adding_cases import GOOD, running, writer
from tests.api.web.browsing import Browser

__all__ = ["running", "writer"]
"""The fixtures that these tests start from."""

# -- for scripts


def ask(writer: Browser, path: str, **given: str) -> Any:
    answer = writer.get(f"/room/{path}", params=given)
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def test_a_date_is_told_in_words_of_the_language(writer: Browser) -> None:
    told = ask(writer, "dates", text="[2026-01-08..2026-01-11]")
    assert (told["words"], told["earliest"], told["latest"]) == (
        "one day between 8 and 11 January 2026",
        "2026-01-08",
        "2026-01-11",
    )
    assert (
        ask(writer, "dates", text="la semana pasada", doc="letter", lang="es")["words"]
        == "un día entre el 2 y el 8 de febrero de 2026"
    )
    assert ask(writer, "dates", text="12 January 2026")["edtf"] == "2026-01-12"
    wrong = ask(writer, "dates", text="last week")
    assert (wrong["understood"], "date" in wrong["next"]) == (False, True)
    assert ask(writer, "dates", text="")["words"] == ""


def test_relations_that_fit_come_with_what_they_take(writer: Browser) -> None:
    told = ask(writer, "fitting", subject="person:ana-ruiz", lang="es")
    first = told["relations"][0]
    assert (told["kind"], first["name"], first["label"], first["takes"]) == (
        "person",
        "detainedAt",
        "preso en (centro)",
        "entity",
    )
    assert "facility" in first["kinds"] and first["when"]
    kinds = next(one for one in first["details"] if one["name"] == "custodyKind")["codes"]
    assert {"name", "label"} == set(kinds[0])
    assert ask(writer, "fitting", kind="facility")["relations"]
    assert len(ask(writer, "fitting", subject="nobody")["relations"]) > 30


def test_names_are_proposed_while_somebody_types(writer: Browser) -> None:
    told = ask(writer, "names", q="carcel nor", kind="facility place")
    assert [one["id"] for one in told["items"]] == ["facility:norte"]
    assert {one["kind"] for one in ask(writer, "names", q="ana ruis")["items"]} == {"person"}
    assert ask(writer, "names", q=" ")["items"] == []


def test_a_script_records_through_the_same_form_and_hears_of_mistakes_by_field(writer: Browser) -> None:
    fresh = ask(writer, "form")
    headers = {"Accept": "application/json", "Origin": str(writer.base_url).rstrip("/")}
    wrong = writer.post("/room/claims", data={**fresh, **GOOD, "object": "", "step": "record"}, headers=headers)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["object"])
    good = {**fresh, **GOOD, "note": "by a script", "on": "2026-02-03", "step": "record"}
    made = writer.post("/room/claims", data=good, headers=headers)
    assert (made.status_code, made.json()["note"]) == (201, "recorded")
    assert writer.post("/room/claims", data=good, headers=headers).json() == made.json()
