"""The settings of `disaster_recovery`: those of every system, and what a pair of regions needs besides."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from handlers.domain.ownership import BY_COMMAND, Consent
from handlers.domain.ports import EXPIRES
from infra.settings import Domain, PlatformSettings, Problem, Promises, Region
from infra.settings.payments import FraudLimits, PaymentOperations, Processor, Secrets
from infra.settings.tables import Profile, Table
from infra.settings.values import RegionCode, RegionName

FAILURES: Final = 3  # of a health check, until an endpoint is not well
ALARM_SECONDS: Final = 120  # a minute that is bad, and one in which CloudWatch sees it
DELIVERY_SECONDS: Final = 15  # of the event to the function, and for its run
TTL_SECONDS: Final = 60  # of a record that is an alias (Route 53 Developer Guide)
LOST_WITHIN: Final = 300  # R107, R112
TAKEN_OVER_WITHIN: Final = 270
LOG_DAYS: Final = 30  # R110
_NO_ISSUER: Final = (
    "No payment is taken: no issuer of tokens is named, so the load balancers refuse every request for "
    "/payments. [callers] issuer, keys_url and audience in the settings switch it on."
)
_BY_HAND: Final = (
    "Takeover is by hand: an operator calls `takeover` in the second region (docs/runbooks.md). "
    "recovery.automatic_takeover in the settings switches it on."
)


class Callers(Table):
    """Who may ask for payments: whom a token of the issuer names (RFC 7519, RS256).

    keys_url: where the issuer publishes its keys. audience: whom its tokens are for.
    client_tps: requests a second from one address, above which it is refused.
    merchant_tps: payments a second of one merchant, unless its profile says otherwise.
    """

    issuer: Annotated[str, Field(pattern=r"^https://\S{1,200}$")] | None = None
    keys_url: Annotated[str, Field(pattern=r"^https://\S{1,200}$")] | None = None
    audience: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    client_tps: Annotated[int, Field(ge=1, le=1_000_000)] = 50
    merchant_tps: Annotated[int, Field(ge=1)] = 50


class HealthRegion(Table):
    """The region in which Route 53 keeps what it measures, which need not be one of the system's."""

    name: RegionName
    code: RegionCode


class Recovery(Table):
    """How the loss of the primary region is found, and what follows.

    automatic_takeover: whether the second region takes over by itself.
    health_seconds: between two questions of a health check.
    clock_skew_seconds: by which the clocks of the regions may differ.
    rpo_seconds: how far the second region's ledger may be behind before operators are told (R102).
    heartbeat_mb: the memory of the function that runs all the time, so that its memory is what it costs.
    """

    automatic_takeover: bool = True
    health_seconds: Literal[10, 30] = 30
    health_region: HealthRegion
    clock_skew_seconds: Annotated[int, Field(ge=1, le=10)] = 5
    rpo_seconds: Annotated[int, Field(ge=1, le=60)] = 60
    heartbeat_mb: Annotated[int, Field(ge=256, le=3072)] = 512

    @property
    def detected_within(self) -> int:
        """Seconds until Route 53 finds that an endpoint does not answer."""
        return FAILURES * self.health_seconds

    @property
    def led_elsewhere_within(self) -> int:
        """Seconds until callers are led to the second region (R107)."""
        return self.detected_within + TTL_SECONDS

    @property
    def taken_over_within(self) -> int:
        """Seconds until the second region takes payments by itself (R112)."""
        carried_out = int(BY_COMMAND.total_seconds())
        return self.detected_within + ALARM_SECONDS + DELIVERY_SECONDS + carried_out


class Network(Table):
    """nat_per_zone: a NAT gateway in each zone instead of one for all (C9)."""

    nat_per_zone: bool = False


class Config(Table):
    """recorder: whether AWS Config records here (C15); it exists once an account and region."""

    recorder: bool = False


class RecoveryOperations(PaymentOperations):
    """When operators are told; response_p99: milliseconds until all but one answer in a hundred is there."""

    response_p99: Annotated[int, Field(ge=1)]


class RecoveryProfile(Profile):
    """What one kind of deployment changes; `record_days`: for how long records of payments are kept."""

    record_days: Annotated[int, Field(ge=1)]


class Settings(PlatformSettings):
    """Everything a synthesis of the pair depends on."""

    profile: RecoveryProfile
    jurisdiction: Annotated[str, Field(pattern=r"^[a-z]{2,16}$")]
    domain: Domain
    callers: Callers = Callers()
    recovery: Recovery
    network: Network = Network()
    config: Config = Config()
    processor: Processor
    secrets: Secrets
    fraud_limits: FraudLimits = FraudLimits()
    operations: RecoveryOperations

    def problems(self) -> Iterable[Problem]:
        """What contradicts itself."""
        yield from super().problems()
        if len(self.regions) != 2:
            yield Problem("regions", len(self.regions), "2: one that takes payments, and one that waits")
        named = (self.callers.issuer, self.callers.keys_url, self.callers.audience)
        if len({each is None for each in named}) > 1:
            yield Problem("callers", "some", "issuer, keys_url and audience, or none of them")
        if self.recovery.led_elsewhere_within >= LOST_WITHIN:
            yield Problem(
                "recovery.health_seconds",
                self.recovery.health_seconds,
                f"a failure found and callers led elsewhere in less than {LOST_WITHIN} s (R107), "
                f"not {self.recovery.led_elsewhere_within}",
            )
        if self.recovery.automatic_takeover and self.recovery.taken_over_within > TAKEN_OVER_WITHIN:
            yield Problem(
                "recovery.health_seconds",
                self.recovery.health_seconds,
                f"a takeover within {TAKEN_OVER_WITHIN} s (R112), not {self.recovery.taken_over_within}",
            )
        if self.profile.record_days <= self.retention.hot_days:
            yield Problem(
                f"profiles.{self.profile.name}.record_days",
                self.profile.record_days,
                f"more than retention.hot_days ({self.retention.hot_days})",
            )

    @property
    def promises(self) -> Promises:
        """Logs are kept for 30 days; health is asked, and memory given, as the settings say."""
        recovery = self.recovery
        return Promises(
            log_days=LOG_DAYS,
            health_seconds=recovery.health_seconds,
            scheduled_mb=recovery.heartbeat_mb,
            expires=EXPIRES,
        )

    @property
    def off(self) -> tuple[str, ...]:
        """What these settings switch off."""
        return (
            *([] if self.callers.issuer else [_NO_ISSUER]),
            *([] if self.recovery.automatic_takeover else [_BY_HAND]),
        )

    @property
    def given_to_functions(self) -> Mapping[str, str]:
        """What functions are given of these settings, by the names of their variables."""
        names = ",".join(region.name for region in self.regions)
        return {
            "PROCESSOR_URL": f"https://{self.processor.host}",
            "CAPTURE_PATIENCE_SECONDS": str(self.processor.capture_patience_minutes * 60),
            "CAPTURE_WITHIN_SECONDS": str(self.processor.capture_within_days * 86_400),
            "REGIONAL_URLS": "{}",  # callers know one name, which leads them
            "MERCHANT_TPS": str(self.callers.merchant_tps),
            "HOME_REGIONS": names,
            "PAYERS_OF": names,
            "SUCCESSORS": "{}",
            "OWNERSHIP": Consent.COMMAND.value,
            "CLOCK_SKEW_SECONDS": str(self.recovery.clock_skew_seconds),
            "HAND_BACK_AFTER_SECONDS": "0",
            "FRAUD_LIMITS": self.fraud_limits.model_dump_json(exclude_none=True),
        }

    @property
    def secondary(self) -> Region:
        """The region that waits."""
        (found,) = self.peers(self.primary)
        return found
