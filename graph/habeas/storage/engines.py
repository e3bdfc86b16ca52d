"""The engine of a case: its own files beside the journal, or the service that case.toml names.

Editions for an audience, pasts and copies in memory always have files or memory of their own: a service is asked and
told by the case itself alone.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from habeas.model.config import CaseSettings
from habeas.sparql.contract import Store
from habeas.sparql.remote import RemoteStore
from habeas.sparql.service_access import login_for
from habeas.sparql.service_client import ServiceClient
from habeas.storage import store_trial


def opened_to_read(settings: CaseSettings, folder: Path, closing: ExitStack) -> Store:
    """The store, to read; `closing` closes it. Raises StoreBroken where it must be made first, EngineUnavailable,
    BadChoice.
    """
    store = _service(settings, write=False) if settings.engine else store_trial.opened_to_read(folder)
    closing.callback(store.close)
    return store


def opened_to_write(settings: CaseSettings, folder: Path, closing: ExitStack) -> Store:
    """The store, to write, in a folder that is made where it is missing; `closing` closes it.

    Raises StoreBroken, CaseLocked, EngineUnavailable, BadChoice.
    """
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if settings.engine:
        service = _service(settings, write=True)
        closing.callback(service.close)
        return service
    store = store_trial.opened_to_write(folder)
    closing.callback(store_trial.let_go, store, folder)
    return store


def emptied(store: Store) -> None:
    """A store that is made again is empty first: a service is emptied, files are gone already."""
    if isinstance(store, RemoteStore):
        store.clear()


def _service(settings: CaseSettings, *, write: bool) -> RemoteStore:
    assert settings.engine is not None  # noqa: S101 asked before
    client = ServiceClient(settings.engine, login_for(settings.engine))
    try:
        return RemoteStore.open(client, settings.base, write=write)
    except BaseException:
        client.close()
        raise
