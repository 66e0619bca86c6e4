"""The `IdempotencyRecords` port: the idempotency of Powertools, over the ledger table.

It serves where doing something twice is a nuisance and no more, such as alerts. It does not serve payments:
see docs/decisions/0005-how-money-moves.md. The table is replicated and the last writer wins, so each region
keeps records of its own, `ONCE#<function>#<region>` / `<function>#<hash of the name>`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from handlers.adapters.calls import calls
from handlers.domain.errors import ContentionError, PaymentError, StoreUnavailableError
from handlers.domain.ports import EXPIRES

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig
    from mypy_boto3_dynamodb import DynamoDBClient

_KEPT_SECONDS: Final = 14 * 24 * 3600  # the longest that a queue keeps a message (SQS quotas)


@dataclass(frozen=True, slots=True)
class _Longest:
    """What Powertools asks of Lambda's context: for how long one that began may still be at it."""

    milliseconds: int

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds


class LedgerIdempotencyRecords:
    """Records of `scope` (function and region). `longest_seconds` is how long one that began may take.

    One that died half-way is done again after that time. One that did its work and died before it could note
    it is done again too: at least once, and seldom twice.
    """

    def __init__(self, client: DynamoDBClient, table: str, *, scope: str, longest_seconds: int) -> None:
        self._client, self._table, self._scope = client, table, scope
        self._longest = _Longest(longest_seconds * 1000)

    def do(self, name: str, action: Callable[[], None]) -> bool:
        """Do `action` unless it was done under `name`; tell whether it was done now."""
        from aws_lambda_powertools.utilities.idempotency import idempotent_function  # noqa: PLC0415 (see below)
        from aws_lambda_powertools.utilities.idempotency.exceptions import (  # noqa: PLC0415
            IdempotencyAlreadyInProgressError,
            IdempotencyInconsistentStateError,
            IdempotencyPersistenceLayerError,
        )

        done = []

        def act(*, name: str) -> None:  # noqa: ARG001 (Powertools reads it)
            action()
            done.append(True)

        once = idempotent_function(
            act,
            data_keyword_argument="name",
            persistence_store=self._records,
            config=self._config,
            key_prefix=self._scope,
        )
        told: PaymentError
        try:
            once(name=name)
        except (IdempotencyAlreadyInProgressError, IdempotencyInconsistentStateError):
            told = ContentionError("the same is being done just now")
        except IdempotencyPersistenceLayerError:
            told = StoreUnavailableError("the record of what was done could not be kept")
        else:
            return bool(done)
        raise told  # outside of `except`, so that it carries no context

    @cached_property
    @calls("dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem")
    def _records(self) -> DynamoDBPersistenceLayer:
        from aws_lambda_powertools.utilities.idempotency import (  # noqa: PLC0415 (loaded at the first event)
            DynamoDBPersistenceLayer,
        )

        return DynamoDBPersistenceLayer(
            self._table,
            key_attr="pk",
            sort_key_attr="sk",
            static_pk_value=f"ONCE#{self._scope}",
            expiry_attr=EXPIRES,
            boto3_client=self._client,
        )

    @cached_property
    def _config(self) -> IdempotencyConfig:
        from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig  # noqa: PLC0415 (see above)

        return IdempotencyConfig(
            expires_after_seconds=_KEPT_SECONDS,
            hash_function="sha256",
            raise_on_no_idempotency_key=True,
            lambda_context=self._longest,  # type: ignore[arg-type] # the remaining time is all that is read
        )
