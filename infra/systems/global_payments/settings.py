"""The settings of `global_payments`: those of every system, and what payments need beside them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar, Final, cast

from infra.names import RegionLike
from infra.settings import EPHEMERAL, Domain, PlatformSettings, Problem, Promises, Region
from infra.settings.tables import Table
from infra.settings.values import EndpointService, Jurisdiction, RegionName
from infra.systems.global_payments.capacity import concurrency
from infra.systems.global_payments.capacity.quotas import summary
from infra.systems.global_payments.tables import (
    Capacity,
    Failover,
    FraudLimits,
    PaymentsOperations,
    PaymentsProfile,
    Processor,
    Quotas,
    Secrets,
)


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
        if self.profile.name != EPHEMERAL:
            yield from self._too_little_concurrency()
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

    def _too_little_concurrency(self) -> Iterable[Problem]:
        load = self.capacity
        needed = concurrency.needed(load.region_tps, load.p99_seconds)
        for key, found in self.reserved().items():
            if found < needed:
                allowed = (
                    f"at least {needed} in the profile {self.profile.name}, for {load.region_tps} payments "
                    f"a second of {load.p99_seconds:g} s each, times {concurrency.HEADROOM} (R77)"
                )
                yield Problem(key, found, allowed)

    @property
    def promises(self) -> Promises:
        """No function has a way to the internet."""
        return Promises(isolated=True)

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
