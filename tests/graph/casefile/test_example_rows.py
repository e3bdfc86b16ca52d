"""The example, row by row, against what a careful reader found in the two articles.

A row: id, passage, first and last possible day, whether it stands as a fact, least and greatest number.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.dates.conventions import DEFAULTS
from habeas.formats.read.files import read_form
from habeas.formats.read.raw import Batch
from habeas.formats.read.yaml_text import yaml_documents
from habeas.model.claims import assertion_of, read_claim, valid_time
from habeas.model.validate import described_refs, require_fit
from habeas.model.values import Claim

EXAMPLE = Path(__file__).parents[3] / "examples" / "venezuela-2026"
FILES = ("npr-2026-01-12.yaml", "nyt-2026-01-01.yaml")
ROWS = """
N001 528-546 2026-01-12 2026-01-12 Y - -
N002 5540-5558 2026-01-01 2026-12-31 Y - -
N003 570-586 2026-01-12 2026-01-12 Y - -
N004 153-188 2026-01-09 2026-01-09 Y - -
N005 254-279 2026-01-09 2026-01-09 Y - -
N006 210-240 2026-01-09 2026-01-09 N - -
N007 72-118 2026-01-12 2026-01-12 Y 200 -
N008 589-605 2013-01-01 2026-01-12 Y 2000 -
N009 589-605 2013-01-01 2026-01-03 N - -
N010 732-753 2026-01-03 2026-01-03 Y - -
N011 809-839 2026-01-08 2026-01-12 Y - -
N012 873-897 2026-01-12 2026-01-12 Y 41 41
N013 910-947 2026-01-12 2026-01-12 Y 801 -
N014 990-1018 2026-01-12 2026-01-12 Y - -
N015 1049-1063 2026-01-08 2026-01-12 N - -
N016 1139-1161 2026-01-12 2026-01-12 Y - -
N017 1254-1285 - 2026-01-12 N - -
N018 1290-1317 - 2026-01-12 Y 1 -
N019 1319-1346 2026-01-10 2026-01-10 Y - -
N020 1348-1376 2026-01-10 2026-01-10 Y 52 52
N021 1348-1376 - 2026-01-10 Y - -
N022 1381-1405 2025-12-01 2025-12-31 Y - -
N023 1406-1439 2025-12-01 2025-12-31 N - -
N024 1441-1479 2026-01-10 2026-01-10 Y - -
N025 1441-1470 2026-01-10 2026-01-10 Y - -
N026 1290-1317 2026-01-10 2026-01-10 Y - -
N027 1494-1529 2026-01-12 2026-01-12 Y - -
N028 1533-1576 2026-01-12 2026-01-12 N - -
N029 1705-1748 2021-01-01 2021-12-31 Y - -
N030 1648-1696 2021-01-01 2021-12-31 N - -
N031 1849-1872 - 2026-01-12 N - -
N032 1876-1923 2026-01-12 2026-01-12 Y - -
N033 1925-1952 - 2026-01-12 Y - -
N034 1977-1993 2026-01-05 2026-01-11 N - -
N035 2100-2139 2026-01-08 2026-01-08 Y - -
N036 2141-2176 2026-01-03 2026-01-03 Y - -
N037 2168-2210 2026-01-03 2026-01-03 Y - -
N038 2229-2268 2026-01-12 2026-01-12 Y - -
N039 2273-2314 2026-01-12 2026-01-12 Y - -
N040 2297-2330 2026-01-12 2026-01-12 Y - -
N041 2342-2386 2026-01-08 2026-01-12 N - -
N042 2405-2435 2026-01-08 2026-01-12 N - -
N043 2456-2481 2026-01-10 2026-01-11 N - -
N044 2599-2626 2026-01-08 2026-01-11 Y - -
N045 2648-2671 2024-01-01 2024-12-31 Y - -
N046 2676-2706 2024-01-01 2024-12-31 N - -
N047 2746-2772 2024-01-01 2024-12-31 N - -
N048 2786-2826 2024-01-01 2024-12-31 N - -
N049 2863-2892 2024-01-01 2024-12-31 Y - -
N050 2894-2936 2024-01-01 2024-12-31 N - -
N051 2937-2964 2024-01-01 2024-12-31 Y - -
N052 3039-3056 2024-05-01 2025-05-31 Y - -
N053 3058-3101 2024-05-01 2025-05-31 Y - -
N054 3102-3135 2024-01-01 2025-12-31 N - -
N055 3170-3212 - - Y - -
N056 3198-3232 2024-11-01 2026-01-11 Y - -
N057 3234-3269 2026-01-08 2026-01-11 Y - -
N058 3274-3301 2026-01-08 2026-01-11 Y - -
N059 3365-3411 2026-01-12 2026-01-12 Y - -
N060 3416-3462 2026-01-08 - Y - -
N061 3313-3363 2026-01-12 2026-01-12 N - -
N062 3477-3504 2026-01-08 2026-01-12 N - -
N063 3577-3613 2026-01-12 2026-01-12 Y 116 116
N064 3629-3660 2026-01-12 2026-01-12 N 0 116
N065 3699-3729 2026-01-12 2026-01-12 N - -
N066 3826-3861 2026-01-08 2026-01-12 Y - -
N067 3985-4042 2026-01-08 2026-01-12 Y - -
N068 3895-3923 - 2026-01-11 Y - -
N069 3884-3923 2026-01-12 2026-01-12 Y - -
N070 4097-4140 2026-01-08 2026-01-12 N - -
N071 4288-4324 2019-01-01 2019-12-31 Y - -
N072 4326-4364 2019-01-01 2019-12-31 Y - -
N073 4419-4446 2019-01-01 2019-12-31 N - -
N074 4203-4235 2026-01-12 - N - -
N075 4154-4192 2026-01-12 2026-01-12 Y - -
N076 4531-4564 2026-01-03 2026-01-12 N - -
N077 4701-4739 - 2026-01-08 Y - -
N078 4741-4781 - 2026-01-08 Y - -
N079 4786-4816 - 2026-01-08 N - -
N080 4834-4876 - 2026-01-12 N - -
N081 4878-4913 - 2026-01-12 N - -
N082 5015-5053 2026-01-10 2026-01-11 N - -
N083 5085-5132 2026-01-03 2026-01-11 N - -
N084 5170-5209 2026-01-03 2026-01-12 N - -
N085 5341-5372 2026-01-12 - N - -
N086 5376-5405 2026-01-12 - N - -
Y001 379-392 2026-01-01 2026-01-02 Y - -
Y002 0-38 2025-11-01 2025-11-30 Y - -
Y003 152-174 2026-01-01 2026-01-01 Y 24 -
Y004 263-299 2026-01-01 2026-01-01 Y 801 -
Y005 199-231 2026-01-01 2026-01-01 Y 80 -
Y006 461-492 2026-01-01 2026-01-01 Y - -
Y007 420-460 2026-01-01 2026-01-01 Y 80 -
Y008 474-502 2026-01-01 2026-01-01 Y 1 -
Y009 557-595 - 2026-01-01 N - -
Y010 616-651 2025-01-01 2026-01-01 N - -
Y011 707-742 2025-12-20 2025-12-31 Y - -
Y012 787-828 2025-12-01 2026-01-01 Y 180 199
Y013 859-893 2026-01-01 2026-01-01 Y - -
Y014 921-953 2026-01-01 2026-01-01 Y - -
Y015 938-974 - 2024-12-31 Y - -
Y016 1018-1052 2024-10-01 2024-12-31 Y - -
Y017 1070-1107 - 2024-12-31 Y - -
Y018 1158-1189 2025-01-20 2026-01-01 Y - -
Y019 1220-1253 2026-01-01 2026-01-01 Y - -
Y020 1378-1429 2026-01-01 2026-01-01 Y - -
Y021 1314-1359 2024-01-01 2024-12-31 N - -
Y022 1484-1513 2024-01-01 2024-12-31 N - -
Y023 1593-1627 2024-01-01 2025-12-31 N - -
Y024 1548-1587 2024-01-01 2025-12-31 Y - -
Y025 1651-1691 2024-01-01 2026-01-01 Y 2000 -
Y026 1459-1488 2026-01-01 2026-01-01 Y - -
Y027 1707-1742 2024-01-01 2024-12-31 Y - -
Y028 1814-1856 2025-07-01 2026-01-01 N - -
Y029 1857-1904 2025-07-01 2026-01-01 N - -
Y030 1906-1946 2025-07-01 2026-01-01 N - -
Y031 1986-2027 2026-01-01 2026-01-02 N - -
Y032 2092-2143 2026-01-01 2026-01-01 Y - -
Y033 2044-2077 2026-01-01 2026-01-01 Y 800 900
Y034 2163-2197 2026-01-01 2026-01-01 N - -
Y035 2279-2316 2026-01-01 2026-01-01 N - -
Y036 2318-2341 2026-01-01 2026-01-01 N - -
Y037 2344-2390 2025-01-01 2025-12-31 Y - -
Y038 2467-2495 2025-01-01 2025-12-31 Y - -
Y039 2391-2418 2025-01-01 2025-12-31 Y 17 17
Y040 2500-2531 2025-01-01 2025-12-31 Y - -
Y041 2569-2598 2025-07-01 2026-01-01 N - -
Y042 2671-2716 2025-07-01 2026-01-01 Y 3 -
Y043 2733-2781 - 2026-01-01 N - -
Y044 2644-2684 2025-07-01 2026-01-01 Y - -
Y045 2828-2869 2026-01-01 2026-01-01 Y - -
Y046 2874-2900 - 2026-01-01 Y - -
Y047 2962-2975 2025-12-01 2026-01-01 N - -
Y048 3167-3210 2025-12-20 2026-01-01 Y - -
Y049 3096-3150 2025-12-20 2026-01-01 N - -
Y050 3437-3481 2026-01-01 2026-01-01 Y - -
Y051 3514-3546 2024-10-01 2026-01-01 N - -
Y052 3554-3584 2024-10-01 2026-01-01 N - -
Y053 3593-3625 2024-10-01 2026-01-01 N - -
Y054 3627-3660 2026-01-01 2026-01-01 N - -
Y055 3679-3731 2026-01-01 2026-01-01 Y - -
Y056 3780-3813 2026-01-01 2026-01-01 Y - -
Y057 3737-3752 2026-01-01 2026-01-01 Y 26 26
Y058 3817-3830 2026-01-01 2026-01-02 Y - -
Y059 3842-3870 2026-01-01 2026-01-02 Y - -
Y060 3903-3939 2026-01-01 2026-01-02 Y - -
"""


@pytest.fixture(scope="module")
def batches() -> list[Batch]:
    return [batch for name in FILES for batch in read_form(yaml_documents(EXAMPLE / name), EXAMPLE / name)]


@pytest.fixture(scope="module")
def claims(batches: list[Batch]) -> dict[str, Claim]:
    return {claim.id: claim for batch in batches for claim, _ in batch.claims}


def rows() -> list[list[str]]:
    return [line.split() for line in ROWS.strip().splitlines()]


def days(claim: Claim) -> tuple[str, str]:
    time = valid_time(claim, DEFAULTS)
    return (str(time.earliest or "-"), str(time.latest or "-")) if time else ("-", "-")


def numbers(claim: Claim) -> tuple[str, str]:
    details = {name: value for name, value in claim.details if name in {"lower", "upper"}}
    if claim.relation == "ageAt":
        return str(claim.object), str(claim.object)
    return str(details.get("lower", "-")), str(details.get("upper", "-"))


def test_nothing_is_refused(batches: list[Batch]) -> None:
    assert [refusal for batch in batches for refusal in batch.refused] == []


def test_every_row_is_there_in_order_and_once(batches: list[Batch]) -> None:
    ids = [claim.id for batch in batches for claim, _ in batch.claims]
    assert ids == [row[0] for row in rows()]


def test_every_claim_fits_the_vocabulary_and_its_document(batches: list[Batch]) -> None:
    for batch in batches:
        assert batch.source is not None
        for claim, _ in batch.claims:
            require_fit(read_claim(claim, DEFAULTS), batch.source)


def test_every_name_used_is_described(batches: list[Batch]) -> None:
    for batch in batches:
        assert batch.source is not None
        described = {entity.ref for entity in batch.entities} | {batch.source.ref}
        used = {ref for claim, _ in batch.claims for ref in described_refs(read_claim(claim))}
        assert used <= described


def test_a_name_in_both_files_is_described_alike(batches: list[Batch]) -> None:
    first, second = ({entity.ref: entity for entity in batch.entities} for batch in batches)
    assert [ref for ref in first.keys() & second.keys() if first[ref] != second[ref]] == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_row_is_read_as_the_careful_reader_read_it(row: list[str], claims: dict[str, Claim]) -> None:
    name, passage, earliest, latest, stands, lower, upper = row
    claim = claims[name]
    assert f"{claim.passages[0].start}-{claim.passages[0].end}" == passage
    assert days(claim) == (earliest, latest)
    assert (assertion_of(claim) == "asserted") is (stands == "Y")
    assert numbers(claim) == (lower, upper)


def test_93_rows_stand_as_facts_and_53_do_not(claims: dict[str, Claim]) -> None:
    stands = [assertion_of(claim) == "asserted" for claim in claims.values()]
    assert (stands.count(True), stands.count(False)) == (93, 53)


def test_no_relation_is_said_of_a_person_who_is_only_accused(claims: dict[str, Claim]) -> None:
    accusing = [claim for claim in claims.values() if claim.modality == "accusation"]
    assert {claim.subject.kind for claim in accusing} == {"accusation"}
    assert {assertion_of(claim).value for claim in accusing} == {"act-only"}


def test_the_texts_quote_no_passage(claims: dict[str, Claim]) -> None:
    assert [claim.id for claim in claims.values() if claim.quote] == []
    assert max(len(claim.hedge_words.split()) for claim in claims.values()) <= 3
