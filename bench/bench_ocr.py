"""How many characters of scans are recognised wrongly: twenty pages, English and Spanish, turned and blurred.

The pages are the articles of bench/articles, drawn as a scanner makes them: turned by up to a degree and a half,
blurred, grainy, saved as JPEG, half of them inside a PDF. They go through the reader of captured documents. The figure
is the character error rate (edit distance by characters of the page, white space as one space); the yardstick is
drawing the pages. Where `habeas[ocr]` is not installed, nothing is measured, and that is told.

    python -m bench.bench_ocr --font SERIF.ttf    # in the letters of a font file
"""

import io
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter, process_time

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from bench.articles import articles
from bench.yardstick import Cost, Report, Row, compared, finish, options
from habeas.capture.ocr import recogniser
from habeas.capture.reading import read_document

PAGES, SMALL = 20, 4
A4 = (1654, 2339)
"""Pixels of a page at 200 dots an inch."""
MARGIN, LETTERS, LINE, WIDTH = 140, 34, 52, 74
MOST_LINES = 38
SKEW, BLUR, GRAIN = 1.5, (0.6, 1.2), 8.0


def texts(count: int) -> list[list[str]]:
    """The lines of so many pages, of both languages by turns."""
    every = sorted(articles(), key=lambda one: (one.name[3:], one.name))
    return [_lines(one.text) for one in every[:count]]


def _lines(text: str) -> list[str]:
    wrapped = [line for paragraph in text.split("\n") if paragraph.strip() for line in textwrap.wrap(paragraph, WIDTH)]
    return wrapped[:MOST_LINES]


def page(lines: list[str], rng: Random, font: str | None) -> bytes:
    """A page as a scanner makes it; every other one is a PDF."""
    size = LETTERS
    letters = ImageFont.truetype(font, size) if font else ImageFont.load_default(size)
    picture = Image.new("L", A4, 250)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((MARGIN, MARGIN + number * LINE), line, font=letters, fill=25)
    turned = picture.rotate(rng.uniform(-SKEW, SKEW), resample=Image.Resampling.BICUBIC, fillcolor=250)
    blurred = np.asarray(turned.filter(ImageFilter.GaussianBlur(rng.uniform(*BLUR))), dtype=float)
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, GRAIN, blurred.shape)
    scan = Image.fromarray(np.clip(blurred + noise, 0, 255).astype("uint8"))
    out = io.BytesIO()
    scan.save(out, "PDF" if rng.getrandbits(1) else "JPEG", resolution=200.0, quality=70)
    return out.getvalue()


def drawn(count: int, font: str | None) -> Iterator[tuple[str, bytes]]:
    rng = Random(3)
    for lines in texts(count):
        yield " ".join(lines), page(lines, rng, font)


def read(pages: list[tuple[str, bytes]]) -> tuple[int, int, float]:
    """Characters wrong, characters in all, and the share of the worst page."""
    wrong, total, worst = 0, 0, 0.0
    for number, (told, content) in enumerate(pages, 1):
        print(f"page {number} of {len(pages)}", file=sys.stderr)
        found = " ".join(read_document(content, lambda done, of: None).text.split())
        distance = Levenshtein.distance(told, found)
        wrong, total, worst = wrong + distance, total + len(told), max(worst, distance / len(told))
    return wrong, total, worst


def rows(count: int, font: str | None) -> list[Row]:
    """Drawing the pages, and reading them with the errors of all."""
    start, worked = perf_counter(), process_time()
    pages = list(drawn(count, font))
    drawing = Cost(perf_counter() - start, process_time() - worked, 0.0)
    start, worked = perf_counter(), process_time()
    wrong, total, worst = read(pages)
    reading = Cost(perf_counter() - start, process_time() - worked, 0.0)
    note = f"{wrong} of {total:,} characters wrong, {wrong / total:.2%}; worst page {worst:.2%}; at most 1 % wanted"
    return [
        compared(f"{count} pages drawn", drawing, drawing, note="yardstick"),
        compared(f"{count} pages read", reading, drawing, note=note),
    ]


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--font", metavar="FILE", help="letters of this font instead of the built-in ones")
    given = parser.parse_args()
    if recogniser() is None:
        print('left out: pip install "habeas[ocr]" first', file=sys.stderr)
        finish(Report("bench_ocr", "not installed", []), given.results)
        return
    name = Path(given.font).stem if given.font else "built-in letters"
    finish(Report("bench_ocr", name, rows(SMALL if given.small else PAGES, given.font)), given.results)


if __name__ == "__main__":
    main()
