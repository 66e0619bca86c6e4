"""The tables of a system's settings that say nothing of regions: every value typed and bounded.

Nothing here knows cdktf, so that settings can be read and tested in milliseconds.
"""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from handlers.domain.ownership import QUIET
from handlers.domain.velocity import MOST_COUNTED
from infra.settings.values import (
    BucketTemplate,
    Concurrency,
    DomainName,
    Email,
    KeyAlias,
    Percent,
    Quota,
    SecretName,
    TagValue,
    ZoneId,
)


class Table(BaseModel):
    """A table that takes no other key than those it has, and no value of another type."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Tags(Table):
    """The values of the cost-allocation tags that every taggable resource carries."""

    app: TagValue
    cost_center: TagValue
    project: TagValue


class State(Table):
    """Where Terraform keeps its state: one bucket a region, made at account set-up, never by a stack."""

    bucket: BucketTemplate
    key_alias: KeyAlias | None = None


class Domain(Table):
    """The domain under which the API gets its names, and the existing Route 53 zone that holds it (C33)."""

    name: DomainName
    hosted_zone_id: ZoneId


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
    merchant_payments: Annotated[int, Field(ge=1)] | None = None
    history_payments: Annotated[int, Field(ge=1)] | None = None
    times_usual: Annotated[int, Field(ge=1)] | None = None
    refuse_from: Annotated[int, Field(ge=1)] | None = None


class Retention(Table):
    """Days that data is kept, the same in every region; see also `Profile.record_days`."""

    hot_days: Annotated[int, Field(ge=30)]  # S3 moves nothing to Glacier earlier without extra cost
    noncurrent_days: Annotated[int, Field(ge=1)]
    incomplete_upload_days: Annotated[int, Field(ge=1)]
    event_archive_days: Annotated[int, Field(ge=1)]


class Alerts(Table):
    """Who is told by e-mail, beside the queue that every alert lands in."""

    operator_emails: tuple[Email, ...] = ()


class Operations(Table):
    """When operators are told, and where they read what to do. Latencies are in milliseconds.

    runbooks: where docs/runbooks.md is read: a path of the repository, or the URL of a copy.
    failure_percent: payments that fail, once `least_traffic` payments a minute were tried.
    doubt_percent: payments that come to be in doubt, of as many.
    oldest_doubt: seconds for which a payment may be in doubt.
    error_percent: calls of one function that end in an error.
    concurrency_percent: of a function's reserved concurrency that is in use.
    replication_latency: below the quiet period in which the next owner comes to see what the last one wrote.
    """

    runbooks: Annotated[str, Field(pattern=r"^\S+\.(md|html)$")]
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


class Profile(Table):
    """What one kind of deployment changes."""

    name: str
    reserved_concurrency: Concurrency
    key_deletion_days: Annotated[int, Field(ge=7, le=30)]  # the bounds of KMS
    record_days: Annotated[int, Field(ge=1)]
    deletion_protection: bool = False
