"""Which names may be the same, and which only look alike: proposals for a person to judge. Nothing is ever merged here.

    rules        letters that are replaced by others
    romanize     words out of texts of any script, in Latin letters
    equivalents, nicknames   one name in several languages; short names and abbreviations
    letters      one word in two scripts; what Russian and Belarusian spellings share
    signs        names in signs: chinese, korean, japanese
    phonetics    how words sound, how alike two of them are
    parts        a name of a person taken apart: titles, particles, words that belong together
    names, bodies   names of people; of bodies, prisons and places: how well two match
    candidates   which pairs are worth comparing; the pairs, the most alike first
    facts        what claims say about a name
    scoring      what speaks for and against
    proposal     what comes out, and the same in words

Pure: names and claims are handed in.
"""
