"""The settings of `region_migration`: those of every migration, and what the application needs besides."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from infra.names import RegionLike
from infra.settings import Domain, Problem, Region, web
from infra.settings.phases import MILLISECONDS, PERCENT, SECONDS, MigrationSettings
from infra.settings.tables import Profile, Table
from infra.settings.values import PublicNetwork, RegionName


class Transit(Table):
    """The private autonomous system numbers of the transit gateways, which differ (Amazon VPC Transit
    Gateways, "Transit gateway peering attachments").
    """

    primary_asn: Annotated[int, Field(ge=64_512, le=65_534)] = 64_512
    secondary_asn: Annotated[int, Field(ge=64_512, le=65_534)] = 64_513


class Database(web.Database):
    """The database.

    version: a release of Aurora PostgreSQL.
    instance_class: `db.serverless`, or instances of a fixed size, as `db.r6g.large` (C24).
    """

    reserved: ClassVar = frozenset({"admin", "postgres", "rdsadmin", "rdsrepladmin", "root"})

    version: Annotated[str, Field(pattern=r"^1[6-9]\.\d+$")] = "17.9"
    instance_class: Annotated[str, Field(pattern=r"^db\.(serverless|[a-z0-9]+\.[a-z0-9]+)$")] = (
        "db.serverless"
    )


class Release(Table):
    """How a release of the application is tried, and gone back from.

    testers: the networks from which it is called before callers are.
    keep_minutes: for how long the release before runs on.
    """

    testers: tuple[PublicNetwork, ...] = ()
    keep_minutes: Annotated[int, Field(ge=5, le=2880)] = 60


class MigrationOperations(web.WebOperations):
    """When operators are told.

    database_lag: milliseconds that the copy of the database may be behind.
    least_requests: to a side, of fewer of which no share is measured.
    """

    least_requests: Annotated[int, Field(ge=1)] = 1000
    database_lag: Annotated[int, Field(ge=20)] = 1000


class MigrationProfile(Profile):
    """What one kind of deployment changes. Days: for how long the database can be restored (C8), and for how
    long transaction logs and audit trails are kept (C11).
    """

    backup_days: Annotated[int, Field(ge=1, le=35)]
    record_days: Annotated[int, Field(ge=1)]


class Settings(MigrationSettings):
    """Everything a synthesis of the two regions depends on.

    health_region: where Route 53 keeps what it measures.
    """

    least_zones: ClassVar = 3  # R136
    sides: ClassVar = ("primary", "secondary")
    metrics: ClassVar = {  # no share that an alarm takes for 0 at little traffic
        "database-cpu": PERCENT,
        "database-lag": MILLISECONDS,
        "failed-requests": PERCENT,
        "response-time": SECONDS,
        "service-cpu": PERCENT,
        "service-memory": PERCENT,
        "audit-trails-late-1": SECONDS._replace(period=5),
        "transaction-logs-late-1": SECONDS._replace(period=5),
    }

    profile: MigrationProfile
    domain: Domain
    health_region: RegionName
    network: web.Network = web.Network()
    transit: Transit = Transit()
    application: web.Container
    release: Release = Release()
    database: Database
    operations: MigrationOperations = MigrationOperations()

    def problems(self) -> Iterable[Problem]:
        """What contradicts itself."""
        yield from super().problems()
        yield from self.application.problems("application", self.profile.name)
        yield from self.database.problems("database")
        if len(self.regions) != 2:
            yield Problem("regions", len(self.regions), "2: one that is left, and one that is moved to")
        if self.health_region not in (names := [region.name for region in self.regions]):
            yield Problem("health_region", self.health_region, f"one of {', '.join(names)}")
        if self.transit.primary_asn == self.transit.secondary_asn:
            yield Problem("transit.secondary_asn", self.transit.secondary_asn, "another one than primary_asn")
        for name, phase in self.phases.items():
            if phase.tasks is None:
                yield Problem(f"phases.{name}.tasks", None, "the least and the most tasks of both sides")
        if self.profile.record_days <= self.retention.hot_days:
            yield Problem(
                f"profiles.{self.profile.name}.record_days",
                self.profile.record_days,
                f"more than retention.hot_days ({self.retention.hot_days})",
            )

    def peer(self, region: RegionLike) -> Region:
        """The other region."""
        (found,) = self.peers(region)
        return found

    def side(self, region: RegionLike) -> str:
        """Which side of the migration a region is, whatever carries the traffic by now."""
        return "primary" if region.name == self.primary_region else "secondary"

    @property
    def weights(self) -> Mapping[str, int]:
        """How much of the traffic each region is given in the phase that holds, by its name."""
        return {region.name: self.current.weights[self.side(region)] for region in self.regions}

    def tasks(self, region: RegionLike) -> tuple[int, int]:
        """The least and the most tasks of a region in the phase that holds.

        Raises LookupError where the phases say none.
        """
        if self.current.tasks is None:
            raise LookupError(f"phases.{self.phase} has no tasks")
        return self.current.tasks[self.side(region)]

    def asn(self, region: RegionLike) -> int:
        """The autonomous system number of a region's transit gateway."""
        return self.transit.primary_asn if self.side(region) == "primary" else self.transit.secondary_asn
