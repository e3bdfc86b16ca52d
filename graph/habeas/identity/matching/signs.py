"""A whole name in Chinese, Korean or Japanese signs, and how it is written in Latin letters.

`runs` are spellings of a whole name run together, the surname first: two names that share one may be one. A surname
shows where a name begins, so those that are common are listed; a name in Latin letters without such a surname has none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from habeas.identity.matching.chinese import chinese_in_latin, chinese_of_signs
from habeas.identity.matching.japanese import japanese_in_latin, japanese_of_signs
from habeas.identity.matching.korean import korean_in_latin, korean_of_signs
from habeas.identity.matching.romanize import latin

HANGUL: Final = re.compile("[\uac00-\ud7af]")
IDEOGRAPH: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff々]")
_MOST_WORDS: Final = 5


@lru_cache(maxsize=200_000)
def runs(written: tuple[str, ...]) -> frozenset[str]:
    """What two spellings of one Chinese, Korean or Japanese name share. `written` are the words of a name."""
    if not 1 < len(written) <= _MOST_WORDS:
        return frozenset()
    whole = "".join(written)
    if HANGUL.match(whole):
        return frozenset(korean_of_signs(whole))
    if IDEOGRAPH.match(whole):
        return frozenset({*chinese_of_signs(whole), *japanese_of_signs(whole)})
    plain = [latin(word) for word in written]
    found = {*korean_in_latin(written), *chinese_in_latin(plain), *japanese_in_latin(plain)}
    return frozenset(run for run in found if not run.endswith("."))
