"""What a system's settings may hold: one frozen model, every value typed and bounded.

A validator's message states what is allowed; `infra.settings.load` adds the file, the key and what
was found. Nothing here knows cdktf, so that settings can be read and tested in milliseconds.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from ipaddress import IPv4Network
from itertools import combinations
from string import Formatter
from typing import Annotated, Final, Literal, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

# CloudWatch Logs accepts these numbers of days only (API PutRetentionPolicy).
LOG_RETENTION_DAYS: Final = (
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
)  # fmt: skip

InterfaceEndpoint = Literal["events", "kms", "logs", "secretsmanager", "sns", "sqs", "ssm", "states"]


class ReplicatedStore(StrEnum):
    """The stores of tokenised data, which may be copied between regions."""

    LEDGER = "ledger"
    RECEIPTS = "receipts"


class Residency(StrEnum):
    """Whether a region's tokenised data may be copied to other regions. Personal data never is."""

    REPLICATED = "replicated"
    REGIONAL = "regional"


def _matches(pattern: str, allowed: str) -> AfterValidator:
    def check(value: str) -> str:
        if re.fullmatch(pattern, value) is None:
            raise ValueError(allowed)
        return value

    return AfterValidator(check)


def _private_network(value: object) -> IPv4Network:
    allowed = "a private IPv4 network of 65,536 addresses, such as 10.20.0.0/16"
    try:
        network = IPv4Network(str(value))
    except ValueError:
        raise ValueError(allowed) from None
    if network.prefixlen != 16 or not network.is_private:
        raise ValueError(allowed)
    return network


def _log_retention(value: int) -> int:
    if value not in LOG_RETENTION_DAYS:
        raise ValueError(f"one of {', '.join(map(str, LOG_RETENTION_DAYS))}")
    return value


def _distinct_zones(value: tuple[str, ...]) -> tuple[str, ...]:
    if not 2 <= len(set(value)) == len(value) <= 6:
        raise ValueError("2 to 6 different availability zones")
    return value


def _bucket_template(value: str) -> str:
    fields = {field for _, field, _, _ in Formatter().parse(value) if field is not None}
    if not {"code"} <= fields <= {"app", "code", "region"}:
        raise ValueError("a bucket name with {code}, and where wanted {app} and {region}")
    return value


Suffix = Annotated[
    str,
    _matches(
        r"(?=.{1,20}$)[a-z0-9]+(-[a-z0-9]+)*",
        "1 to 20 characters: lower-case letters, digits and single hyphens between them",
    ),
]
AppName = Annotated[
    str, _matches(r"[a-z][a-z0-9]{1,15}", "2 to 16 lower-case letters and digits, a letter first")
]
RegionName = Annotated[str, _matches(r"[a-z]{2}(-[a-z]+)+-\d", "an AWS region name such as eu-west-1")]
RegionCode = Annotated[str, _matches(r"[a-z]{3,6}\d", "3 to 6 lower-case letters and a digit, such as euw1")]
AvailabilityZone = Annotated[
    str, _matches(r"[a-z]{3,6}\d-az\d+", "the id of an availability zone, such as euw1-az1")
]
Zones = Annotated[tuple[AvailabilityZone, ...], AfterValidator(_distinct_zones)]
TagValue = Annotated[
    str, _matches(r"[\w .:/=+@-]{1,256}", "1 to 256 letters, digits, spaces and any of _ . : / = + - @")
]
KeyAlias = Annotated[
    str, _matches(r"alias/(?!aws/)[\w/-]{1,250}", "the alias of a customer-managed key, such as alias/state")
]
DomainName = Annotated[
    str, _matches(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}", "a lower-case domain name")
]
ZoneId = Annotated[
    str, _matches(r"Z[A-Z0-9]{1,31}", "a Route 53 hosted-zone id: Z, then capitals and digits")
]
Email = Annotated[str, _matches(r"[^@\s]+@[^@\s]+\.[^@\s]+", "an e-mail address")]
AccountId = Annotated[str, _matches(r"\d{12}", "an AWS account id of twelve digits")]
Network = Annotated[IPv4Network, PlainValidator(_private_network)]
LogRetention = Annotated[int, AfterValidator(_log_retention)]
BucketTemplate = Annotated[str, AfterValidator(_bucket_template)]
Concurrency = Annotated[int, Field(ge=1, le=100_000)]


class Problem(NamedTuple):
    """A value that contradicts another one: its dotted key, itself, and what is allowed there."""

    key: str
    found: object
    allowed: str

    def __str__(self) -> str:
        return f"{self.key}: found {self.found!r}; allowed: {self.allowed}"


INCONSISTENT: Final = "inconsistent"
EPHEMERAL: Final = "ephemeral"
EPHEMERAL_CONCURRENCY: Final = 5


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Tags(_Table):
    """The values of the cost-allocation tags that every taggable resource carries (C12)."""

    app: TagValue
    cost_center: TagValue
    project: TagValue


class State(_Table):
    """Where Terraform keeps its state: one bucket a region, made at account set-up, never by a stack."""

    bucket: BucketTemplate
    key_alias: KeyAlias | None = None


class Domain(_Table):
    """The public name of the API and the existing Route 53 zone that holds it (C33)."""

    name: DomainName
    hosted_zone_id: ZoneId


class Retention(_Table):
    """Days that data is kept, the same in every region; see also `Profile.record_days`."""

    hot_days: Annotated[int, Field(ge=30)]  # S3 moves nothing to Glacier earlier without extra cost
    noncurrent_days: Annotated[int, Field(ge=1)]
    incomplete_upload_days: Annotated[int, Field(ge=1)]
    event_archive_days: Annotated[int, Field(ge=1)]


class Alerts(_Table):
    """Who is told by e-mail, beside the queue that every alert lands in."""

    operator_emails: tuple[Email, ...] = ()


class Capacity(_Table):
    """The load to build for: payments per second, seconds, concurrent executions (R77)."""

    global_tps: Annotated[int, Field(ge=1)]
    region_tps: Annotated[int, Field(ge=1)]
    p99_seconds: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    concurrency_quota: Annotated[int, Field(ge=1)]


class Profile(_Table):
    """What one kind of deployment changes."""

    name: str
    reserved_concurrency: Concurrency
    key_deletion_days: Annotated[int, Field(ge=7, le=30)]  # the bounds of KMS
    record_days: Annotated[int, Field(ge=1)]
    deletion_protection: bool = False


class StoreResidency(_Table):
    """Residency of each store of tokenised data, in one region (C4, R80)."""

    ledger: Residency
    receipts: Residency


class Region(_Table):
    """One region with the values that hold there: `[region_defaults]` and its own overrides (R7)."""

    name: RegionName
    code: RegionCode
    cidr: Network
    zones: Zones
    log_retention_days: LogRetention
    interface_endpoints: tuple[InterfaceEndpoint, ...]
    reserved_concurrency: Concurrency
    residency: StoreResidency


class Settings(_Table):
    """Everything a synthesis depends on."""

    system: str
    suffix: Suffix
    app: AppName
    profile: Profile
    primary_region: RegionName
    allowed_account_ids: tuple[AccountId, ...] = ()
    tags: Tags
    state: State
    domain: Domain | None = None
    retention: Retention
    alerts: Alerts = Alerts()
    capacity: Capacity
    regions: tuple[Region, ...]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        problems = tuple(self._problems())
        if problems:
            texts = "; ".join(str(problem) for problem in problems)
            raise PydanticCustomError(INCONSISTENT, "{texts}", {"texts": texts, "problems": problems})
        return self

    def _problems(self) -> Iterable[Problem]:
        names = [region.name for region in self.regions]
        if self.primary_region not in names:
            yield Problem("primary_region", self.primary_region, f"one of {', '.join(names)}")
        for one, other in combinations(self.regions, 2):
            if one.cidr.overlaps(other.cidr):
                yield Problem(
                    f"regions.{other.name}.cidr",
                    str(other.cidr),
                    f"a network apart from the one of {one.name}",
                )
            if one.code == other.code:
                yield Problem(f"regions.{other.name}.code", other.code, f"another code than {one.name}'s")
        for region in self.regions:
            if re.fullmatch(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", self.state_bucket(region)) is None:
                yield Problem(
                    "state.bucket",
                    self.state.bucket,
                    "a template of names of 3 to 63 lower-case letters, digits and inner hyphens",
                )
        if self.profile.name == EPHEMERAL:
            yield from self._too_much_concurrency()
        if self.profile.record_days <= self.retention.hot_days:
            yield Problem(
                f"profiles.{self.profile.name}.record_days",
                self.profile.record_days,
                f"more than retention.hot_days ({self.retention.hot_days})",
            )

    def _too_much_concurrency(self) -> Iterable[Problem]:
        # R49: many short-lived environments share one account's concurrency.
        inherited = self.profile.reserved_concurrency
        keys = {f"profiles.{EPHEMERAL}": inherited} | {
            f"regions.{region.name}": region.reserved_concurrency
            for region in self.regions
            if region.reserved_concurrency != inherited
        }
        for key, found in keys.items():
            if found > EPHEMERAL_CONCURRENCY:
                yield Problem(
                    f"{key}.reserved_concurrency",
                    found,
                    f"1 to {EPHEMERAL_CONCURRENCY} in the profile {EPHEMERAL} (R49)",
                )

    def region(self, name: str) -> Region:
        """The region called `name`. Raises KeyError where the system has no such region."""
        for region in self.regions:
            if region.name == name:
                return region
        raise KeyError(name)

    @property
    def primary(self) -> Region:
        """The region that owns what exists once."""
        return self.region(self.primary_region)

    def peers(self, region: Region) -> tuple[Region, ...]:
        """Every other region, in the order of the file."""
        return tuple(other for other in self.regions if other.name != region.name)

    def replicated(self, store: ReplicatedStore) -> tuple[Region, ...]:
        """The regions that share `store`, its owner first: the primary, unless its data is pinned."""
        sharing = [
            region for region in self.regions if getattr(region.residency, store) is Residency.REPLICATED
        ]
        return tuple(sorted(sharing, key=lambda region: region.name != self.primary_region))

    def state_bucket(self, region: Region) -> str:
        """The bucket of Terraform's state for a stack whose home is `region`."""
        return self.state.bucket.format(app=self.app, code=region.code, region=region.name)
