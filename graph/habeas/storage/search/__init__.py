"""Finding names and passages by words: accents and case folded, prefixes, one typing error, any order of the words.

    tables    the SQLite file with the full-text tables; brought up from the journal, safe to delete
    typos     words that differ by one letter
    asking    what was typed -> what is found, the best first

The file stands beside the store and is brought up to the journal's end before it answers.
"""

from habeas.storage.search.asking import Found, find
from habeas.storage.search.tables import SearchTables

__all__ = ["Found", "SearchTables", "find"]
