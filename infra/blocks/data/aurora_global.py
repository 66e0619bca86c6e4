"""One database in two regions: Aurora writes in one, and copies to the other within a second or so.

Which region writes is changed by a command of an operator (`rds switchover-global-cluster`), and not by
Terraform, which would have to stop in between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.rds_global_cluster import RdsGlobalCluster

from infra.blocks.data.aurora import NO_EXTENDED_SUPPORT, Aurora, AuroraSpec, Replica, add_aurora
from infra.blocks.network.tiers import subnets_of
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from infra.blocks.data.aurora import Database, Engine
    from infra.place import Outputs, Place


@dataclass(frozen=True, slots=True)
class Site:
    """One region's side of a global database: its subnets, and the keys of its region.

    key_arn, logs_key_arn: under which its data, and what it logs, are encrypted.
    """

    vpc_id: str
    subnet_ids: tuple[str, ...]
    key_arn: str
    logs_key_arn: str

    @classmethod
    def published(cls, outputs: Outputs, *, zones: int) -> Site:
        """The database subnets and the keys that another stack made, from its outputs."""
        subnet_ids = subnets_of(outputs, "database", zones=zones)
        return cls(outputs["vpc_id"], subnet_ids, outputs["data_key_arn"], outputs["operations_key_arn"])


@dataclass(frozen=True, slots=True)
class AuroraGlobalSpec:
    """A global database: `id` begins the Terraform ids, `what` the names. Its two clusters are alike.

    sites: by the name of their region.
    least, most: capacity units (2 GiB of memory each) of instances that are serverless.
    """

    id: str
    what: str
    engine: Engine
    version: str
    database: Database
    backup_days: int
    least: float
    most: float
    instance_class: str
    sites: Mapping[str, Site]


@dataclass(frozen=True, slots=True)
class AuroraGlobal:
    """A global database that was added: its Terraform id; its identifier, and the name of whichever cluster
    writes, as tokens; and the clusters by the codes of their regions.
    """

    id: str
    identifier: str
    writer: str
    clusters: Mapping[str, Aurora]

    @property
    def outputs(self) -> Iterator[Output]:
        """Where it is reached, whichever region writes, and what either cluster is known by."""
        yield Output(f"{self.id}_identifier", self.identifier, "Global database")
        yield Output(f"{self.id}_endpoint", self.writer, "The cluster that writes, in whichever region")
        for code, cluster in self.clusters.items():
            named = f"{self.id}_{code}"
            yield Output(f"{named}_identifier", cluster.identifier)
            yield Output(f"{named}_endpoint", cluster.writer)
            yield Output(f"{named}_reader_endpoint", cluster.reader)
            yield Output(f"{named}_group_id", cluster.group.group_id)


def add_aurora_global(places: Sequence[Place], spec: AuroraGlobalSpec) -> AuroraGlobal:
    """Add the global database; in the first place a cluster that begins with the database, in the second one
    that is its copy.
    """
    place, other = places
    world = RdsGlobalCluster(
        place.stack,
        spec.id,
        # The name of the database is the first cluster's alone: here, it would replace everything should RDS
        # not give it back.
        global_cluster_identifier=place.names.database(spec.what),
        engine=spec.engine.name,
        engine_version=spec.version,
        engine_lifecycle_support=NO_EXTENDED_SUPPORT,
        storage_encrypted=True,
        deletion_protection=place.defaults.deletion_protection,
        force_destroy=True,
        provider=place.provider,
    )
    first = _cluster(place, spec, "primary", replace(spec.database, global_id=world.id))
    copy = Replica(world.id, place.region, first.instances)
    second = _cluster(other, spec, "secondary", copy)
    clusters = {place.region.code: first, other.region.code: second}
    return AuroraGlobal(spec.id, world.global_cluster_identifier, world.endpoint, clusters)


def _cluster(place: Place, spec: AuroraGlobalSpec, role: str, holds: Database | Replica) -> Aurora:
    """The roles are those that the clusters begin with; names say the region, which does not change."""
    site = spec.sites[place.region.name]
    return add_aurora(
        place,
        AuroraSpec(
            id=f"{spec.id}_{role}",
            what=f"{spec.what}-{place.region.code}",
            engine=spec.engine,
            version=spec.version,
            holds=holds,
            vpc_id=site.vpc_id,
            subnet_ids=site.subnet_ids,
            key_arn=site.key_arn,
            logs_key_arn=site.logs_key_arn,
            backup_days=spec.backup_days,
            least=spec.least,
            most=spec.most,
            instance_class=spec.instance_class,
        ),
    )
