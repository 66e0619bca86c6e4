"""An application whose releases are tried beside the old one: what stands before it, its tasks, and what is
measured of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.edge.blue_green_front import BlueGreenFront, BlueGreenFrontSpec, add_blue_green_front
from infra.blocks.events.failures import RELEASE_OF_CODE_DEPLOY, tell_operators
from infra.blocks.network.endpoints import Endpoints
from infra.blocks.network.tiers import subnets_of
from infra.blocks.observe.web import WebMetrics
from infra.blocks.web.tasks import Tasks, TasksGroupSpec, TasksSpec, add_tasks, add_tasks_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from ipaddress import IPv4Network

    from infra.blocks.compute.container import Image
    from infra.blocks.edge.api import Address
    from infra.blocks.network.security_group import SecurityGroup
    from infra.blocks.policy_document import Statement
    from infra.place import Output, Outputs, Place


@dataclass(frozen=True, slots=True)
class BlueGreenSpec:
    """An application: `id` begins the Terraform ids of what stands before it, `what` goes into the names.

    foundation: the outputs of the stack with network, keys and logs, whose network has so many `zones`.
    addresses: its domain names with their certificates, by what begins the names of their outputs.
    image, cpu, memory, environment, secrets, secrets_key_alias, grants, least, most: as of `TasksSpec`.
    outbound, database_port, asking, asked: as of `TasksGroupSpec`.
    testers, client_rate: as of `BlueGreenFrontSpec`.
    """

    id: str
    what: str
    foundation: Outputs
    zones: int
    addresses: Mapping[str, Address]
    image: Image
    cpu: int
    memory: int
    port: int
    environment: Mapping[str, str]
    secrets: Mapping[str, str]
    secrets_key_alias: str
    grants: tuple[Statement, ...]
    least: int
    most: int
    outbound: Iterable[IPv4Network]
    database_port: int
    asking: Iterable[IPv4Network]
    asked: Iterable[IPv4Network]
    testers: Iterable[IPv4Network]
    client_rate: int


@dataclass(frozen=True, slots=True)
class BlueGreen:
    """What was added: what stands before the application, and its tasks."""

    id: str
    front: BlueGreenFront
    tasks: Tasks

    @property
    def outputs(self) -> Iterator[Output]:
        """Where it is reached."""
        return self.front.outputs

    def metrics(self, place: Place, database: str) -> WebMetrics:
        """What is measured of it, and of the database with this identifier."""
        front = self.front
        groups = (front.blue, front.green)
        return WebMetrics(place.region, front.balancer, groups, self.tasks.service, database)


def add_blue_green(place: Place, spec: BlueGreenSpec, database: SecurityGroup) -> BlueGreen:
    """Add it all, and let its tasks reach the database. Operators are told of releases that fail."""
    base = spec.foundation
    tell_operators(place, RELEASE_OF_CODE_DEPLOY, base)
    asks = TasksGroupSpec(
        "tasks_group", base["vpc_id"], spec.outbound, spec.database_port, spec.asking, spec.asked
    )
    group = add_tasks_group(place, asks, Endpoints.published(base), database)
    before = BlueGreenFrontSpec(
        id=spec.id,
        what=spec.what,
        vpc_id=base["vpc_id"],
        public_subnet_ids=subnets_of(base, "public", zones=spec.zones),
        addresses=spec.addresses,
        targets=group,
        port=spec.port,
        testers=tuple(map(str, spec.testers)),
        log_bucket=base["log_bucket_name"],
        key_arn=base["operations_key_arn"],
        client_rate=spec.client_rate,
    )
    front = add_blue_green_front(place, before)
    tasks = TasksSpec(
        id="",
        what=spec.what,
        image=spec.image,
        cpu=spec.cpu,
        memory=spec.memory,
        port=spec.port,
        subnet_ids=subnets_of(base, "private", zones=spec.zones),
        key_arn=base["operations_key_arn"],
        environment=spec.environment,
        secrets=spec.secrets,
        secrets_key_alias=spec.secrets_key_alias,
        least=spec.least,
        most=spec.most,
        grants=spec.grants,
        by_code_deploy=True,
    )
    return BlueGreen(spec.id, front, add_tasks(place, tasks, group, front.listeners, front.blue))
