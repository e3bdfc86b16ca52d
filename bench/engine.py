"""The engine alone, for yardsticks.

python -m bench.engine dump CASE OUT.nq
python -m bench.engine load IN.nq STORE
"""

import sys
from pathlib import Path

from pyoxigraph import RdfFormat, Store


def dump(case: Path, out: Path) -> None:
    """The quads of a case file as N-Quads. The case is opened read-only; nobody may be writing to it."""
    Store.read_only(str(store_folder(case))).dump(out, RdfFormat.N_QUADS)


def store_folder(case: Path) -> Path:
    """Where in the case the engine's files are: the folder with the engine's own CURRENT file."""
    found = sorted((case / "store").rglob("CURRENT"))
    if len(found) != 1:
        raise SystemExit(f"{case.name}: {len(found)} engine stores found under store/, one expected")
    return found[0].parent


def load(quads: Path, store: Path) -> None:
    """Loads N-Quads into a fresh store on the disk, and writes all of it out."""
    fresh = Store(str(store))
    fresh.bulk_load(path=quads, format=RdfFormat.N_QUADS)
    fresh.flush()


def main() -> None:
    match sys.argv[1:]:
        case ["dump", folder, out]:
            dump(Path(folder), Path(out))
        case ["load", quads, store]:
            load(Path(quads), Path(store))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
