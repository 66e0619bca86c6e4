"""The settings of `onprem_migration`: those of a migration, and what payments in one region need besides."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network
from typing import Annotated, ClassVar, Final

from pydantic import AfterValidator, Field, PlainValidator

from handlers.domain.ownership import Consent
from handlers.domain.ports import EXPIRES
from infra.names import DMS_SCHEMA
from infra.settings import Domain, Problem, Promises, concurrency
from infra.settings.payments import FraudLimits, PaymentOperations, Processor, Secrets
from infra.settings.phases import ALL, MILLISECONDS, PERCENT, SECONDS, MigrationSettings
from infra.settings.tables import Profile, Table
from infra.settings.values import KeyAlias, SecretName

_LEGACY, _AWS = "legacy", "aws"
_SIDES: Final = ("onp-legacy", "onp-aws")
_WATCHED: Final = tuple(
    f"onp-{what}-{side}" for what in ("failed-requests", "response-time") for side in (_LEGACY, _AWS)
)
_COPYING: Final = ("onp-data-migration", "onp-migration", "onprem_migration-migration")
_FAR: Final = (*map(IPv4Network, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")),)
_RESERVED: Final = frozenset({"admin", "postgres", "rdsadmin"})  # by RDS or by PostgreSQL itself
_NO_LEGACY: Final = (
    "Nothing is migrated: the data centre is not described, so every request is answered here. [on_premises] "
    "in the settings says where it is."
)
_NO_DATA: Final = (
    "The data centre's database is not moved: [data_migration] in the settings says where it is, and what it "
    "is signed in to with."
)


def _far_network(value: object) -> IPv4Network:
    """Load balancers take addresses outside their VPC in these ranges alone (RFC 1918 and 6598)."""
    allowed = "a private IPv4 network, such as 10.200.0.0/16"
    try:
        network = IPv4Network(str(value))
    except ValueError:
        raise ValueError(allowed) from None
    if not any(network.subnet_of(each) for each in _FAR):
        raise ValueError(allowed)
    return network


def _address(value: object) -> IPv4Address:
    try:
        return IPv4Address(str(value))
    except ValueError:
        raise ValueError("an IPv4 address, such as 10.200.0.10") from None


def _several(value: tuple[IPv4Address, ...]) -> tuple[IPv4Address, ...]:
    if not len(set(value)) == len(value) >= 1:
        raise ValueError("one address or more, each once")
    return value


FarNetwork = Annotated[IPv4Network, PlainValidator(_far_network)]
Addresses = Annotated[tuple[Annotated[IPv4Address, PlainValidator(_address)], ...], AfterValidator(_several)]
GatewayId = Annotated[str, Field(pattern=r"^tgw-[0-9a-f]{17}$")]
DatabaseName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
CertificateId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,254}$")]


class Callers(Table):
    """Who may ask for payments, and how often: whoever signs (AWS Signature Version 4).

    api_tps: requests a second to one method. p99_seconds: longer than that take one of a hundred at the most.
    client_tps: requests a second of one address, above which it is refused.
    merchant_tps: payments a second of one merchant, unless its profile says otherwise.
    """

    api_tps: Annotated[int, Field(ge=1)]
    p99_seconds: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    client_tps: Annotated[int, Field(ge=1, le=1_000_000)]
    merchant_tps: Annotated[int, Field(ge=1)]


class Site(Table):
    """The data centre: its network, and the addresses at which the legacy application answers by HTTPS.

    transit_gateway_id: of the existing gateway that ends its VPN or its Direct Connect.
    """

    network: FarNetwork
    addresses: Addresses
    transit_gateway_id: GatewayId


class Network(Table):
    """nat_per_zone: a NAT gateway in each zone instead of one for all (C9)."""

    nat_per_zone: bool = False


class Database(Table):
    """The customer database. Its secrets are made at account set-up: JSON with `username` and `password`.

    version: a release of Aurora PostgreSQL (R84, C24).
    administrator, administrator_secret: the master user's name, and the secret with its password.
    application_secret: what is rotated every `rotation_days`.
    instances: one that writes, and readers, in different zones. Capacity is in Aurora's units.
    """

    version: Annotated[str, Field(pattern=r"^1[6-9]\.\d+$")] = "17.9"
    name: DatabaseName = "customers"
    administrator: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,15}$")]
    administrator_secret: SecretName
    application_secret: SecretName
    secrets_key_alias: KeyAlias
    rotation_days: Annotated[int, Field(ge=1, le=30)] = 30
    instances: Annotated[int, Field(ge=2, le=16)] = 3
    least_capacity: Annotated[float, Field(ge=0.5, le=256)] = 0.5
    most_capacity: Annotated[float, Field(ge=1, le=256)] = 4.0


class Source(Table):
    """The database that is moved: a PostgreSQL with logical replication (`wal_level = logical`).

    secret: JSON with `host`, `port`, `username` and `password`.
    certificate: the id of the certificate in DMS of whom the server's must be by.
    schemas: what is moved.
    """

    name: DatabaseName
    secret: SecretName
    certificate: CertificateId
    port: Annotated[int, Field(ge=1, le=65535)] = 5432
    schemas: Annotated[tuple[DatabaseName, ...], Field(min_length=1)] = ("public",)


class DataMigration(Table):
    """How the database is moved (AWS DMS).

    target_secret, target_certificate: likewise, of the cluster here.
    instance_class, storage: of the instance that moves it; GiB.
    several_zones: whether another instance stands by in another zone.
    """

    source: Source
    target_secret: SecretName
    target_certificate: CertificateId
    instance_class: Annotated[str, Field(pattern=r"^dms\.[a-z0-9]+\.[a-z0-9]+$")] = "dms.t3.medium"
    storage: Annotated[int, Field(ge=20, le=6144)] = 100
    several_zones: bool = True


class MovingOperations(PaymentOperations):
    """When operators are told: latencies in milliseconds, `migration_lag` in seconds.

    least_requests: to a side, of fewer of which no share is measured.
    """

    least_requests: Annotated[int, Field(ge=1)]
    api_p99: Annotated[int, Field(ge=1)]
    integration_p99: Annotated[int, Field(ge=1)]
    response_p99: Annotated[int, Field(ge=1)]
    busy_percent: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
    connections: Annotated[int, Field(ge=1)]
    reader_lag: Annotated[int, Field(ge=1)]
    migration_lag: Annotated[int, Field(ge=1)]


class MovingProfile(Profile):
    """What one kind of deployment changes; `record_days`: for how long records of payments and audit logs are
    kept, `backup_days`: backups of the database (C8).
    """

    record_days: Annotated[int, Field(ge=1)]
    backup_days: Annotated[int, Field(ge=1, le=35)]


class Settings(MigrationSettings):
    """Everything a synthesis of the migration depends on."""

    least_zones: ClassVar = 3  # R82
    sides: ClassVar = (_LEGACY, _AWS)
    metrics: ClassVar = {  # no share that an alarm takes for 0 at little traffic
        "api-latency": MILLISECONDS,
        "database-capacity": PERCENT,
        "database-cpu": PERCENT,
        "database-reader-lag": MILLISECONDS,
        "failed-calls": PERCENT,
        "failed-requests-aws": PERCENT,
        "failed-requests-legacy": PERCENT,
        "integration-latency": MILLISECONDS,
        "migration-cpu": PERCENT,
        "migration-source-lag": SECONDS,
        "migration-target-lag": SECONDS,
        "response-time": SECONDS,
        "response-time-aws": SECONDS,
        "response-time-legacy": SECONDS,
    }

    profile: MovingProfile
    jurisdiction: Annotated[str, Field(pattern=r"^[a-z]{2,16}$")]
    domain: Domain
    callers: Callers
    on_premises: Site | None = None
    network: Network = Network()
    database: Database
    data_migration: DataMigration | None = None
    processor: Processor
    secrets: Secrets
    fraud_limits: FraudLimits = FraudLimits()
    operations: MovingOperations

    def problems(self) -> Iterable[Problem]:
        """What contradicts itself."""
        yield from super().problems()
        if len(self.regions) != 1:
            yield Problem("regions", len(self.regions), "1: the migration has one region")
        if self.database.administrator in _RESERVED:
            yield Problem(
                "database.administrator", self.database.administrator, "a name that is not reserved"
            )
        if self.database.least_capacity > self.database.most_capacity:
            yield Problem("database.most_capacity", self.database.most_capacity, "least_capacity or more")
        callers = self.callers
        yield from concurrency.too_little(self, callers.api_tps, "requests", callers.p99_seconds)
        if self.profile.record_days <= self.retention.hot_days:
            yield Problem(
                f"profiles.{self.profile.name}.record_days",
                self.profile.record_days,
                f"more than retention.hot_days ({self.retention.hot_days})",
            )
        yield from self._of_site()

    def _of_site(self) -> Iterable[Problem]:
        site = self.on_premises
        if site is None:
            if self.phase in self.phases and self.current.weights.get(_AWS) != ALL:
                yield Problem("phase", self.phase, f"one with {_AWS} = {ALL}, without a table [on_premises]")
            if self.data_migration is not None:
                yield Problem("data_migration", "a table", "none without a table [on_premises]")
            return
        if self.data_migration and DMS_SCHEMA in self.data_migration.source.schemas:
            allowed = f"schemas of the application: {DMS_SCHEMA} is of what moves them"
            yield Problem("data_migration.source.schemas", DMS_SCHEMA, allowed)
        if any(site.network.overlaps(region.cidr) for region in self.regions):
            yield Problem("on_premises.network", str(site.network), "a network apart from the region's")
        if foreign := [address for address in site.addresses if address not in site.network]:
            yield Problem(
                "on_premises.addresses", str(foreign[0]), f"addresses of the network {site.network}"
            )

    @property
    def notes(self) -> tuple[str, ...]:
        """Whether the functions carry what the API lets in."""
        callers, profile = self.callers, self.profile
        carried = concurrency.carried(profile.reserved_concurrency, callers.p99_seconds)
        if carried >= callers.api_tps:
            return ()
        said = f"capacity: the profile {profile.name} carries {carried} requests a second"
        return (f"{said}, and not the {callers.api_tps} that the API lets in",)

    @property
    def promises(self) -> Promises:
        """Functions have every value of theirs from Parameter Store; names have words of phases, too."""
        fixed = (*_SIDES, *_WATCHED, *_COPYING)
        return replace(super().promises, parameters=True, fixed_names=fixed, expires=EXPIRES)

    @property
    def off(self) -> tuple[str, ...]:
        """What these settings switch off."""
        return (
            *([] if self.on_premises else [_NO_LEGACY]),
            *([] if self.data_migration else [_NO_DATA]),
        )

    @property
    def given_to_functions(self) -> Mapping[str, str]:
        """What functions are given of these settings, by the names of their variables."""
        return {
            "PROCESSOR_URL": f"https://{self.processor.host}",
            "CAPTURE_PATIENCE_SECONDS": str(self.processor.capture_patience_minutes * 60),
            "CAPTURE_WITHIN_SECONDS": str(self.processor.capture_within_days * 86_400),
            "REGIONAL_URLS": "{}",
            "MERCHANT_TPS": str(self.callers.merchant_tps),
            "HOME_REGIONS": self.primary_region,
            "PAYERS_OF": self.primary_region,
            "SUCCESSORS": "{}",
            "OWNERSHIP": Consent.COMMAND.value,
            "CLOCK_SKEW_SECONDS": "1",
            "HAND_BACK_AFTER_SECONDS": "0",
            "FRAUD_LIMITS": self.fraud_limits.model_dump_json(exclude_none=True),
        }
