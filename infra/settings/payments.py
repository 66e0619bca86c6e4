"""The tables of systems that take payments."""

from typing import Annotated

from pydantic import Field

from handlers.domain.velocity import MOST_COUNTED
from infra.settings.tables import Operations, Table
from infra.settings.values import DomainName, KeyAlias, Percent, SecretName


class Processor(Table):
    """The payment processor: the host that functions call.

    capture_patience_minutes: a capture that was in doubt for longer is reversed and not taken.
    capture_within_days: reserved money that its merchant does not ask for so long is given back; issuers keep
        a reservation for 5 to 30 days.
    """

    host: DomainName
    capture_patience_minutes: Annotated[int, Field(ge=5, le=1440)] = 15
    capture_within_days: Annotated[int, Field(ge=1, le=30)] = 7


class Secrets(Table):
    """The names of existing secrets, alike in every region, and the key of one's own that they are
    encrypted with, where they are.

    processor: the credentials at the processor.
    token_key: what card tokens are keyed with, another in each region.
    """

    processor: SecretName
    token_key: SecretName
    key_alias: KeyAlias | None = None


class FraudLimits(Table):
    """Where the rules against fraud begin to apply; those left out keep their defaults
    (handlers/functions/screen/core.py), and those in a merchant's profile (`fraud_limits`) come first.
    """

    card_payments: Annotated[int, Field(ge=1, lt=MOST_COUNTED)] | None = None
    payer_payments: Annotated[int, Field(ge=1, lt=MOST_COUNTED)] | None = None
    range_payments: Annotated[int, Field(ge=1)] | None = None
    range_percent: Annotated[int, Field(ge=1, le=100)] | None = None
    range_alone: Annotated[int, Field(ge=1)] | None = None
    merchant_payments: Annotated[int, Field(ge=1)] | None = None
    history_payments: Annotated[int, Field(ge=1)] | None = None
    times_usual: Annotated[int, Field(ge=1)] | None = None
    refuse_from: Annotated[int, Field(ge=1)] | None = None


class PaymentOperations(Operations):
    """When operators are told, and where they read what to do.

    failure_percent: payments that fail, once `least_traffic` payments a minute were tried.
    doubt_percent: payments that come to be in doubt, of as many.
    oldest_doubt: seconds for which a payment may be in doubt.
    error_percent: calls of one function that end in an error.
    concurrency_percent: of a function's reserved concurrency that is in use.
    iterator_age: milliseconds for which a change may wait to be told.
    """

    failure_percent: Percent
    least_traffic: Annotated[int, Field(ge=1)]
    doubt_percent: Percent
    oldest_doubt: Annotated[int, Field(ge=60)]
    error_percent: Percent
    concurrency_percent: Percent
    iterator_age: Annotated[int, Field(ge=1)]
