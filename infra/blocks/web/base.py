"""What is there in a region before an application is that copies its records to another one: keys, buckets of
logs, a network in tiers, and alerts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.edge.load_balancer import ACCESS_LOGS, CONNECTION_LOGS
from infra.blocks.events.alerts import Alerts, AlertsSpec, add_alerts
from infra.blocks.events.failures import RELEASE_OF_CODE_DEPLOY
from infra.blocks.network.endpoints import Endpoints, EndpointsSpec, add_endpoints
from infra.blocks.network.flow_log import FlowLogSpec, TrafficLog, add_flow_log
from infra.blocks.network.tiers import Tiers, TiersSpec, add_tiers
from infra.blocks.security.key_uses import KeyUses
from infra.blocks.security.keys import KeySpec, add_key
from infra.blocks.storage.log_bucket import LogBucketSpec, add_log_bucket
from infra.blocks.storage.replication import replication_role
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infra.blocks.storage.bucket import Bucket
    from infra.names import RegionLike
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class WebBaseSpec:
    """The base of a region. `id` begins the Terraform ids and the names of its alerts.

    what: goes into the name of the cluster whose tasks keep their disks here.
    network: its tiers. interfaces: the services of AWS that it reaches by endpoints.
    records: what goes into the names of buckets that other stacks make, and that peers copy to.
    peers: the regions that copy records to this one, and whose alerts its inbox keeps.
    operators: who gets alerts by e-mail.
    """

    id: str
    what: str
    network: TiersSpec
    interfaces: tuple[str, ...]
    records: tuple[str, ...]
    peers: tuple[RegionLike, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WebBase:
    """What was added; of the keys `data` and `operations`, their ARNs."""

    id: str
    keys: Mapping[str, str]
    logs: Bucket
    tiers: Tiers
    endpoints: Endpoints
    flow_log: TrafficLog
    alerts: Alerts

    @property
    def outputs(self) -> Iterator[Output]:
        """What applications and stores of other stacks need of it."""
        for what, key_arn in self.keys.items():
            yield Output(f"{what}_key_arn", key_arn)
        tiers = self.tiers
        for handle in (self.logs, tiers, tiers.closed_tables, self.endpoints, self.flow_log, self.alerts):
            yield from handle.outputs


def add_web_base(place: Place, spec: WebBaseSpec) -> WebBase:
    """Add it all."""
    keys = {what: add_key(place, key).arn for what, key in _keys(place, spec).items()}
    buckets = tuple(each.replace("_", "-") for each in spec.records)
    logs = LogBucketSpec("log_bucket", "logs", buckets, balancers=(ACCESS_LOGS, CONNECTION_LOGS))
    tiers = add_tiers(place, spec.network)
    reached = EndpointsSpec(
        bucket_arns=tuple(place.bucket_arn(place.bucket_name(what)) for what in buckets),
        table_arns=(place.arn("dynamodb", f"table/{place.names.app}-*"),),
        interfaces=spec.interfaces,
        image_layers=True,
    )
    told = (RELEASE_OF_CODE_DEPLOY.id,)
    return WebBase(
        spec.id,
        keys,
        add_log_bucket(place, logs),
        tiers,
        add_endpoints(place, reached, tiers.private),
        add_flow_log(place, FlowLogSpec(keys["operations"]), tiers.private),
        add_alerts(place, AlertsSpec(spec.id, keys["operations"], spec.peers, spec.operators, told)),
    )


def _keys(place: Place, spec: WebBaseSpec) -> Mapping[str, KeySpec]:
    copying = [replication_role(place.names, what, peer) for what in spec.records for peer in spec.peers]
    operations = KeyUses(
        services=("logs", "s3", "sns", "sqs"),
        publishers=("cloudwatch", "events", "sns"),
        log_groups=True,
        fargate_cluster=place.names.cluster(spec.what),
    )
    return {
        "data": KeySpec("data", "Payment data", KeyUses(("rds", "s3"), copying_roles=copying)),
        "operations": KeySpec("ops", "Logs, messages and the disks of tasks", operations),
    }
