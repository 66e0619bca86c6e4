"""Who uses a key: declared by a system, and turned into the statements of the key's policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from infra.blocks.security import key_statements as may

if TYPE_CHECKING:
    from infra.blocks.policy_document import Statement
    from infra.names import RegionLike
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class KeyUses:
    """Who uses a key, beside the administrators of the account, which every key has. Roles, state machines,
    buses and archives are named, since they may be made later than the key.

    services: through which of them principals of the account use it, by endpoint (`dynamodb`, `sqs`).
    table_peers: the regions whose replicas of its tables DynamoDB keeps alike.
    copying_roles: what writes copies of objects from other regions under it.
    workflows: the state machines that encrypt their executions with it, each with its role.
    bus: the event bus under it, and its archive.
    publishers: the services that reach topics and queues under it (`cloudwatch`, `events`, `sns`).
    log_groups, stream_filters: whether log groups, and filters of streams to functions, are under it.
    delivered_logs: whether logs that AWS delivers into buckets are, as flow logs.
    fargate_cluster: the cluster of containers whose disks are under it.
    never_replicated_by: roles that copy S3 objects and that, like DynamoDB's own, are denied every use.
    """

    services: tuple[str, ...]
    table_peers: Sequence[RegionLike] = ()
    copying_roles: Sequence[str] = ()
    workflows: Mapping[str, str] = field(default_factory=dict)
    bus: tuple[str, str] | None = None
    publishers: tuple[str, ...] = ()
    log_groups: bool = False
    stream_filters: bool = False
    delivered_logs: bool = False
    fargate_cluster: str = ""
    never_replicated_by: Sequence[str] | None = None


def statements(place: Place, uses: KeyUses) -> Iterator[Statement]:
    """The statements of the policy of a key in `place` that is used so."""
    yield may.administered_by_account(place)
    yield from may.used_through(place, *uses.services, replicated="dynamodb", peers=uses.table_peers)
    if uses.table_peers:
        yield may.replicated_by_dynamodb(place)
    if uses.copying_roles:
        yield may.replicated_from_peers_by_s3(place, *map(place.role_arn, uses.copying_roles))
    if uses.never_replicated_by is not None:
        copying = map(place.role_arn, uses.never_replicated_by)
        yield may.never_used_by(may.dynamodb_replication_role(place), *copying)
    if uses.log_groups:
        yield may.log_groups(place)
    if uses.workflows:
        roles = map(place.role_arn, uses.workflows.values())
        yield from may.workflow_executions(place, tuple(uses.workflows), *roles)
    if uses.bus:
        bus, archive = uses.bus
        yield from may.event_bus(place, bus=bus, archive=archive)
    if uses.publishers:
        yield may.publishers(place, *uses.publishers)
    if uses.stream_filters:
        yield may.stream_filters(place)
    yield from _of_containers(place, uses)


def _of_containers(place: Place, uses: KeyUses) -> Iterator[Statement]:
    if uses.delivered_logs:
        yield may.log_delivery(place)
    if uses.fargate_cluster:
        yield from may.fargate_storage(place, uses.fargate_cluster)
