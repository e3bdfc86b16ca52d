"""Moved to tests/api/web; this name stays until nobody uses it."""

from tests.api.web.inside import *  # noqa: F403
