"""How many of 1,000 planted secrets come out: names of sealed people, in more than 60 kinds of field and 8 kinds of
spelling, in 6 scripts (tests/planted.py). They are looked for in the public edition, from which every page, answer and
query for anybody is answered, and in every export.

    python -m bench.leaks            prints the count; exit status 1 when it is not 0
    python -m bench.leaks --small    so for 126 secrets
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.planted import leaks, outputs, plan, plant

WHOLE, SMALL = 1_000, 126


def main() -> int:
    """Plant them, write everything that leaves, and look."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help=f"{SMALL} secrets")
    planted = plan(SMALL if parser.parse_args().small else WHOLE)
    with TemporaryDirectory(prefix="habeas-leaks-") as folder, plant(Path(folder) / "case", planted) as case:
        found = leaks(outputs(case), planted)
    for place, (field, secret) in found:
        print(f"{place}: {secret.text} ({secret.spelling}, {secret.script}) from {field}")
    out = len({each for _, each in found})
    print(f"{out} of {len(planted)} planted secrets came out")
    return 1 if out else 0


if __name__ == "__main__":
    sys.exit(main())
