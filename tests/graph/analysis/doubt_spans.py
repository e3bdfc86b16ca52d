"""Spans of days, moves, and lists without dates.

Each case is a few claims and what is answered on some days: state and certainty, the place after @, restrictions after
+, and the claims against it (test_doubt.py).
"""

from __future__ import annotations

from tests.graph.analysis.doubt_told import (
    Cases,
    E,
    F,
    M,
    N,
    S,
    U,
    listed,
    out,
    seen,
    stay,
    taken,
)
from tests.tellings import WHO, told

SPANS: Cases = {
    "prison then unknown": (
        [stay(began="2025-03-01"), seen("whereabouts-unknown", "2025-06-29/2025-07-16")],
        {
            "2025-06-28": "held certain @ norte assumed",
            "2025-06-29": "whereabouts-unknown certain",
            "2025-07-01": "whereabouts-unknown certain",
            "2025-07-16": "whereabouts-unknown certain",
            "2025-07-20": "whereabouts-unknown assumed",
        },
    ),
    "unknown, visit inside w/o place": (
        [taken(), seen("whereabouts-unknown", "2025-03-04/2025-03-20"), seen("held", "2025-03-10", by=F)],
        {
            "2025-03-04": "whereabouts-unknown certain",
            "2025-03-09": "whereabouts-unknown certain",
            "2025-03-10": "held certain",
            "2025-03-11": "whereabouts-unknown certain",
            "2025-03-20": "whereabouts-unknown certain",
            "2025-03-25": "whereabouts-unknown assumed",
        },
    ),
    "unknown, visit inside at prison": (
        [
            taken(),
            seen("whereabouts-unknown", "2025-03-04/2025-03-20", by=M),
            seen("held", "2025-03-10", by=F, facility=N),
        ],
        {
            "2025-03-09": "whereabouts-unknown certain",
            "2025-03-10": "held certain @ norte contested",
            "2025-03-11": "whereabouts-unknown certain",
            "2025-03-21": "whereabouts-unknown assumed",
            "2025-03-25": "whereabouts-unknown assumed",
        },
    ),
    "unknown, presented on last day at prison": (
        [taken(), seen("whereabouts-unknown", "2025-03-04/2025-03-20"), seen("held", "2025-03-20", facility=N)],
        {
            "2025-03-10": "whereabouts-unknown certain",
            "2025-03-20": "held certain @ norte certain",
            "2025-03-25": "held assumed @ norte assumed",
        },
    ),
    "fuzzy ends": (
        [taken(), seen("whereabouts-unknown", "2025-03/2025-06")],
        {
            "2025-03-04": "held certain",
            "2025-03-20": "held certain",
            "2025-04-15": "whereabouts-unknown certain",
            "2025-06-01": "whereabouts-unknown certain",
            "2025-06-20": "whereabouts-unknown assumed",
            "2025-07-01": "whereabouts-unknown assumed",
        },
    ),
    "certain stay by ministry overlaps": (
        [
            stay(began="2025-03-01", ended="2025-06-01", by=M),
            seen("whereabouts-unknown", "2025-03-10/2025-03-20", by=F),
        ],
        {
            "2025-03-05": "held certain @ norte certain",
            "2025-03-10": "held certain @ norte certain",
            "2025-03-15": "held certain @ norte contested",
            "2025-03-25": "held certain @ norte certain",
        },
    ),
    "open span": (
        [taken(), seen("whereabouts-unknown", "2025-03-04/..")],
        {
            "2025-03-10": "whereabouts-unknown certain",
            "2025-12-10": "whereabouts-unknown certain",
            "2027-01-01": "whereabouts-unknown certain",
            "2027-02-01": "whereabouts-unknown assumed",
        },
    ),
    "incommunicado span in stay": (
        [stay(began="2025-03-01", ended="2025-06-01"), seen("held-incommunicado", "2025-03-05/2025-03-15")],
        {
            "2025-03-02": "held certain @ norte certain",
            "2025-03-10": "held-incommunicado certain @ norte certain",
            "2025-03-20": "held certain @ norte certain",
        },
    ),
}
MOVES: Cases = {
    "three prisons": (
        [
            stay(began="2025-01-10", ended="2025-06-01"),
            stay("2", S, began="2025-06-01", ended="2025-07-01"),
            stay("3", E, began="2025-07-02", ended="2025-08-01"),
        ],
        {
            "2025-05-01": "held certain @ norte certain",
            "2025-06-01": "held certain @ norte or sur certain",
            "2025-06-15": "held certain @ sur certain",
            "2025-07-01": "held certain @ sur certain",
            "2025-07-15": "held certain @ este certain",
            "2025-08-10": "left certain",
        },
    ),
    "ended alone": (
        [stay(began="2025-01-10", ended="2025-06-01")],
        {"2025-06-01": "held certain @ norte certain", "2025-06-10": "left certain", "2026-06-10": "left certain"},
    ),
    "arrest + ended alone": (
        [taken("2025-01-10"), stay(began="2025-01-10", ended="2025-06-01")],
        {"2025-06-10": "left certain"},
    ),
    "overlap unlinked": (
        [stay(began="2025-01-10", ended="2025-06-01"), stay("2", S, began="2025-05-01")],
        {
            "2025-05-15": "held certain @ norte certain",
            "2025-06-01": "held certain @ norte certain",
            "2025-06-10": "held assumed @ sur assumed",
        },
    ),
    "two claims one stay, same place": (
        [stay(began="2025-01-10"), stay("2", N, ended="2025-06-01")],
        {"2025-03-01": "held certain @ norte assumed", "2025-06-10": "left certain"},
    ),
    "stay ended, released later": (
        [stay(began="2025-01-10", ended="2025-06-01"), out("2025-06-10")],
        {"2025-06-05": "held possible against stay1", "2025-06-10": "held certain", "2025-06-11": "left certain"},
    ),
    "stay ended, arrest later": (
        [stay(began="2025-01-10", ended="2025-06-01"), taken("2025-07-10", n="2")],
        {"2025-06-15": "left certain", "2025-07-10": "held certain", "2025-07-20": "held assumed"},
    ),
    "ended fuzzy, seen elsewhere inside": (
        [stay(began="2025-01-10", ended="2025-06"), seen("held", "2025-06-10", facility=S)],
        {
            "2025-06-05": "held possible @ norte possible",
            "2025-06-10": "held certain @ sur certain",
            "2025-06-20": "held assumed @ sur assumed",
            "2025-07-05": "held assumed @ sur assumed",
        },
    ),
    "transferredTo": (
        [stay(began="2025-01-10"), told(WHO, "transferredTo", S, on="2025-06-01", event="detention:9", id="moved")],
        {
            "2025-03-01": "held certain @ norte assumed",
            "2025-05-31": "held certain @ norte assumed",
            "2025-06-01": "held certain @ sur certain",
            "2025-06-10": "held assumed @ sur assumed",
        },
    ),
    "transferredTo from": (
        [
            stay(began="2025-01-10"),
            told(WHO, "transferredTo", S, on="2025-06-01", event="detention:9", id="moved", transferredFrom=N),
        ],
        {
            "2025-03-01": "held certain @ norte assumed",
            "2025-06-01": "held certain @ norte or sur certain",
            "2025-06-10": "held assumed @ sur assumed",
        },
    ),
}
LISTS: Cases = {
    "list": (
        [listed()],
        {
            "1990-01-01": "- not stated",
            "2025-12-01": "- not stated",
            "2025-12-20": "held possible @ norte possible",
            "2026-01-11": "held possible @ norte possible",
            "2026-01-12": "held assumed @ norte assumed",
            "2026-01-13": "held assumed @ norte assumed",
            "2026-06-01": "held assumed @ norte assumed",
        },
    ),
    "two lists": (
        [listed(), listed("2", said="2026-02-20")],
        {
            "2026-01-12": "held assumed @ norte assumed",
            "2026-02-01": "held assumed @ norte assumed",
            "2026-02-20": "held assumed @ norte assumed",
            "2026-03-01": "held assumed @ norte assumed",
        },
    ),
    "list and release before, same page": (
        [listed(), out("2026-01-08", said=U)],
        {
            "2026-01-05": "held possible @ norte possible",
            "2026-01-08": "held certain @ norte possible",
            "2026-01-09": "left certain",
            "2026-01-12": "left certain",
            "2026-02-01": "left certain",
        },
    ),
    "list and release after": (
        [listed(), out("2026-01-20", said="2026-01-21")],
        {
            "2026-01-15": "held assumed @ norte assumed",
            "2026-01-20": "held certain @ norte assumed",
            "2026-01-21": "left certain",
        },
    ),
    "list long after a release": (
        [taken("2019-03-01"), out("2019-04-01"), listed()],
        {
            "2020-01-01": "left certain",
            "2026-01-12": "held contested @ norte assumed against out1",
            "2026-02-01": "held contested @ norte assumed against out1",
        },
    ),
    "list and dated arrest": (
        [taken("2025-12-01", said="2025-12-02"), listed()],
        {
            "2025-12-15": "held assumed @ norte possible",
            "2026-01-12": "held assumed @ norte assumed",
            "2026-02-01": "held assumed @ norte assumed",
        },
    ),
    "undated stay on a dated event": (
        [
            told(WHO, "detainedAt", N, event="detention:1", said=U, id="where"),
            told("detention:1", "began", "2025-12-01", person=WHO, said=U, id="when"),
        ],
        {
            "2025-11-30": "- not stated",
            "2025-12-15": "held assumed @ norte assumed",
            "2026-01-12": "held assumed @ norte assumed",
            "2026-02-01": "held assumed @ norte assumed",
        },
    ),
    "undated obs": (
        [told("observation:u", "observedState", "held", person=WHO, said=U, id="obs")],
        {"2026-01-11": "held possible", "2026-01-12": "held assumed", "2026-01-20": "held assumed"},
    ),
    "undated obs at a place": (
        [told("observation:u", "observedState", "held", person=WHO, facility=N, said=U, id="obs")],
        {
            "2026-01-11": "held possible",
            "2026-01-12": "held assumed @ norte assumed",
            "2026-01-20": "held assumed @ norte assumed",
        },
    ),
    "undated free": (
        [
            taken("2025-12-01", said="2025-12-02"),
            told("observation:u", "observedState", "free", person=WHO, said=U, id="obs"),
        ],
        {
            "2025-12-15": "held assumed",
            "2026-01-11": "held assumed",
            "2026-01-12": "held possible",
            "2026-01-20": "free assumed",
        },
    ),
    "said range": (
        [listed(said="[2026-01-10..2026-01-12]")],
        {
            "2026-01-09": "held possible @ norte possible",
            "2026-01-11": "held possible @ norte possible",
            "2026-01-12": "held assumed @ norte assumed",
            "2026-01-13": "held assumed @ norte assumed",
        },
    ),
    "list and W": (
        [listed(), seen("whereabouts-unknown", "2026-01-20", by=F)],
        {
            "2026-01-12": "held assumed @ norte assumed",
            "2026-01-20": "whereabouts-unknown certain",
            "2026-01-25": "whereabouts-unknown assumed",
        },
    ),
}
