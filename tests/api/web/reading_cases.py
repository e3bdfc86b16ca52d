"""What test_reading and test_reading_documents start from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.api.served import Served, served
from tests.api.web.browsing import Browser, browser
from tests.api.web.inside import make_case
from tests.api.web.reader import read

MARQUEZ = "/id/person/enrique-marquez.html"
TEXT = "Ana Ruiz was taken on Monday.\r\nShe is held at Old Mill, says her mother.\n\nNobody told why.\n"
EVIL = '<script>alert("x")</script>'
LONG = "so it was told and written down again " * 27_000
PAGES = [
    "/",
    "/people",
    "/people?q=zzz",
    "/facilities",
    "/map",
    "/organizations",
    "/documents",
    "/claims",
    "/counts",
    "/impact/claim:N056?on=2026-02-01",
    "/check",
    "/docs",
    "/docs/errors",
    MARQUEZ,
    "/id/facility/el-helicoide.html",
    "/id/org/foro-penal.html",
    "/id/doc/npr-2026-01-12",
    "/id/claim/N056",
    "/id/time/2026-01-12.html",
    "/nowhere",
    "/id/person/nobody.html",
    "/people?on=x",
]


@pytest.fixture(scope="module")
def reading(server: Served) -> Iterator[Browser]:
    with browser(server) as found:
        yield found


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A case with names that mean harm, a text that is held, a quote that is long, a claim that is to be kept to
    oneself.
    """
    folder = make_case(tmp_path_factory.mktemp("odd") / "case", held_form(), evil_form())
    with served(folder) as running, browser(running, keeper=True) as found:
        yield found


def held_form() -> dict[str, Any]:
    """A document whose text is held, with two passages that overlap."""
    start = TEXT.index("She")
    return {
        "source": {"id": "letter", "title": "A letter", "date": "2026-02-01", "language": "en", "text": TEXT},
        "names": {
            "ana": {"is": "person:ana", "label": "Ana Ruiz"},
            "mill": {"is": "facility:old-mill", "label": "Old Mill"},
            "mother": {"is": "person:mother", "label": "Her mother"},
        },
        "claims": [
            {
                "id": "H1",
                "claim": ["ana", "detainedAt", "mill"],
                "asOf": "2026-02-01",
                "said-by": "mother",
                "quote": "She is held at Old Mill",
                "at": f"{start}-{start + 23}",
            },
            {
                "id": "H2",
                "claim": ["ana", "occupation", "held"],
                "said-by": "mother",
                "sensitivity": "restricted",
                "quote": "held at Old Mill, says her mother",
                "at": f"{start + 7}-{start + 40}",
            },
        ],
    }


def evil_form() -> dict[str, Any]:
    return {
        "source": {"id": "evil", "title": EVIL, "date": "2026-02-01", "url": "javascript:alert(1)", "note": EVIL},
        "names": {
            "who": {"is": "person:who", "label": EVIL, "note": EVIL, "also": [EVIL]},
            "where": {"is": "facility:where", "label": EVIL},
            "by": {"is": "org:by", "label": EVIL},
        },
        "claims": [
            {
                "id": "X1",
                "claim": ["who", "detainedAt", "where"],
                "asOf": "2026-02-01",
                "said-by": "by",
                "quote": LONG,
                "note": EVIL,
            },
            {"id": "X2", "claim": ["who", "occupation", EVIL], "said-by": "by"},
        ],
    }


def state(page: str) -> str:
    found = re.search(r'<p class="answer">(.*?)</p>', page, re.DOTALL)
    assert found, page[:3000]
    return " ".join(read(found[1]).text.split())
