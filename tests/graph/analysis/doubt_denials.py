"""Plans, denials, and where somebody is.

Each case is a few claims and what is answered on some days: state and certainty, the place after @, restrictions after
+, and the claims against it (test_doubt.py).
"""

from __future__ import annotations

from dataclasses import replace

from tests.graph.analysis.doubt_told import (
    Cases,
    F,
    M,
    N,
    S,
    T,
    announced,
    died,
    no,
    out,
    seen,
    stay,
    taken,
)
from tests.tellings import WHO, told

AHEAD: Cases = {
    "announced done": (
        [T, announced(out("2026-01-12", by=M, said="2026-01-12"))],
        {"2026-01-11": "held certain", "2026-01-12": "held certain", "2026-01-13": "left certain"},
    ),
    "announced done next day": (
        [T, announced(out("2026-01-12", by=M, said="2026-01-13"))],
        {"2026-01-12": "held certain", "2026-01-13": "left certain"},
    ),
    "denied release": (
        [T, out("2026-01-08", by=M, said="2026-01-08"), no(out("2026-01-08", by=F, said="2026-01-12", id="no"))],
        {
            "2026-01-08": "held certain",
            "2026-01-09": "held contested against out1",
            "2026-02-01": "held contested against out1",
        },
    ),
    "planned release, and nothing else": (
        [out("2026-01-20", by=M, said="2026-01-10")],
        {
            "2026-01-09": "- not stated",
            "2026-01-10": "held possible",
            "2026-01-20": "held possible",
            "2026-01-25": "held possible",
        },
    ),
    "planned release said after another": (
        [out("2026-01-08", said="2026-01-09"), out("2026-01-20", by=M, said="2026-01-10", id="plan")],
        {"2026-01-09": "left certain", "2026-01-11": "left certain"},
    ),
    "planned ended": (
        [stay(began="2025-12-01", ended="2026-03-01", said="2025-12-02")],
        {
            "2026-02-01": "held assumed @ norte assumed",
            "2026-03-01": "held possible @ norte possible",
            "2026-03-02": "held possible @ norte possible",
        },
    ),
    "planned arrest": (
        [taken("2026-03-01", said="2026-02-01")],
        {"2026-02-15": "- not stated", "2026-03-01": "held possible", "2026-03-02": "held possible"},
    ),
    "planned transfer": (
        [stay(began="2025-12-01", said="2025-12-02"), stay("2", S, began="2026-02-01", said="2026-01-20")],
        {
            "2026-01-25": "held assumed @ norte assumed",
            "2026-02-01": "held assumed @ norte assumed",
            "2026-02-10": "held assumed @ norte assumed",
        },
    ),
    "planned death": (
        [T, died("2026-03-01", "1", said="2026-02-01", id="exec")],
        {"2026-02-15": "held assumed", "2026-03-02": "held possible against exec"},
    ),
    "release on range around said": (
        [T, out("[2026-01-10..2026-01-16]", by=M, said="2026-01-12")],
        {"2026-01-09": "held certain", "2026-01-12": "held possible", "2026-01-17": "left certain"},
    ),
}
DENIED: Cases = {
    "not released undated": (
        [
            T,
            out("2026-01-08", by=M, said="2026-01-08"),
            no(told(WHO, "releasedOn", "2026-01-08", event="release:z", by=F, said="2026-01-12", id="no")),
        ],
        {"2026-01-07": "held certain", "2026-01-08": "held certain", "2026-01-10": "held contested against out1"},
    ),
    "denial mode positive": (
        [
            T,
            out("2026-01-08", by=M, said="2026-01-08"),
            replace(out("2026-01-08", "z", by=F, said="2026-01-12", id="no"), modality="denial"),
        ],
        {"2026-01-10": "held contested against out1"},
    ),
    "we do not hold her": (
        [T, no(seen("held", "2025-12-10", by=M, said="2025-12-10", id="no"), "denial")],
        {
            "2025-12-05": "held assumed",
            "2025-12-10": "held contested against no",
            "2025-12-20": "held contested against no",
            "2026-01-20": "held contested against no",
        },
    ),
    "we do not hold her, then seen": (
        [
            T,
            no(seen("held", "2025-12-10", by=M, said="2025-12-10", id="no")),
            seen("held", "2025-12-20", by=F, said="2025-12-21", n="2"),
        ],
        {
            "2025-12-05": "held certain",
            "2025-12-10": "held contested against no",
            "2025-12-15": "held contested against no",
            "2025-12-20": "held certain",
            "2025-12-25": "held assumed",
        },
    ),
    "we do not hold her undated": (
        [T, no(told("observation:q", "observedState", "held", person=WHO, by=M, said="2025-12-10", id="no"))],
        {
            "2025-12-09": "held assumed",
            "2025-12-10": "held contested against no",
            "2025-12-20": "held contested against no",
        },
    ),
    "not at north": (
        [
            stay(began="2025-12-01", said="2025-12-02"),
            no(told(WHO, "detainedAt", N, on="2025-12-10", by=M, said="2025-12-10", id="no")),
        ],
        {
            "2025-12-05": "held assumed @ norte assumed",
            "2025-12-10": "held assumed @ norte contested",
            "2025-12-20": "held assumed @ norte contested",
        },
    ),
    "not at north undated": (
        [stay(began="2025-12-01", said="2025-12-02"), no(told(WHO, "detainedAt", N, by=M, said="2025-12-10", id="no"))],
        {
            "2025-12-05": "held assumed @ norte assumed",
            "2025-12-10": "held assumed @ norte contested",
            "2025-12-20": "held assumed @ norte contested",
        },
    ),
    "not at south": (
        [
            stay(began="2025-12-01", said="2025-12-02"),
            no(told(WHO, "detainedAt", S, on="2025-12-10", by=M, said="2025-12-10", id="no")),
        ],
        {"2025-12-10": "held assumed @ norte assumed"},
    ),
    "not arrested": (
        [T, no(taken("2025-12-01", n="z", by=M, id="no"))],
        {"2025-12-01": "held contested against no", "2025-12-05": "held contested against no"},
    ),
    "not dead": (
        [T, died("2026-01-10", "1", by=F, id="dead"), no(died("2026-01-10", "2", by=M, id="no"))],
        {"2026-01-09": "held assumed", "2026-01-11": "held contested against dead"},
    ),
    "not free": (
        [T, out("2026-01-08"), no(seen("free", "2026-01-10", by=F, id="no"))],
        {
            "2026-01-09": "left certain",
            "2026-01-10": "left contested against no",
            "2026-01-15": "left contested against no",
        },
    ),
    "negative alone": ([no(seen("held", "2025-12-10", by=M, id="no"))], {"2025-12-10": "- not stated"}),
    "negative arrest alone": ([no(taken("2025-12-01", id="no"))], {"2025-12-10": "- not stated"}),
    "negative release alone": ([no(out("2025-12-01", id="no"))], {"2025-12-10": "- not stated"}),
    "prediction": (
        [T, replace(out("2026-01-08"), modality="prediction"), replace(out("2026-01-08", "2"), modality="demand")],
        {"2026-01-10": "held assumed"},
    ),
}
PLACES: Cases = {
    "dead": (
        [
            told(WHO, "detainedAt", N, on="2026-01-05", event="detention:1", id="at"),
            died("2026-01-10", "1", inside=True, id="dead"),
        ],
        {
            "2026-01-05": "held certain @ norte certain",
            "2026-01-09": "held assumed @ norte assumed",
            "2026-01-10": "held certain @ norte assumed",
            "2026-01-11": "dead-in-custody certain",
        },
    ),
    "move home": (
        [
            stay(began="2024-02-13", ended="2024-02-16"),
            told("detention:2", "began", "2024-02-16", person=WHO, custodyKind="house-arrest", id="home"),
            told("detention:1", "continuedAs", "detention:2", person=WHO, id="move"),
        ],
        {
            "2024-02-15": "held certain @ norte certain",
            "2024-02-16": "house-arrest certain @ home certain",
            "2024-02-17": "house-arrest assumed @ home assumed",
        },
    ),
    "move home unlinked": (
        [
            stay(began="2024-02-13", ended="2024-02-16"),
            told("detention:2", "began", "2024-02-16", person=WHO, custodyKind="house-arrest", id="home"),
        ],
        {
            "2024-02-15": "held certain @ norte certain",
            "2024-02-16": "house-arrest certain @ home certain",
            "2024-02-17": "house-arrest assumed @ home assumed",
        },
    ),
    "unacknowledged at named": (
        [stay(began="2024-02-13", custodyKind="unacknowledged")],
        {
            "2024-02-13": "held-incommunicado certain @ norte certain",
            "2024-02-20": "held-incommunicado assumed @ norte assumed",
        },
    ),
    "house arrest then seen in prison": (
        [
            told("detention:2", "began", "2024-02-16", person=WHO, custodyKind="house-arrest", id="home"),
            seen("held", "2024-03-01", facility=N),
        ],
        {
            "2024-02-20": "house-arrest certain @ home assumed",
            "2024-03-01": "held certain @ norte certain",
            "2024-03-05": "held assumed @ norte assumed",
        },
    ),
    "furlough place": (
        [stay(began="2025-02-01"), out("2025-12-20", ends="detention:1", releaseType="furlough")],
        {"2025-12-20": "held certain @ norte certain", "2025-12-25": "furlough assumed"},
    ),
}
