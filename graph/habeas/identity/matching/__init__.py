"""Which names may be the same, and which only look alike: proposals for a person to judge. Nothing is ever merged here.

    phonetics    words in Latin letters, how they sound, how alike two of them are
    nicknames    short names: Pepe for José
    names        names of people, and of bodies, prisons and places, taken apart and compared
    candidates   which pairs are worth comparing; the pairs, the most alike first
    facts        what claims say about a name
    scoring      what speaks for and against
    proposal     what comes out, and the same in words

Pure: names and claims are handed in.
"""
