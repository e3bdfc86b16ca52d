"""What the bench of wordings does in its child processes runs over the whole list."""

import pytest
from bench.bench_wordings import work


@pytest.mark.parametrize("what", ["words", "digits"])
def test_each_wording_is_read_and_its_days_in_digits_too(what: str) -> None:
    work(what)
