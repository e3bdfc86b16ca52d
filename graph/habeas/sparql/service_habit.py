"""What a service takes for its default graph, found out by trying, once, on a dataset that is still empty.

separate        what is written without GRAPH is found without GRAPH, by no GRAPH ?g, and nothing else is: our
                default graph can be the service's own (Oxigraph, Jena, Stardog as they come)
anything else   all graphs merged, a bag of them (Virtuoso), a default graph with a name, or none to write to: our
                default graph gets a name of its own
"""

from __future__ import annotations

from uuid import uuid4

from habeas.errors import EngineUnavailable
from habeas.sparql.results import Results
from habeas.sparql.service_client import ServiceClient

REFUSED = "HTTP 4"


def has_own_default(client: ServiceClient, base: str) -> bool:
    """Whether the service has a default graph that is apart from all others. Raises EngineUnavailable.

    Three triples are written and taken away again: one without a graph, one in each of two graphs.
    """
    trial = f"{base}case/trial/{uuid4()}"
    alone, twice = f"<{trial}/1> <{trial}/p> <{trial}/1>", f"<{trial}/2> <{trial}/p> <{trial}/2>"
    in_both = " ".join(f"GRAPH <{trial}/g{n}> {{ {twice} }}" for n in (1, 2))
    try:
        client.tell(f"INSERT DATA {{ {alone} }}")
    except EngineUnavailable as error:
        if REFUSED not in error.why:
            raise
        client.tell(f"INSERT DATA {{ {in_both} }}")  # if it takes none with a graph either, that was not the reason
        client.tell(f"DELETE DATA {{ {in_both} }}")
        return False
    try:
        client.tell(f"INSERT DATA {{ {in_both} }}")
        found = {name: _rows(client, text) for name, text in _questions(alone, twice).items()}
        return found == {"alone": 1, "in a graph": 0, "twice": 0}
    finally:
        client.tell(f"DELETE DATA {{ {alone} . {in_both} }}")


def _questions(alone: str, twice: str) -> dict[str, str]:
    return {
        "alone": f"SELECT ?p {{ {alone.split(maxsplit=1)[0]} ?p ?o }}",
        "in a graph": f"SELECT ?g {{ GRAPH ?g {{ {alone} }} }}",
        "twice": f"SELECT ?p {{ {twice.split(maxsplit=1)[0]} ?p ?o }}",
    }


def _rows(client: ServiceClient, text: str) -> int:
    answer = client.ask(text)
    return len(Results.read(answer.body, answer.form).table().rows)
