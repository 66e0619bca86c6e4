"""boto3's clients: short waits, few tries, the region from the environment; each made once, when first asked.

What a client raises is told as ours, without a word of the request or of AWS's answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol

from handlers.domain.errors import ConfigurationError, PaymentError, StoreUnavailableError

if TYPE_CHECKING:
    from botocore.config import Config
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_stepfunctions import SFNClient
_CONNECT_SECONDS: Final = 1
_READ_SECONDS: Final = 3
_TRIES: Final = 3
# What the same request, sent again, cannot fix: a name, a permission or a size is wrong.
_REFUSED: Final = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AuthorizationErrorException",
        "InvalidArn",
        "InvalidParameterException",
        "InvalidRequestException",
        "KMSAccessDeniedException",
        "NoSuchBucket",
        "NotFoundException",
        "ResourceNotFoundException",
        "StateMachineDoesNotExist",
        "ValidationException",
    }
)


class ParameterClient(Protocol):
    """boto3's client for Systems Manager, of which one call is made."""

    def get_parameters(self, *, Names: Sequence[str]) -> Mapping[str, Any]:  # noqa: N803 (boto3's)
        """The values of up to ten parameters."""


class Clients:
    """The clients of one region."""

    def __init__(self, region: str) -> None:
        self._region = region

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        """DynamoDB."""
        import boto3  # noqa: PLC0415 (loaded at the first event, not at import)

        return boto3.client("dynamodb", region_name=self._region, config=_config())

    @cached_property
    def events(self) -> EventBridgeClient:
        """EventBridge."""
        import boto3  # noqa: PLC0415 (see above)

        return boto3.client("events", region_name=self._region, config=_config())

    @cached_property
    def s3(self) -> S3Client:
        """S3."""
        import boto3  # noqa: PLC0415 (see above)

        return boto3.client("s3", region_name=self._region, config=_config())

    @cached_property
    def secretsmanager(self) -> SecretsManagerClient:
        """Secrets Manager."""
        import boto3  # noqa: PLC0415 (see above)

        return boto3.client("secretsmanager", region_name=self._region, config=_config())

    @cached_property
    def sns(self) -> SNSClient:
        """SNS."""
        import boto3  # noqa: PLC0415 (see above)

        return boto3.client("sns", region_name=self._region, config=_config())

    @cached_property
    def ssm(self) -> ParameterClient:
        """Parameter Store."""
        import boto3  # noqa: PLC0415 (see above)

        client: ParameterClient = boto3.client("ssm", region_name=self._region, config=_config())
        return client

    @cached_property
    def stepfunctions(self) -> SFNClient:
        """Step Functions."""
        import boto3  # noqa: PLC0415 (see above)

        return boto3.client("stepfunctions", region_name=self._region, config=_config())


def _config() -> Config:
    from botocore.config import Config  # noqa: PLC0415 (see above)

    return Config(
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": _TRIES},
    )


@contextmanager
def answered(*, unless: str = "") -> Iterator[None]:
    """Raise what boto3 raises as StoreUnavailableError, or as ConfigurationError where AWS refused.

    An answer whose code is `unless` is as good as success.
    """
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 (see above)

    try:
        yield
    except ClientError as error:
        code = code_of(error)
        if not unless or code != unless:
            raise unanswered(code) from None
    except BotoCoreError:
        raise StoreUnavailableError("AWS did not answer") from None


def code_of(error: Exception) -> str:
    """AWS's code of a ClientError: one of a closed set, and nothing of the request."""
    response = getattr(error, "response", {})
    return str(response.get("Error", {}).get("Code", ""))


def unanswered(code: str) -> PaymentError:
    """Our error for AWS's code of an error that says nothing of the payment."""
    if code in _REFUSED:
        return ConfigurationError("AWS refused: a name, a permission or a size is not right")
    return StoreUnavailableError("AWS did not do what it was asked")
