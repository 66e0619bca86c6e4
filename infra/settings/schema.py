"""What a system's settings may hold: one frozen model, every value typed and bounded.

A validator's message states what is allowed; `infra.settings.load` adds the file, the key and what
was found. Nothing here knows cdktf, so that settings can be read and tested in milliseconds.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations
from typing import Final, NamedTuple, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from infra.capacity import concurrency
from infra.settings.tables import (
    Alerts,
    Capacity,
    Domain,
    Failover,
    FraudLimits,
    Operations,
    Processor,
    Profile,
    Quotas,
    Retention,
    Secrets,
    State,
    Table,
    Tags,
)
from infra.settings.values import (
    AccountId,
    AppName,
    Concurrency,
    EndpointService,
    InterfaceEndpoint,
    Jurisdiction,
    LogRetention,
    Network,
    RegionCode,
    RegionName,
    Suffix,
    Zones,
)


class ReplicatedStore(StrEnum):
    """The stores of tokenised data, which may be copied between regions."""

    LEDGER = "ledger"
    RECEIPTS = "receipts"


class Residency(StrEnum):
    """Whether a region's tokenised data may be copied to other regions. Personal data never is."""

    REPLICATED = "replicated"
    REGIONAL = "regional"


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
CERTIFICATE_NAME: Final = 64  # characters of the first name (ACM, RequestCertificate)
_QUORATE: Final = 3  # regions, of which any two are more than half
_NO_DOMAIN: Final = (
    "R72 and R78 are off: no domain is set. There are no certificates, domain names, latency "
    "records and health checks, and each region's API answers at its execute-api address alone. "
    "[domain] in the settings switches them on."
)
_NO_FAILOVER: Final = (
    "Automatic failover is off: fewer than three regions share the ledger, so no two can agree that another "
    "is lost. A region that is cut off from its only peer takes no payments. A third region with "
    'residency.ledger = "replicated" in the settings switches it on.'
)


class StoreResidency(Table):
    """Residency of each store of tokenised data, in one region (C4)."""

    ledger: Residency
    receipts: Residency


class Region(Table):
    """One region with the values that hold there: `[region_defaults]` and its own overrides.

    overrides: the keys of `[region_defaults]` that the region's own table overrides, but for its quotas,
        of which nothing is built.
    jurisdiction: under whose law payers' data is kept; regions that share it may keep each other's payers.
    successors: who acts for the region while it is lost, the first that can; None: `Settings.successors`.
    processor_service: the endpoint service of the payment processor; `{region}` stands for the region's name.
    """

    name: RegionName
    overrides: tuple[str, ...] = ()
    code: RegionCode
    jurisdiction: Jurisdiction
    successors: tuple[RegionName, ...] | None = None
    cidr: Network
    zones: Zones
    log_retention_days: LogRetention
    interface_endpoints: tuple[InterfaceEndpoint, ...]
    processor_service: EndpointService | None = None
    reserved_concurrency: Concurrency
    residency: StoreResidency
    quotas: Quotas

    @property
    def law(self) -> str:
        """The jurisdiction by name: the region's own, where it shares none."""
        return self.jurisdiction.format(region=self.name)


class Settings(Table):
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
    processor: Processor
    secrets: Secrets
    failover: Failover = Failover()
    fraud_limits: FraudLimits = FraudLimits()
    retention: Retention
    alerts: Alerts = Alerts()
    operations: Operations
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
            yield from self._no_successors(region)
        if self.domain is not None:
            yield from self._too_long_a_domain(self.domain)
        if self.profile.name == EPHEMERAL:
            yield from self._too_much_concurrency()
        else:
            yield from self._too_little_concurrency()
        if self.profile.record_days <= self.retention.hot_days:
            yield Problem(
                f"profiles.{self.profile.name}.record_days",
                self.profile.record_days,
                f"more than retention.hot_days ({self.retention.hot_days})",
            )

    def _no_successors(self, region: Region) -> Iterable[Problem]:
        named = region.successors or ()
        able = [other.name for other in self.sharing_ledger(region) if other != region]
        if len(set(named)) < len(named) or not set(named) <= set(able):
            yield Problem(
                f"regions.{region.name}.successors",
                list(named),
                f"each at most once: {', '.join(able) or 'none'} (other regions that share its ledger)",
            )

    def _too_long_a_domain(self, domain: Domain) -> Iterable[Problem]:
        longest = max(len(f"api-{region.code}-{self.suffix}.") for region in self.regions)
        if longest + len(domain.name) > CERTIFICATE_NAME:
            yield Problem(
                "domain.name",
                domain.name,
                f"at most {CERTIFICATE_NAME - longest} characters with the suffix {self.suffix}",
            )

    def _too_much_concurrency(self) -> Iterable[Problem]:
        # Many short-lived environments share one account's concurrency.
        for key, found in self._reserved().items():
            if found > EPHEMERAL_CONCURRENCY:
                yield Problem(key, found, f"1 to {EPHEMERAL_CONCURRENCY} in the profile {EPHEMERAL} (R49)")

    def _too_little_concurrency(self) -> Iterable[Problem]:
        load = self.capacity
        needed = concurrency.needed(load.region_tps, load.p99_seconds)
        for key, found in self._reserved().items():
            if found < needed:
                allowed = (
                    f"at least {needed} in the profile {self.profile.name}, for {load.region_tps} payments "
                    f"a second of {load.p99_seconds:g} s each, times {concurrency.HEADROOM} (R77)"
                )
                yield Problem(key, found, allowed)

    def _reserved(self) -> dict[str, int]:
        """The concurrency of a function by the key that says it."""
        inherited = self.profile.reserved_concurrency
        found = {f"profiles.{self.profile.name}": inherited} | {
            f"regions.{region.name}": region.reserved_concurrency
            for region in self.regions
            if region.reserved_concurrency != inherited
        }
        return {f"{key}.reserved_concurrency": value for key, value in found.items()}

    def region(self, name: str) -> Region:
        """The region called `name`. Raises KeyError where the system has no such region."""
        for region in self.regions:
            if region.name == name:
                return region
        raise KeyError(name)

    @property
    def off(self) -> tuple[str, ...]:
        """The requirements that these settings switch off, each with what would switch it on."""
        return (
            *([] if self.domain is not None else [_NO_DOMAIN]),
            *([] if len(self.replicated(ReplicatedStore.LEDGER)) >= _QUORATE else [_NO_FAILOVER]),
        )

    @property
    def primary(self) -> Region:
        """The region that owns what exists once."""
        return self.region(self.primary_region)

    def peers(self, region: Region) -> tuple[Region, ...]:
        """Every other region, in the order of the file."""
        return tuple(other for other in self.regions if other.name != region.name)

    def sharing_ledger(self, region: Region) -> tuple[Region, ...]:
        """The regions that share the ledger with `region`, itself among them, in the order of the file."""
        sharing = self.replicated(ReplicatedStore.LEDGER)
        return tuple(each for each in self.regions if each in sharing) if region in sharing else (region,)

    def successors(self, region: Region) -> tuple[Region, ...]:
        """Who acts for `region` while it is lost, the first that can: as named, else in the file's order."""
        if region.successors is not None:
            return tuple(map(self.region, region.successors))
        return tuple(other for other in self.sharing_ledger(region) if other != region)

    def watcher(self, region: Region) -> Region | None:
        """The one region that watches `region`: the next in the order of the file; None for a lone one."""
        others = self.regions[self.regions.index(region) + 1 :] + self.regions[: self.regions.index(region)]
        return others[0] if others else None

    def watched(self, region: Region) -> tuple[Region, ...]:
        """The regions that `region` watches."""
        return tuple(other for other in self.regions if self.watcher(other) == region)

    def payers_of(self, region: Region) -> tuple[Region, ...]:
        """The home regions whose payers may be kept in `region`: those of its jurisdiction."""
        return tuple(other for other in self.regions if other.law == region.law)

    def replicated(self, store: ReplicatedStore) -> tuple[Region, ...]:
        """The regions that share `store`, its owner first: the primary, unless its data is pinned."""
        sharing = [
            region for region in self.regions if getattr(region.residency, store) is Residency.REPLICATED
        ]
        return tuple(sorted(sharing, key=lambda region: region.name != self.primary_region))

    def state_bucket(self, region: Region) -> str:
        """The bucket of Terraform's state for a stack whose home is `region`."""
        return self.state.bucket.format(app=self.app, code=region.code, region=region.name)
