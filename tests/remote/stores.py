"""Stores at services, for the contract of a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from tests.remote import services
from tests.remote.in_process import Habit

from habeas.model.engine import EngineSettings
from habeas.sparql.contract import Change, Store
from habeas.sparql.remote import RemoteStore
from habeas.sparql.service_access import ServiceLogin
from habeas.sparql.service_client import ServiceClient

BASE = "https://example.org/"
HABITS = {f"service: {habit.value}": habit for habit in Habit}
"""Services in this process. Real ones are asked by `make test-remote`."""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, EngineSettings]]:
    """The real services that are asked for."""
    with ExitStack() as running:
        folder = tmp_path_factory.mktemp("services")
        yield {name: running.enter_context(services.started(name, folder / name)) for name in services.wanted()}


def at_service(engine: EngineSettings) -> Store:
    """A store at a service, without the mark that it puts there."""
    store = RemoteStore.open(ServiceClient(engine, ServiceLogin()), BASE, write=True)
    store.apply(Change(remove=list(store.quads())))
    return store
