"""Passages found by words: accents and case folded, beginnings, one typing error, any order of the words.

    tables      the SQLite file with the full-text tables; brought up from the journal, safe to delete
    passages    what was typed -> claims whose words fit, the best first

The file stands beside the store and is brought up to the end of the journal before it answers. Names are found in the
side index (storage/names.py).
"""
