"""The tables of `global_payments`' settings that say nothing of regions: every value typed and bounded."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from handlers.domain.ownership import QUIET
from handlers.domain.velocity import MOST_COUNTED
from infra.settings.tables import Operations, Profile, Table
from infra.settings.values import DomainName, KeyAlias, Percent, Quota, SecretName


class Processor(Table):
    """The payment processor: the host that functions call, behind each region's `processor_service`.

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


class Failover(Table):
    """How regions act for each other by themselves (docs/decisions/0010-ownership-by-leases-and-votes.md).

    clock_skew_seconds: by which the clocks of two regions may differ.
    hand_back_after_minutes: for which a region has to be well before it acts for itself again.
    """

    clock_skew_seconds: Annotated[int, Field(ge=1, le=10)] = 5
    hand_back_after_minutes: Annotated[int, Field(ge=1, le=1440)] = 10


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


class PaymentsOperations(Operations):
    """When operators are told, and where they read what to do. Latencies are in milliseconds.

    failure_percent: payments that fail, once `least_traffic` payments a minute were tried.
    doubt_percent: payments that come to be in doubt, of as many.
    oldest_doubt: seconds for which a payment may be in doubt.
    error_percent: calls of one function that end in an error.
    concurrency_percent: of a function's reserved concurrency that is in use.
    replication_latency: below the quiet period in which the next owner comes to see what the last one wrote.
    """

    failure_percent: Percent
    least_traffic: Annotated[int, Field(ge=1)]
    doubt_percent: Percent
    oldest_doubt: Annotated[int, Field(ge=60)]
    error_percent: Percent
    concurrency_percent: Percent
    api_p99: Annotated[int, Field(ge=1)]
    integration_p99: Annotated[int, Field(ge=1)]
    replication_latency: Annotated[int, Field(ge=1, lt=QUIET // timedelta(milliseconds=1))]
    iterator_age: Annotated[int, Field(ge=1)]


class Quotas(Table):
    """What AWS grants a region of the account, a second."""

    api_requests: Quota
    express_starts: Quota
    standard_starts: Quota
    put_events: Quota
    table_writes: Quota


class Capacity(Table):
    """The load to build for: payments per second, seconds a call, concurrent executions.

    client_tps: requests per second that one address may send.
    merchant_tps: payments per second of one merchant in a region, unless its profile says otherwise.
    """

    global_tps: Annotated[int, Field(ge=1)]
    region_tps: Annotated[int, Field(ge=1)]
    client_tps: Annotated[int, Field(ge=1)]
    merchant_tps: Annotated[int, Field(ge=1)]
    p99_seconds: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    concurrency_quota: Quota


class PaymentsProfile(Profile):
    """What one kind of deployment changes; `record_days`: for how long records of payments are kept."""

    record_days: Annotated[int, Field(ge=1)]
