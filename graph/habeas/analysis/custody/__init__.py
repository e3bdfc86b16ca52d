"""Who is held, where, how sure, and who disagrees: from evidence alone.

    answer     one answer: a state, how sure, by which claims
    values     what a life in custody is put together from
    life       one person's evidence in order: stays, what opens custody, what shows it, what ends it
    state      axis 1, custody, on a day; proof says what makes a day certain, and what speaks against it
    axes       axes 2 and 3, the law and the restrictions
    place      axis 4, where
    timeline   all four axes on a day, and on every day
    contested  which claims clash, and on which days
    spells     spells of detention with their bounds and their length, and the dates of each stay

Pure: plain values in, plain values out. Rules: domain/vocabulary.md 5 and 6, docs/custody.md.
"""
