"""Search in words: of claims, of kept documents, and inside names.

    folding     how texts and typed words are taken apart, so that they meet
    tables      the SQLite file with the full-text tables; brought up from the journal, safe to delete
    passages    what was typed -> claims, documents and names whose words fit, the best first

The file stands beside the store and is brought up to the end of the journal before it answers. Names are found in the
side index (storage/names.py); here only what that does not find: a part of a word.
"""
