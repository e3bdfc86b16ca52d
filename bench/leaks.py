"""How many of 1,000 planted secrets come out: names of sealed people, in more than 60 kinds of field and 8 kinds of
spelling, in 6 scripts (tests/planted.py). They are looked for in the public edition, from which every page, answer and
query for anybody is answered, and in every export. And how many are on the disk while the case is locked, after kills
too: every byte of its folder and of the folder for temporary files, in every form (`tests.planted.in_clear`).

    python -m bench.leaks                      prints the counts; exit status 1 when one is not 0
    python -m bench.leaks --small              so for 126 secrets
    python -m bench.leaks --locked --kills 40  the locked case alone, killed so often while it is locked and opened
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.planted import Planted, in_clear, leaks, outputs, plan, plant

from bench.children import child, ended
from bench.write_grounds import WORDS
from habeas.casefile import CaseFile
from habeas.storage.lockbox import is_locked, settle
from habeas.storage.pseudonyms import pseudonyms
from habeas.storage.search.tables import SearchTables

WHOLE, SMALL = 1_000, 126


def main() -> int:
    """Plant them, write everything that leaves, lock the case, and look."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help=f"{SMALL} secrets")
    parser.add_argument("--locked", action="store_true", help="the locked case alone")
    parser.add_argument("--kills", type=int, default=20)
    given = parser.parse_args()
    planted = plan(SMALL if given.small else WHOLE)
    with TemporaryDirectory(prefix="habeas-leaks-") as room:
        lived_in = child(lambda: _live_in(Path(room) / "case", planted))
        assert ended(lived_in) == 0
        wrong = _locked(Path(room), planted, given.kills)
    return max(wrong, 0 if given.locked else _leaving(planted))


def _live_in(folder: Path, planted: list[Planted]) -> None:
    """A case with everything that a case may hold of them: searched, served to anybody, exported under pseudonyms."""
    with plant(folder, planted) as case:
        outputs(case, views=("full",))
        SearchTables(folder / "store" / "search.sqlite", folder / "journal").catch_up()
        pseudonyms(folder)
    (folder / "journal" / "torn-1.bin").write_text(planted[0].secret.text, encoding="utf-8")


def _locked(room: Path, planted: list[Planted], kills: int) -> int:
    """Lock and open the case, killed at any moment of it, and look at every byte each time that it is locked."""
    folder, temporary, chance = room / "case", room / "tmp", random.Random(0)
    temporary.mkdir()
    tempfile.tempdir = str(temporary)
    seen = len(in_clear(folder, planted))
    names = {each.secret.text for each in planted}
    print(f"{seen} of {len(names)} spellings stand in the open case")
    began = time.monotonic()
    assert ended(child(lambda: CaseFile.lock(folder, WORDS))) == 0
    took, looks, leaked = time.monotonic() - began, 0, set[str]()
    for _ in range(kills):
        command = CaseFile.unlock if is_locked(folder) else CaseFile.lock
        pid = child(partial(command, folder, WORDS), quiet=True)
        time.sleep(chance.random() * took)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        ended(pid)
        settle(folder)
        if is_locked(folder):
            looks += 1
            found = in_clear(room, planted)
            leaked |= found.keys()
            for text, where in found.items():
                print(f"{where}: {text}")
    print(f"{len(leaked)} of {len(names)} spellings on the disk in {looks} looks at the locked case, {kills} kills")
    return 1 if leaked or seen < len(names) or not looks else 0


def _leaving(planted: list[Planted]) -> int:
    with TemporaryDirectory(prefix="habeas-leaks-") as folder, plant(Path(folder) / "case", planted) as case:
        found = leaks(outputs(case), planted)
    for place, (field, secret) in found:
        print(f"{place}: {secret.text} ({secret.spelling}, {secret.script}) from {field}")
    out = len({each for _, each in found})
    print(f"{out} of {len(planted)} planted secrets came out")
    return 1 if out else 0


if __name__ == "__main__":
    sys.exit(main())
