"""Who is held, where, how sure, and who disagrees: from evidence alone.

    answer     one answer: a state, how sure, by which claims; those of a day, and of every day (Timeline)
    values     what a life in custody is put together from; what the claims on one stay say of it
    life       one person's evidence in order: stays, what opens custody, what shows it, what ends it
    ahead      what has not happened: plans, and what is said not to be so
    proof      what makes a day certain, what speaks against it, in which state
    state      axis 1, custody, on a day;   disputed   where somebody denies it;   clashes   one event told twice
    axes       axes 2 and 3, the law and the restrictions;   place   axis 4, where
    timeline   all four axes worked out, for a day and for every day
    contested  which claims clash, and on which days
    spells     spells of detention with their bounds and their length, and the dates of each stay
    course     the course of a life: stretches of days, and how long somebody was held

Pure: plain values in, plain values out. Rules: domain/vocabulary.md 5 and 6, docs/custody.md.
"""
