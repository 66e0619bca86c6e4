"""The emulated AWS of the functions' tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def aws() -> Iterator[str]:
    """The emulator's URL; boto3's clients talk to it."""
    from tests.handlers.emulator import emulator, point_aws_at

    with emulator() as url, pytest.MonkeyPatch.context() as environment:
        point_aws_at(url, environment)
        yield url
