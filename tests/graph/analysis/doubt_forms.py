"""How far back a sighting reaches, deaths, and two tellings of one event.

Each case is a few claims and what is answered on some days: state and certainty, the place after @, restrictions after
+, and the claims against it (test_doubt.py).
"""

from __future__ import annotations

from tests.graph.analysis.doubt_told import (
    TAG,
    Cases,
    F,
    M,
    N,
    died,
    out,
    seen,
    stay,
    taken,
)
from tests.tellings import WHO, told

REACH: Cases = {
    "obs once": (
        [seen("held", "2026-01-12", facility=N)],
        {
            "1990-01-01": "- not stated",
            "2025-12-01": "- not stated",
            "2025-12-13": "held possible",
            "2025-12-14": "held possible",
            "2026-01-12": "held certain @ norte certain",
            "2026-02-01": "held assumed @ norte assumed",
        },
    ),
    "asOf year": (
        [stay(on="2024")],
        {
            "2023-11-01": "- not stated",
            "2023-12-10": "held possible @ norte possible",
            "2024-06-01": "held possible @ norte possible",
            "2025-01-01": "held assumed @ norte assumed",
        },
    ),
    "release only": (
        [out("2026-01-12")],
        {
            "1990-01-01": "- not stated",
            "2025-12-01": "- not stated",
            "2025-12-20": "held possible",
            "2026-01-12": "held certain",
            "2026-01-13": "left certain",
        },
    ),
    "ended only": (
        [stay(ended="2026-01-12")],
        {
            "1990-01-01": "- not stated",
            "2025-12-20": "held possible @ norte possible",
            "2026-01-12": "held certain @ norte certain",
            "2026-01-13": "left certain",
        },
    ),
    "ended until": (
        [stay(ended="../2026-01-12")],
        {
            "1990-01-01": "- not stated",
            "2025-12-20": "held possible @ norte possible",
            "2026-01-12": "held possible @ norte possible",
            "2026-01-13": "left certain",
        },
    ),
    "death in custody only": (
        [died("2026-01-10", "1", inside=True, id="dead")],
        {
            "1990-01-01": "- not stated",
            "2026-01-09": "held possible",
            "2026-01-10": "held certain",
            "2026-01-11": "dead-in-custody certain",
        },
    ),
    "tag": (
        [stay(began="2026-01-05"), out("2026-02-08", ends="detention:1"), TAG],
        {
            "2026-01-12": "held certain @ norte certain",
            "2026-02-07": "held certain @ norte certain",
            "2026-02-09": "left certain + ankle-tag possible",
            "2026-02-10": "left certain + ankle-tag certain",
            "2026-03-10": "left certain + ankle-tag assumed",
        },
    ),
    "tag no custody": (
        [TAG],
        {
            "2025-12-01": "- not stated",
            "2026-01-20": "- not stated + ankle-tag possible",
            "2026-02-10": "- not stated + ankle-tag certain",
        },
    ),
    "tag began in cell": (
        [
            stay(began="2026-01-05"),
            told("condition:1", "conditionType", "media-ban", person=WHO, began="2026-01-10", id="ban"),
        ],
        {
            "2026-01-08": "held assumed @ norte assumed",
            "2026-01-12": "held assumed @ norte assumed + media-ban assumed",
        },
    ),
    "two sightings years apart": (
        [seen("held", "2020-01-12"), seen("held", "2026-01-12", n="2")],
        {"2019-01-01": "- not stated", "2021-01-01": "held assumed", "2026-01-12": "held certain"},
    ),
    "arrest then sight": (
        [taken("2020-01-12"), seen("held", "2026-01-12", n="2")],
        {"2019-12-30": "- not stated", "2021-01-01": "held certain", "2026-01-12": "held certain"},
    ),
}
DEATHS: Cases = {
    "ends": (
        [
            stay(began="2026-01-01", custodyKind="hospital-under-guard"),
            died("2026-01-10", "1", ends="detention:1", id="dead"),
        ],
        {
            "2026-01-05": "hospital-under-guard certain @ norte certain",
            "2026-01-10": "hospital-under-guard certain @ norte certain",
            "2026-01-11": "dead-in-custody certain",
        },
    ),
    "ends but said not": (
        [stay(began="2026-01-01"), died("2026-01-10", "1", ends="detention:1", inside=False, id="dead")],
        {"2026-01-11": "dead certain"},
    ),
    "no tie": (
        [stay(began="2026-01-01"), died("2026-01-10", "1", id="dead")],
        {"2026-01-09": "held assumed @ norte assumed", "2026-01-11": "dead certain"},
    ),
    "endedBy": (
        [stay(began="2026-01-01", endedBy="death:1"), died("2026-01-10", "1", id="dead")],
        {"2026-01-11": "dead-in-custody certain"},
    ),
    "seen dead in custody": (
        [stay(began="2026-01-01"), seen("dead-in-custody", "2026-01-10")],
        {
            "2026-01-05": "held certain @ norte assumed",
            "2026-01-10": "held certain @ norte assumed",
            "2026-01-11": "dead-in-custody certain",
        },
    ),
    "two deaths": (
        [taken(), died("2026-01-10", "1", by=M, id="d1"), died("2026-01-12", "2", by=F, id="d2")],
        {
            "2026-01-09": "held assumed",
            "2026-01-10": "held assumed",
            "2026-01-11": "dead contested against d2",
            "2026-01-12": "dead contested against d2",
            "2026-01-13": "dead certain",
        },
    ),
    "two deaths in custody": (
        [
            taken(),
            died("2026-01-10", "1", by=M, inside=True, id="d1"),
            died("2026-01-12", "2", by=F, inside=True, id="d2"),
        ],
        {
            "2026-01-09": "held certain",
            "2026-01-10": "held certain",
            "2026-01-11": "held contested against d1",
            "2026-01-12": "held contested against d1",
            "2026-01-13": "dead-in-custody certain",
        },
    ),
    "seen after death": (
        [taken(), died("2026-01-10", "1", by=M, id="d1"), seen("held", "2026-01-12", by=F)],
        {
            "2026-01-11": "dead contested against seen-held",
            "2026-01-12": "held contested against d1",
            "2026-01-14": "held contested against d1",
        },
    ),
}
FORMS: Cases = {
    "month arrest": (
        [taken("2025-03"), out("2025-03")],
        {
            "2025-02-15": "- not stated",
            "2025-02-28": "- not stated",
            "2025-03-15": "held possible",
            "2025-03-31": "held possible",
            "2025-04-01": "left certain",
        },
    ),
    "two releases far": (
        [taken("2019-03-01"), out("2019-04-01"), out("2026-01-08", "2")],
        {
            "2019-05-01": "left certain",
            "2025-12-01": "left certain",
            "2025-12-20": "held possible against out1",
            "2026-01-08": "held contested against out1",
            "2026-01-09": "left certain",
        },
    ),
    "two arrests near": (
        [taken("2025-03-04"), taken("2025-03-06", n="2", by=M)],
        {
            "2025-03-04": "held contested against taken2",
            "2025-03-05": "held contested against taken2",
            "2025-03-06": "held certain",
            "2025-03-07": "held assumed",
        },
    ),
    "two arrests, release between": (
        [taken("2025-03-04"), out("2025-03-05"), taken("2025-03-06", n="2", by=M)],
        {
            "2025-03-04": "held certain",
            "2025-03-05": "held certain",
            "2025-03-06": "held certain",
            "2025-03-07": "held assumed",
        },
    ),
    "arrest then stay days later": (
        [taken("2025-03-04"), stay(began="2025-03-06")],
        {
            "2025-03-04": "held certain",
            "2025-03-05": "held assumed",
            "2025-03-06": "held certain @ norte certain",
            "2025-03-07": "held assumed @ norte assumed",
        },
    ),
    "arrest, release, arrest months": (
        [taken("2025-01-10"), out("2026-01-08"), taken("2026-01-08", n="2")],
        {"2025-06-01": "held certain", "2026-01-08": "held certain", "2026-01-20": "held assumed"},
    ),
    "month arrest, exact release later": (
        [taken("2025-03"), out("2025-06-10")],
        {"2025-03-15": "held possible", "2025-05-01": "held certain", "2025-06-11": "left certain"},
    ),
    "release month, arrest month, second arrest": (
        [taken("2025-03"), out("2025-03"), taken("2025-05-01", n="2")],
        {"2025-04-10": "left certain", "2025-05-01": "held certain", "2025-06-01": "held assumed"},
    ),
}
