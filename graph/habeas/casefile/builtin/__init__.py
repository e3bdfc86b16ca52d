"""Questions that SPARQL alone cannot answer: how sure it is that somebody was held, who is whom, what came first.

    context       what an answer starts from, and the table it gives
    provenance    what an answer rests on: claims, their places in the documents, the conventions used
    people, offices, order, contradictions, backing    the answers, a function each, with a table `ANSWERS` by name

The header of each stands in sparql/saved/NAME.ask.
"""
