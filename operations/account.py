"""The one door to the caller's AWS account: boto3, which reads the caller's configuration and credentials."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError


class AccountError(Exception):
    """The caller's configuration leads to no account; the text says what is wrong with it."""


def client(service: str, region: str, times: Config) -> Any:  # noqa: ANN401 - boto3 has no types
    """A client of a service in a region. Raises AccountError."""
    try:
        return boto3.client(service, region_name=region, config=times)  # type: ignore[call-overload]
    except (BotoCoreError, ValueError) as error:
        raise AccountError(f"AWS cannot be asked in '{region}', as it is configured: {error}") from None
