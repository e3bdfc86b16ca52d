"""Which names may mean one, and which only look so: proposals for a person to judge. Nothing is ever merged here.

    spelling    words in Latin letters, how they sound, how alike two of them are
    callnames   short names: Pepe for José
    persons     names of people: titles, initials, surnames, order        bodies       names of bodies, prisons, places
    blocking    which pairs are worth comparing                           candidates   the pairs, the most alike first
    facts       what claims tell of a name                                weighing     what speaks for and against
    reasons     the same in words                                         proposal     what comes out

Pure: names and claims are handed in. What compares is fetched from its own module, so that a command that proposes
nothing does not wait for it.
"""

from habeas.identity.matching.proposal import Proposal, Proposals
from habeas.identity.matching.reasons import Reason

__all__ = ["Proposal", "Proposals", "Reason"]
