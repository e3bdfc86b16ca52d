"""What an article, a letter or a report says, as drafts of claims for a person to accept, change or reject.

    lexicon    the words of a language, from words.en.toml and words.es.toml; given names, and places of several words
    sentences  a text in blocks and sentences with their places
    mentions   names in a sentence: people, bodies, facilities, places; `people` tells which of them are one
    days       days as they are told, read by habeas.dates; never durations, ages or numbers of cases
    masks      a sentence in which a sign stands for each name and each day, for the patterns of `events` and `speakers`
    events     what happened to somebody in custody, when and where
    speakers   who says so, also where somebody says what somebody said
    figures    how many, of whom
    reader     all of it: a text becomes a TextReading

Nothing here records anything, and nothing here asks a network (`providers` does, where somebody switches one on).
"""
