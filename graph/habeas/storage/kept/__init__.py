"""Kept answers: what questions about the whole case need, kept in tables of the side index and brought up to date
with each operation.

An area is one subject: its tables, and `refresh`, which brings them up to date for exactly what an operation touched,
in the transaction that writes the index. What is kept is of the present, everything, by anybody; a view that is
narrowed works its answers out. Kept rows equal a computation from nothing (tests/properties/test_kept.py); `rebuild`
makes them and `verify` compares them.

    custody   each person's timeline, and how many are held where on any day
    listing   facilities, organizations and documents in the order of lists
    findings  what the checks find, and what they compare
    withheld  what the public may not see
    followup  what is due by the rules of the case, and how that stands on any day
    edges     who is said to have been held at which facility, with all that a graph tells of it
"""
