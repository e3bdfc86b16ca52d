"""If-None-Match and If-Match as RFC 9110 (13.1) has them: lists, weak tags and `*`, for reading and for writing."""

from __future__ import annotations

import httpx
import pytest

from habeas_api.http.preconditions import matches_strongly, matches_weakly, tags_in

PATHS = ["/api/people", "/id/person/enrique-marquez.ttl", "/sparql?query=ASK%20%7B%7D", "/static/reading.css"]
KNOWN = [
    "{tag}",
    "{strong}",
    '"other", {tag}',
    '{tag},"other"',
    '"a,b" , {tag}',
    '"", {strong} ,"x"',
    "*",
]
UNKNOWN = ['"other"', 'W/"other"', '"x{opaque}"', '"{opaque}x"', "{opaque}", "W/{opaque}", "", '"*"', 'w/"{opaque}"']


def _filled(text: str, tag: str) -> str:
    strong = tag.removeprefix("W/")
    return text.format(tag=tag, strong=strong, opaque=strong.strip('"'))


@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_has_the_answer_is_told_so(client: httpx.Client, method: str, path: str, known: str) -> None:
    first = client.get(path)
    again = client.request(method, path, headers={"If-None-Match": _filled(known, first.headers["etag"])})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "content-type" not in again.headers


@pytest.mark.parametrize("unknown", UNKNOWN)
@pytest.mark.parametrize("path", PATHS)
def test_who_has_another_answer_gets_this_one(client: httpx.Client, path: str, unknown: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": _filled(unknown, first.headers["etag"])})
    assert (again.status_code, again.content) == (200, first.content)


def test_tags_may_stand_in_several_lines(client: httpx.Client) -> None:
    tag = client.get("/api/people").headers["etag"]
    lines = [("If-None-Match", '"other"'), ("If-None-Match", tag)]
    assert client.get("/api/people", headers=lines).status_code == 304


@pytest.mark.parametrize("header", ["If-None-Match", "If-Match"])
@pytest.mark.parametrize("path", ["/api/claims/nothing", "/nothing", "/sparql?query=nonsense"])
def test_what_is_refused_anyway_is_refused_as_ever(client: httpx.Client, path: str, header: str) -> None:
    plain = client.get(path)
    for value in ("*", '"x"'):
        assert client.get(path, headers={header: value}).json() == plain.json()


@pytest.mark.parametrize("path", PATHS[:3])
def test_a_weak_tag_is_never_strong_enough_for_if_match(client: httpx.Client, path: str) -> None:
    tag = client.get(path).headers["etag"]
    for value, status in {"*": 200, tag: 412, tag.removeprefix("W/"): 412, '"other"': 412}.items():
        told = client.get(path, headers={"If-Match": value})
        assert told.status_code == status
        if status == 412:
            assert told.json()["type"] == "/docs/errors#precondition-failed"
    both = client.get(path, headers={"If-Match": '"other"', "If-None-Match": tag})
    assert both.status_code == 412, "If-Match counts first (RFC 9110, 13.2.2)"


@pytest.mark.parametrize(
    ("conditions", "status"),
    [
        ({"If-Match": '"older"'}, 412),
        ({"If-Match": 'W/"older", "oldest"'}, 412),
        ({"If-None-Match": "*"}, 412),
        ({"If-Match": "*"}, 400),
        ({"If-None-Match": '"other"'}, 400),
        ({}, 400),
    ],
)
def test_nothing_is_written_on_a_condition_that_does_not_hold(
    client: httpx.Client, conditions: dict[str, str], status: int
) -> None:
    """The body has a mistake, so a condition that holds ends in 400."""
    told = client.post("/api/claims/N056/withdraw", json={"reason": ""}, headers=conditions)
    assert told.status_code == status


def test_lists_of_tags() -> None:
    assert tags_in('"a", W/"b,c" ,"",*, x,"d"') == ['"a"', 'W/"b,c"', '""', '"d"']
    assert matches_weakly('W/"a"', '"a"')
    assert not matches_strongly('W/"a"', 'W/"a"')
    assert matches_strongly('"b","a"', '"a"')
