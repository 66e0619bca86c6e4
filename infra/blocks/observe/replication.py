"""What DynamoDB and S3 measure of copies that other regions hold, or that a region holds of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.dashboard import Graph
from infra.blocks.observe.metrics import Metric, metric
from infra.blocks.observe.signals import Signals, joined
from infra.blocks.storage.replication import REPLICATION_MINUTES, rule_id

if TYPE_CHECKING:
    from infra.names import RegionLike
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class TableReplication:
    """The global table for `what` in a place, and the other regions that hold it."""

    place: Place
    what: str
    peers: Sequence[RegionLike]

    def signals(self, longest: float) -> Signals:
        """How many milliseconds the region's writes take to each peer: `longest` at most."""
        title, lines = f"Replication of the {self.what}, ms", {}
        alarms = []
        for number, peer in enumerate(self.peers, start=1):
            latency = self._latency(peer)
            description = f"The {self.what}'s writes take longer than {longest} ms to {peer.name}."
            alarm_id, name = f"replication_to_peer_{number}", f"replication_to_{peer.code}"
            # The id has the peer's number, since regions have the same addresses.
            alarms.append(AlarmSpec(alarm_id, description, "replication", latency, longest, what=name))
            lines[f"{self.place.region.code} to {peer.code}"] = latency
        return Signals(alarms, [Graph(title, lines, longest)])

    def _latency(self, peer: RegionLike) -> Metric:
        return metric(
            self.place.region,
            "AWS/DynamoDB",
            "ReplicationLatency",
            "Average",
            TableName=self.place.names.table(self.what),
            ReceivingRegion=peer.name,
        )


@dataclass(frozen=True, slots=True)
class DatabaseReplication:
    """The cluster of a global database in a place, by its identifier, and the region that it may be copied
    from: after a switchover the copying goes the other way, and the other cluster measures it.
    """

    place: Place
    identifier: str
    source: RegionLike

    def signals(self, longest: float) -> Signals:
        """How many milliseconds the cluster is behind the one that writes: `longest` at most."""
        region, source = self.place.region, self.source
        lag = metric(
            region,
            "AWS/RDS",
            "AuroraGlobalDBReplicationLag",
            "Maximum",
            DBClusterIdentifier=self.identifier,
            SourceRegion=source.name,
        )
        says = f"The database of {region.name} is more than {longest:g} ms behind the one of {source.name}."
        alarm = AlarmSpec("database_lag", says, "replication", lag, longest)
        title = f"Database behind the one of {source.code}, ms"
        return Signals([alarm], [Graph(title, {region.code: lag}, longest)])


@dataclass(frozen=True, slots=True)
class RegionReplication:
    """What is copied between a place and its peer: the database, by the identifier of its cluster here, and
    buckets, by their ids.
    """

    place: Place
    peer: RegionLike
    database: str
    buckets: Sequence[str]

    def signals(self, longest: float) -> Signals:
        """What comes late to the place, or not at all; of the database, by `longest` milliseconds at most."""
        parts = [DatabaseReplication(self.place, self.database, self.peer).signals(longest)]
        for each in self.buckets:
            copies = BucketReplication(self.place, each.replace("_", "-"), (self.peer,), each)
            parts.append(Signals(tuple(copies.alarms()), copies.signals().graphs))
        return joined(*parts)


@dataclass(frozen=True, slots=True)
class BucketReplication:
    """The bucket for `what` of a place, and the regions whose buckets of the same are copied to it. `id`
    begins the names of its alarms.
    """

    place: Place
    what: str
    peers: Sequence[RegionLike]
    id: str = "copies"

    def signals(self) -> Signals:
        """What is not copied yet; S3 measures it where the copy is."""
        lines = {f"{peer.code} to {self.place.region.code}": self._pending(peer) for peer in self.peers}
        return Signals(graphs=[Graph(f"{self.what.capitalize()} not copied yet", lines)])

    def alarms(self) -> Iterator[AlarmSpec]:
        """On copies that come later than S3 promises, and on such as do not come."""
        for number, peer in enumerate(self.peers, start=1):
            late = f"Copies of the {self.what} of {peer.name} take longer than {REPLICATION_MINUTES} minutes."
            measure = self._measured(peer, "ReplicationLatency")
            yield AlarmSpec(
                f"{self.id}_late_{number}",
                late,
                "replication",
                measure,
                60 * REPLICATION_MINUTES,
                seconds=300,
            )
            lost = f"Objects of the {self.what} of {peer.name} could not be copied."
            failed = self._measured(peer, "OperationsFailedReplication", "Sum")
            yield AlarmSpec.on_any(f"{self.id}_failed_{number}", lost, "replication", failed, seconds=300)

    def _pending(self, peer: RegionLike) -> Metric:
        return self._measured(peer, "OperationsPendingReplication")

    def _measured(self, peer: RegionLike, name: str, statistic: str = "Maximum") -> Metric:
        place = self.place
        return metric(
            place.region,
            "AWS/S3",
            name,
            statistic,
            SourceBucket=place.bucket_name(self.what, region=peer),
            DestinationBucket=place.bucket_name(self.what),
            RuleId=rule_id(place.region.code),
        )
