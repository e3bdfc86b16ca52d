"""For schemathesis: what a SPARQL query is. A schema can only say that it is a text.
`SCHEMATHESIS_HOOKS=tests.api.schemathesis_hooks`
"""

import schemathesis
from hypothesis import strategies as st

QUERIES = [
    "ASK {}",
    "SELECT * { ?s ?p ?o } LIMIT 3",
    "SELECT ?who { ?who hab:detainedAt ?f }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3",
]
schemathesis.openapi.format("sparql-query", st.sampled_from(QUERIES))
