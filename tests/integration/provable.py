"""What a test cannot see where it runs: neither passed nor failed, but counted and printed."""

from __future__ import annotations

import os
from typing import Final, NoReturn

import pytest

NOT_PROVABLE: Final = "not provable here"


def not_provable(reason: str) -> NoReturn:
    """End the test: what it is about cannot be shown here, for the reason given."""
    pytest.skip(f"{NOT_PROVABLE}: {reason}")


def emulated() -> bool:
    """Whether AWS is emulated: boto3 is told to ask an endpoint of its own."""
    return bool(os.environ.get("AWS_ENDPOINT_URL"))
