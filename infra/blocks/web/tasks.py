"""The tasks of an application: whom they may call, what they are told, and how many of them run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from infra.blocks.compute.container import Image, TaskDefinition, TaskSpec, add_task
from infra.blocks.compute.service import (
    Cluster,
    ClusterSpec,
    Service,
    ServiceSpec,
    add_cluster,
    add_service,
)
from infra.blocks.network.security_group import (
    HTTPS,
    Peer,
    SecurityGroup,
    SecurityGroupSpec,
    TrafficSpec,
    add_egress,
    add_ingress,
    add_security_group,
    members,
)
from infra.blocks.network.vpc import within
from infra.blocks.security.secrets import SecretsSpec, find_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from ipaddress import IPv4Network

    from infra.blocks.edge.load_balancer import Listeners, TargetGroup
    from infra.blocks.network.endpoints import Endpoints
    from infra.blocks.policy_document import Statement
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class TasksGroupSpec:
    """The security group of tasks: `id` is its Terraform id.

    outbound: the networks beside AWS that they call by HTTPS.
    database_port: on which they ask the database.
    asking, asked: networks of another region: whose tasks ask the database here, and where the one is that
        the tasks ask there.
    """

    id: str
    vpc_id: str
    outbound: Iterable[IPv4Network]
    database_port: int
    asking: Iterable[IPv4Network] = ()
    asked: Iterable[IPv4Network] = ()


def add_tasks_group(
    place: Place, spec: TasksGroupSpec, endpoints: Endpoints, database: SecurityGroup
) -> SecurityGroup:
    """Let tasks reach the database, AWS through the network's endpoints, and what the spec names."""
    group = SecurityGroupSpec(spec.id, "tasks", "Tasks: HTTPS from the load balancer", spec.vpc_id)
    tasks = add_security_group(place, group)
    reached = [
        Peer("endpoints", group_id=endpoints.security_group_id),
        Peer("s3", prefix_list_id=endpoints.s3_prefix_list_id),
        *_numbered("outside", spec.outbound),
    ]
    for peer in reached:
        add_egress(place, TrafficSpec(HTTPS, f"HTTPS to {peer.what.replace('_', ' ')}", peer), tasks)
    port = spec.database_port
    add_egress(place, TrafficSpec(port, "Queries", members(database)), tasks)
    add_ingress(place, TrafficSpec(port, "Queries of the application", members(tasks)), database)
    for peer in _numbered("asking", spec.asking):
        add_ingress(place, TrafficSpec(port, "Queries of the other region's tasks", peer), database)
    for peer in _numbered("asked", spec.asked):
        add_egress(place, TrafficSpec(port, "Queries to the other region", peer), tasks)
    return tasks


def _numbered(what: str, networks: Iterable[IPv4Network]) -> Iterable[Peer]:
    return (Peer(f"{what}_{number}", cidr=str(each)) for number, each in enumerate(networks, start=1))


@dataclass(frozen=True, slots=True)
class TasksSpec:
    """Tasks of one container that serve by HTTPS on `port`: `id` begins the Terraform ids, where one stack
    has several; `what` goes into the names.

    cpu: units of 1/1024. memory: MiB.
    key_arn: under which their disks and what they log are encrypted.
    environment: variables that are no secrets. secrets: the names of those that are, by the variables that
        take them; all under the key with the alias `secrets_key_alias`.
    grants: what the container itself may do.
    least, most: how many of them run, by their load.
    """

    id: str
    what: str
    image: Image
    cpu: int
    memory: int
    port: int
    subnet_ids: tuple[str, ...]
    key_arn: str
    environment: Mapping[str, str]
    secrets: Mapping[str, str]
    secrets_key_alias: str
    least: int
    most: int
    grants: tuple[Statement, ...] = field(default=())
    by_code_deploy: bool = False


@dataclass(frozen=True, slots=True)
class Tasks:
    """What was added: the service, its cluster, and the definition of its tasks."""

    id: str
    cluster: Cluster
    service: Service
    definition: TaskDefinition


def add_tasks(
    place: Place, spec: TasksSpec, group: SecurityGroup, listeners: Listeners, targets: TargetGroup
) -> Tasks:
    """Run them in the security group, behind the targets, which the listeners lead to."""
    names = {variable.lower(): name for variable, name in spec.secrets.items()}
    secrets = find_secrets(place, SecretsSpec(within(spec.id, "secrets"), names, spec.secrets_key_alias))
    cluster = add_cluster(place, ClusterSpec(within(spec.id, "cluster"), spec.what, spec.key_arn))
    task = TaskSpec(
        id=within(spec.id, "task"),
        what=spec.what,
        image=spec.image,
        cpu=spec.cpu,
        memory=spec.memory,
        port=spec.port,
        health=("/app/health",),
        key_arn=spec.key_arn,
        environment={**spec.environment, "PORT": str(spec.port)},
        secrets={variable: secrets.arns[variable.lower()] for variable in spec.secrets},
        secrets_key_arn=secrets.key.arn if secrets.key else None,
        grants=spec.grants,
    )
    definition = add_task(place, task)
    service = ServiceSpec(
        id=within(spec.id, "service"),
        what=spec.what,
        subnet_ids=spec.subnet_ids,
        security_group_id=group.group_id,
        least=spec.least,
        most=spec.most,
        after=(listeners.https,),
        by_code_deploy=spec.by_code_deploy,
    )
    return Tasks(spec.id, cluster, add_service(place, service, cluster, definition, targets), definition)
