"""How long the command takes to say anything: `habeas --help` against a Python that does nothing.

The yardstick is `python -c pass`. Both run by turns, so that a busy moment hits both; medians are compared.
"""

from bench.yardstick import Report, Row, compared, finish, habeas, middle, options, python, run

TURNS = 15


def measure(turns: int) -> list[Row]:
    nothing, helping = python("-c", "pass"), habeas("--help")
    for command in (nothing, helping):
        run(command)  # the first run writes bytecode and fills the disk cache
    pairs = [(run(nothing), run(helping)) for _ in range(turns)]
    yardstick, cost = (middle(costs) for costs in zip(*pairs, strict=True))
    rows = [compared("python -c pass", yardstick, yardstick, note="yardstick")]
    return [*rows, compared("habeas --help", cost, yardstick, note=f"median of {turns}")]


def main() -> None:
    given = options(__doc__).parse_args()
    finish(Report("bench_start", "no-case", measure(TURNS)), given.results)


if __name__ == "__main__":
    main()
