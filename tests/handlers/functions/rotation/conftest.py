"""The two real servers, each started once a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handlers.domain.credentials import Engine
from tests.handlers.functions.rotation.servers import Server, missing, running


@pytest.fixture(scope="session", params=Engine)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A real PostgreSQL, then a real MariaDB."""
    reason = missing(request.param)
    if reason:
        pytest.skip(f"{reason}: rotation is not tested against the real {request.param}")
    with running(request.param) as started:
        yield started
