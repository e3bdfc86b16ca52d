"""Draws the pictures of docs/developing: `python docs/make_diagrams.py`; with --check it only says which are stale.

The staircase is read from pyproject.toml and from the first lines of the packages. The others are drawn here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from diagram import Diagram
from staircase import staircase

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent
PICTURES: Final = HERE / "developing" / "pictures"


def write() -> Diagram:
    """What happens from a file to the disk."""
    picture = Diagram(900, 480, "A write, step by step")
    for number, (name, line) in enumerate(
        (("a file", "habeas load"), ("a form", "/add, POST /api/claims"), ("the shell", "habeas record"))
    ):
        picture.box(20, 40 + 70 * number, 170, 54, name, [line], kind="outside")
        picture.arrow((190, 67 + 70 * number), (228, 137))
    picture.box(230, 105, 180, 64, "1 read", ["formats/read", "source, names, claims"])
    picture.arrow((410, 137), (448, 137))
    picture.box(
        450,
        90,
        200,
        94,
        "2 check and name",
        ["casefile/loading.py", "valid? names known?", "id; new, known, withdrawn?"],
    )
    picture.arrow((550, 90), (550, 62), (668, 62))
    picture.box(670, 35, 210, 54, "refused", ["with file, line, reason, next step"], kind="outside")
    picture.arrow((650, 137), (688, 137))
    picture.box(690, 105, 190, 64, "3 commit", ["storage/workspace.py", "one writer, one lock"])
    picture.arrow((785, 169), (785, 218))
    picture.box(640, 220, 240, 64, "4 journal", ["appended, chained by hash,", "forced to the disk"], kind="truth")
    picture.line((20, 310), (880, 310))
    picture.text(20, 303, "Only now is anything acknowledged.", style="title")
    picture.text(20, 330, "What follows can be lost and made again.")
    picture.arrow((760, 284), (760, 348))
    picture.box(640, 350, 240, 64, "5 project", ["storage/projection.py", "operation to changes"])
    picture.arrow((640, 370), (582, 370))
    picture.arrow((640, 394), (600, 394), (600, 440), (582, 440))
    picture.box(330, 345, 250, 50, "store", ["the engine: quads"], kind="disk")
    picture.box(330, 415, 250, 50, "side index", ["SQLite: history, kept answers"], kind="disk")
    picture.note(
        20,
        372,
        [
            "Each view notes the journal line it has",
            "reached. One that lags is brought up at",
            "the next opening; applying a line twice",
            "changes nothing.",
        ],
    )
    return picture


def request() -> Diagram:
    """From the socket to the answer."""
    picture = Diagram(900, 620, "A request, from the socket to the answer")
    steps = (
        ("socket", "http/server.py: headers in time, and not endless", "outside"),
        ("access log", "no names, no queries; the last net for mistakes", "work"),
        ("security", "Host, Origin, token or session, length of the body", "guard"),
        ("caching", "same journal head, same address: 304, or the kept answer", "disk"),
        ("route", "routes/ for programs, web/pages/ for people", "work"),
        ("parameters", "each checked; clocks and audience become a View", "work"),
        ("case service", "service/case_service.py: who answers this?", "work"),
    )
    for number, (name, line, kind) in enumerate(steps):
        picture.box(20, 20 + 74 * number, 400, 52, name, [line], kind=kind)
        if number:
            picture.arrow((220, 72 + 74 * (number - 1)), (220, 20 + 74 * number))
    picture.band(470, 330, 410, 270, "who answers")
    answers = (
        ("the case's thread", "one: writes, names, pages of kept answers", "truth"),
        ("query workers", "a query each, over a checkpoint; can be ended", "guard"),
        ("job workers", "whole-case jobs: exports, library questions", "guard"),
    )
    for number, (name, line, kind) in enumerate(answers):
        picture.box(490, 360 + 78 * number, 370, 58, name, [line], kind=kind)
        picture.arrow((420, 490), (488, 389 + 78 * number))
    picture.box(
        490,
        168,
        370,
        70,
        "response",
        ["JSON by serializers/, pages by templates;", "long answers in parts as they come"],
    )
    picture.arrow((675, 330), (675, 238))
    picture.box(
        490,
        20,
        370,
        70,
        "client",
        ["ETag on every answer of the case;", "gone before the end: its query is ended"],
        kind="outside",
    )
    picture.arrow((675, 168), (675, 90))
    picture.note(
        20,
        566,
        ["Every error on the way becomes application/problem+json,", "or a page for whoever asked with a browser."],
    )
    return picture


def clocks() -> Diagram:
    """Three clocks and what each cut leaves."""
    picture = Diagram(900, 440, "Three clocks: valid, said, recorded")
    left, month = 190, 140
    for number, name in enumerate(("January", "February", "March", "April", "May")):
        picture.text(left + month * number + 6, 28, name)
        picture.line((left + month * number, 36), (left + month * number, 330), faint=True)
    rows = (
        ("valid", "when it was so", 60),
        ("said", "when it was said", 150),
        ("recorded", "when it entered the file", 240),
    )
    for name, about, top in rows:
        picture.text(20, top + 15, name, style="title")
        picture.text(20, top + 32, about)
    picture.bar(left + 230, 60, 40, 24, kind="disk")
    picture.bar(left + 270, 60, 250, 24, kind="work")
    picture.bar(left + 520, 60, 40, 24, kind="disk")
    picture.text(left + 250, 102, "taken: one of these days", style="small mid")
    picture.text(left + 540, 102, "let out: one of these days", style="small mid")
    for place, top, kind, words in (
        (left + 285, 150, "guard", "2 March: the radio says that she was taken"),
        (left + 545, 150, "guard", "28 April: her lawyer says that she is out"),
        (left + 335, 240, "truth", "12 March: the first claim is entered"),
        (left + 595, 240, "truth", "8 May: the second claim is entered"),
    ):
        picture.bar(place - 4, top, 8, 24, kind=kind)
        picture.text(place, top + 42, words, style="small mid")
    picture.note(
        20,
        356,
        [
            "on=20 March: was she held that day?",
            "said=31 March: only what had certainly been said by then, which is the radio.",
            "known=1 April: the file as it stood then: claims, labels, judgements and decisions of that moment.",
            "by=NAME: only what one speaker said.   audience: who is reading; everything, or only what is public.",
            "What is protected is decided by today's marks, whatever past is asked for.",
        ],
    )
    return picture


def caches() -> Diagram:
    """What is kept where, and what ends its life."""
    picture = Diagram(900, 560, "The caches")
    picture.box(
        20, 24, 860, 54, "journal", ["the truth; everything below is made from it and may be deleted"], kind="truth"
    )
    rows = (
        ("store", "the engine's quads", "notes the journal line it has reached", "store/quads"),
        (
            "side index",
            "history, names, kept answers",
            "the same; rebuilt when its layout or the settings change",
            "store/index.sqlite",
        ),
        (
            "search tables",
            "the words of claims, as full text",
            "catch up with the journal when somebody searches",
            "store/search.sqlite",
        ),
        (
            "checkpoints",
            "hard links to the store, for workers",
            "a new one once the journal has moved; old ones go",
            "store/checkpoints",
        ),
        (
            "result cache",
            "what workers computed for pages",
            "emptied when the journal's head or the day moves",
            "memory of the server",
        ),
        (
            "HTTP cache",
            "small answers, by ETag",
            "the same; its ETag names head, day, address and formats",
            "memory; the client",
        ),
    )
    for number, (name, what, ends, place) in enumerate(rows):
        top = 96 + 74 * number
        picture.box(20, top, 260, 58, name, [what], kind="disk" if place.startswith("store/") else "work")
        picture.text(300, top + 26, ends)
        picture.text(300, top + 45, place, style="small")
    picture.text(
        20, 550, "habeas rebuild makes the files again; habeas verify --deep compares them with a fresh replay."
    )
    return picture


def boundary() -> Diagram:
    """Who is trusted with what."""
    picture = Diagram(900, 620, "The trust boundary")
    rows = (
        (
            "pages of other sites",
            "may make a browser ask us",
            "Host, Origin, Sec-Fetch-Site",
            "http/security.py; no CORS",
        ),
        (
            "programs and browsers",
            "any request, at any speed",
            "token or session, limits",
            "http/security.py, http/server.py",
        ),
        ("files and forms", "may lie, or be broken", "refused, each with its place", "formats/read, model/validate.py"),
        ("queries", "may be built to hurt", "a guard, then a sandbox", "sparql/guard.py, sandbox.py"),
        ("a browser", "runs what it is given", "escaping, content policy", "web/template.py, http/security.py"),
        ("a terminal", "obeys control codes", "control codes replaced", "cli/main.py"),
        ("a file for somebody else", "is out of our hands", "public only, unless asked", "model/disclosure.py"),
    )
    picture.text(135, 30, "not trusted", style="title mid")
    picture.text(435, 30, "the fence", style="title mid")
    picture.text(750, 30, "trusted", style="title mid")
    for number, (name, line, fence, where) in enumerate(rows):
        top = 46 + 80 * number
        picture.box(20, top, 230, 58, name, [line], kind="outside")
        picture.box(300, top, 270, 58, fence, [where], kind="guard")
        inward = number < 4  # noqa: PLR2004 the first four come in, the others go out
        for left in (250, 570):
            ends = ((left, top + 29), (left + 48, top + 29))
            picture.arrow(*(ends if inward else tuple(reversed(ends))))
    picture.box(
        620,
        46,
        260,
        218,
        "the case's own thread",
        ["the one that writes:", "it holds the lock and the journal"],
        kind="truth",
    )
    picture.box(620, 286, 260, 58, "worker process", ["a checkpoint; no network, no programs"], kind="work")
    picture.box(
        620, 366, 260, 218, "the case folder", ["0700, not encrypted:", "whoever is you can read it"], kind="disk"
    )
    return picture


PICTURE: Final[dict[str, Callable[[], Diagram]]] = {
    "staircase": staircase,
    "write": write,
    "request": request,
    "times": clocks,
    "caches": caches,
    "boundary": boundary,
}


def main(arguments: list[str]) -> int:
    """Write the pictures, or check them. Returns the exit status."""
    texts = {PICTURES / f"{name}.svg": draw().svg for name, draw in PICTURE.items()}
    stale = [path for path, text in texts.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if "--check" in arguments:
            print(f"{path.relative_to(ROOT)} is stale: run python docs/make_diagrams.py", file=sys.stderr)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(texts[path], encoding="utf-8")
            print(f"{path.relative_to(ROOT)} written")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
