"""The example case behind a real server, and browsers without scripts that read it or add to it."""

from tests.api.conftest import case_folder, client, server, writable

__all__ = ["case_folder", "client", "server", "writable"]
