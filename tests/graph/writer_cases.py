"""What test_writers, test_writing start from."""

from __future__ import annotations

import csv
import io
import zipfile

from tests.builders import a_claim_form, a_form
from tests.graph.graph_cases import graph, known_of, written

SCHEMA = "https://schema.org/"


def tables(found):
    with zipfile.ZipFile(io.BytesIO(written(found, ".csv.zip"))) as archive:
        assert archive.testzip() is None
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {
        name: list(csv.DictReader(io.StringIO(text, newline="")))
        for name, text in texts.items()
        if name.endswith(".csv")
    }, texts


def twice_held():
    held = [
        a_claim_form(event=f"detention:a-{n}", began=f"{year}-02-01", ended=f"{year}-05-01")
        for n, year in ((1, 2024), (2, 2025))
    ]
    return graph(known_of(a_form(*held)), "person-facility")
