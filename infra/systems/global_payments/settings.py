"""The settings of `global_payments`: those of every system, and what payments need beside them."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Final, cast

from pydantic import Field

from handlers.domain.ownership import QUIET
from handlers.domain.ports import EXPIRES
from infra.names import RegionLike
from infra.settings import Domain, PlatformSettings, Problem, Promises, Region, concurrency
from infra.settings.payments import FraudLimits, PaymentOperations, Processor, Secrets
from infra.settings.tables import Profile, Table
from infra.settings.values import (
    EndpointService,
    Jurisdiction,
    Quota,
    RegionName,
)
from infra.systems.global_payments.capacity.quotas import summary


class ReplicatedStore(StrEnum):
    """The stores of tokenised data, which may be copied between regions."""

    LEDGER = "ledger"
    RECEIPTS = "receipts"


class Residency(StrEnum):
    """Whether a region's tokenised data may be copied to other regions. Personal data never is."""

    REPLICATED = "replicated"
    REGIONAL = "regional"


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


class Failover(Table):
    """How regions act for each other by themselves (docs/decisions/0010-ownership-by-leases-and-votes.md).

    clock_skew_seconds: by which the clocks of two regions may differ.
    hand_back_after_minutes: for which a region has to be well before it acts for itself again.
    """

    clock_skew_seconds: Annotated[int, Field(ge=1, le=10)] = 5
    hand_back_after_minutes: Annotated[int, Field(ge=1, le=1440)] = 10


class PaymentsOperations(PaymentOperations):
    """When operators are told. Latencies are in milliseconds.

    replication_latency: below the quiet period in which the next owner comes to see what the last one wrote.
    """

    api_p99: Annotated[int, Field(ge=1)]
    integration_p99: Annotated[int, Field(ge=1)]
    replication_latency: Annotated[int, Field(ge=1, lt=QUIET // timedelta(milliseconds=1))]


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


class StoreResidency(Table):
    """Residency of each store of tokenised data, in one region."""

    ledger: Residency
    receipts: Residency


class PaymentsRegion(Region):
    """One region of the payments.

    jurisdiction: under whose law payers' data is kept; regions that share it may keep each other's payers.
    successors: who acts for the region while it is lost, the first that can; None: `Settings.successors`.
    processor_service: the endpoint service of the payment processor; `{region}` stands for the region's name.
    """

    unbuilt: ClassVar = frozenset({"quotas"})
    jurisdiction: Jurisdiction
    successors: tuple[RegionName, ...] | None = None
    processor_service: EndpointService | None = None
    residency: StoreResidency
    quotas: Quotas

    @property
    def law(self) -> str:
        """The jurisdiction by name: the region's own, where it shares none."""
        return self.jurisdiction.format(region=self.name)


class Settings(PlatformSettings):
    """Everything a synthesis of the payments depends on."""

    profile: PaymentsProfile
    processor: Processor
    secrets: Secrets
    failover: Failover = Failover()
    fraud_limits: FraudLimits = FraudLimits()
    operations: PaymentsOperations
    capacity: Capacity
    regions: tuple[PaymentsRegion, ...]

    def problems(self) -> Iterable[Problem]:
        """What contradicts itself."""
        yield from super().problems()
        for region in self.regions:
            yield from self._no_successors(region)
        if self.domain is not None:
            yield from self._too_long_a_domain(self.domain)
        load = self.capacity
        for problem in concurrency.too_little(self, load.region_tps, "payments", load.p99_seconds):
            yield problem._replace(allowed=f"{problem.allowed} (R77)")
        if self.profile.record_days <= self.retention.hot_days:
            yield Problem(
                f"profiles.{self.profile.name}.record_days",
                self.profile.record_days,
                f"more than retention.hot_days ({self.retention.hot_days})",
            )

    def _no_successors(self, region: PaymentsRegion) -> Iterable[Problem]:
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

    @property
    def promises(self) -> Promises:
        """No function has a way to the internet."""
        return Promises(isolated=True, expires=EXPIRES)

    @property
    def off(self) -> tuple[str, ...]:
        """The requirements that these settings switch off, each with what would switch it on."""
        return (
            *([] if self.domain is not None else [_NO_DOMAIN]),
            *([] if len(self.replicated(ReplicatedStore.LEDGER)) >= _QUORATE else [_NO_FAILOVER]),
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What the profile carries."""
        return (summary(self),)

    def region(self, name: str) -> PaymentsRegion:
        """The region called `name`. Raises KeyError where the system has no such region."""
        return cast("PaymentsRegion", super().region(name))

    def sharing_ledger(self, region: RegionLike) -> tuple[PaymentsRegion, ...]:
        """The regions that share the ledger with `region`, itself among them, in the order of the file."""
        own, sharing = self.region(region.name), self.replicated(ReplicatedStore.LEDGER)
        return tuple(each for each in self.regions if each in sharing) if own in sharing else (own,)

    def peers_sharing(self, store: ReplicatedStore, region: RegionLike) -> tuple[PaymentsRegion, ...]:
        """The other regions that share `store` with `region`, the store's owner first."""
        own, sharing = self.region(region.name), self.replicated(store)
        return tuple(other for other in sharing if other != own) if own in sharing else ()

    def successors(self, region: RegionLike) -> tuple[PaymentsRegion, ...]:
        """Who acts for `region` while it is lost, the first that can: as named, else in the file's order."""
        own = self.region(region.name)
        if own.successors is not None:
            return tuple(map(self.region, own.successors))
        return tuple(other for other in self.sharing_ledger(own) if other != own)

    def payers_of(self, region: RegionLike) -> tuple[PaymentsRegion, ...]:
        """The home regions whose payers may be kept in `region`: those of its jurisdiction."""
        law = self.region(region.name).law
        return tuple(other for other in self.regions if other.law == law)

    def replicated(self, store: ReplicatedStore) -> tuple[PaymentsRegion, ...]:
        """The regions that share `store`, its owner first: the primary, unless its data is pinned."""
        sharing = [
            region for region in self.regions if getattr(region.residency, store) is Residency.REPLICATED
        ]
        return tuple(sorted(sharing, key=lambda region: region.name != self.primary_region))
