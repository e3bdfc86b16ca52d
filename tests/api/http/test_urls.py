"""One module builds addresses: nobody else quotes, encodes or writes out where something on this server is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from habeas.model.values import Ref
from habeas_api.http import urls
from habeas_api.http.urls import PageUrls, address, entity_url, local_address, page_url, with_note

API = Path(urls.__file__).parents[1]
BUILDERS = {"quote", "quote_plus", "urlencode", "urlunsplit", "urljoin"}
MODULES = [path for path in sorted(API.rglob("*.py")) if path != Path(urls.__file__)]
TEMPLATES = sorted((API / "templates").glob("*.html"))
NAMES_ROUTES = {"routes/entities.py", "web/pages/docs.py"}
"""They name families of addresses, and link to none."""
TURNS_ADDRESSES_INTO_FILES = {"publishing/pages.py"}
"""It asks the application itself for each page, and writes every address in it as the name of a file."""
LINK = re.compile(r"""(?:href|action|src|formaction)=["'](?!\{\{|\{%|#)([^"']*)""")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(API)))
def test_no_other_module_builds_an_address(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "urllib.parse"
        for alias in node.names
    }
    assert imported & BUILDERS == set() or str(path.relative_to(API)) in TURNS_ADDRESSES_INTO_FILES
    if str(path.relative_to(API)) in NAMES_ROUTES:
        return
    pieces = [node.values[0] for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and len(node.values) > 1]
    starts = [piece.value for piece in pieces if isinstance(piece, ast.Constant) and isinstance(piece.value, str)]
    assert [text for text in starts if re.match(r"/(id|api|docs|static|sparql|ask|graph|room)\b", text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_writes_out_an_address(path: Path) -> None:
    assert LINK.findall(path.read_text(encoding="utf-8")) == []


def test_an_address_leaves_out_what_is_not_given() -> None:
    assert address("/people", {"q": "Ana Ruiz", "page": None, "group": ""}) == "/people?q=Ana+Ruiz"
    assert address("/id/person/ána") == "/id/person/%C3%A1na"


@pytest.mark.parametrize(
    ("ref", "page"),
    [
        (Ref("person", "ana"), "/id/person/ana.html"),
        (Ref("claim", "N056"), "/id/claim/N056"),
        (Ref("time", "%5B2026-01-08..2026-01-11%5D"), "/id/time/%5B2026-01-08..2026-01-11%5D.html"),
    ],
)
def test_a_thing_has_a_page_about_it_and_a_record_is_its_own_page(ref: Ref, page: str) -> None:
    assert page_url(ref) == page
    assert entity_url(Ref("person", "ana ruiz")) == "/id/person/ana%20ruiz"


def test_links_of_a_page_keep_the_language_and_what_it_is_as_of() -> None:
    here = PageUrls("/people", (("on", "2026-01-10"), ("lang", "es"), ("page", "3")))
    assert here.url("/facilities") == "/facilities?on=2026-01-10&lang=es"
    assert here.plain("/check") == "/check?lang=es"
    assert here.same(page=4) == "/people?on=2026-01-10&lang=es&page=4"
    assert here.hidden("on") == [("lang", "es")]


@pytest.mark.parametrize(
    "text", ["//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example/", "/a\nb", ""]
)
def test_an_address_elsewhere_is_not_followed(text: str) -> None:
    assert local_address(text) == "/"


def test_a_note_replaces_the_note_before() -> None:
    assert with_note("/id/claim/N056?lang=es&note=judged", "withdrawn") == "/id/claim/N056?lang=es&note=withdrawn"
