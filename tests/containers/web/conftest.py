"""An authority, a database's certificate by it, and a service with nothing behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from containers.web.configuration import Database
from tests.containers.web.mysql import NAME, PASSWORD, USER
from tests.containers.web.service import Service, serving, variables_of
from tests.handlers.certificates import Authority, Certificate


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority")).found()


@pytest.fixture(scope="session")
def certificate(authority: Authority) -> Certificate:
    return authority.issue("localhost")


@pytest.fixture(scope="session")
def login(authority: Authority) -> Database:
    """A database at a port where nothing listens."""
    return Database("localhost", "localhost", 1, NAME, USER, PASSWORD, str(authority.certificate))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, login: Database) -> Iterator[Service]:
    """A service without a database, which no test stops."""
    with serving(tmp_path_factory.mktemp("service"), variables_of(login)) as service:
        yield service
