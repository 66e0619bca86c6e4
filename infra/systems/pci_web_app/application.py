"""`app`: the application, what stands before it, and what is watched of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.blocks.compute.container import Image
from infra.blocks.data.aurora import MYSQL
from infra.blocks.edge.front import Front, FrontSpec, add_front
from infra.blocks.events.failures import RELEASE_OF_ECS, tell_operators
from infra.blocks.network.endpoints import Endpoints
from infra.blocks.network.security_group import SecurityGroup
from infra.blocks.network.tiers import subnets_of
from infra.blocks.observe.messages import MessageMetrics
from infra.blocks.observe.signals import Signals, SignalsSpec, add_signals
from infra.blocks.observe.web import WebMetrics
from infra.blocks.web.tasks import TasksGroupSpec, TasksSpec, add_tasks, add_tasks_group
from infra.stack import RegionalStack
from infra.systems.pci_web_app import WEB

if TYPE_CHECKING:
    from cdktf import App

    from infra.blocks.compute.service import Service
    from infra.systems.pci_web_app.data import Data
    from infra.systems.pci_web_app.foundation import Foundation
    from infra.systems.pci_web_app.settings import Settings

PORT: Final = 8443


class Application(RegionalStack):
    """The application."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, foundation: Foundation, data: Data) -> None:
        super().__init__(scope, settings, "app", settings.primary)
        self._base, self._data = self.outputs_of(foundation), self.outputs_of(data)
        place, tasks = self.place(), self._add_tasks_group()
        front = self._add_front(tasks)
        service = add_tasks(place, self._tasks(), tasks, front.listeners, front.targets).service
        tell_operators(place, RELEASE_OF_ECS, self._base)
        signals, topic_arn = self._signals(front, service), self._base["alerts_topic_arn"]
        place.publish(front, add_signals(place, SignalsSpec("dashboard", WEB, signals, topic_arn)))

    def _add_tasks_group(self) -> SecurityGroup:
        database = SecurityGroup.published(self._data, "rds_cluster_group", "database")
        outbound = self.settings.application.outbound
        spec = TasksGroupSpec("tasks_group", self._base["vpc_id"], outbound, MYSQL.port)
        return add_tasks_group(self.place(), spec, Endpoints.published(self._base), database)

    def _signals(self, front: Front, service: Service) -> Signals:
        place, database = self.place(), self._data["rds_cluster_identifier"]
        metrics = WebMetrics(place.region, front.balancer, (front.targets,), service, database)
        web = metrics.signals(self.settings.operations)
        messages = MessageMetrics(place, ("alerts_dlq",)).signals()
        return Signals((*web.alarms, *messages.alarms), (*web.graphs, *messages.graphs))

    def _add_front(self, tasks: SecurityGroup) -> Front:
        place, base, domain = self.place(), self._base, self.settings.domain
        spec = FrontSpec(
            id="alb",
            what=WEB,
            vpc_id=base["vpc_id"],
            public_subnet_ids=subnets_of(base, "public", zones=len(self.settings.primary.zones)),
            host=place.names.host(place.names.app, domain.name),
            zone_id=domain.hosted_zone_id,
            targets=tasks,
            port=PORT,
            log_bucket=base["log_bucket_name"],
            key_arn=base["operations_key_arn"],
            client_rate=self.settings.application.client_tps,
        )
        return add_front(place, spec)

    def _tasks(self) -> TasksSpec:
        wanted, database = self.settings.application, self.settings.database
        return TasksSpec(
            id="",
            what=WEB,
            image=Image(wanted.repository, wanted.digest),
            cpu=wanted.cpu,
            memory=wanted.memory,
            port=PORT,
            subnet_ids=subnets_of(self._base, "private", zones=len(self.settings.primary.zones)),
            key_arn=self._base["operations_key_arn"],
            environment={
                "DATABASE_HOST": self._data["rds_cluster_endpoint"],
                "DATABASE_NAME": database.name,
                "DATABASE_READER_HOST": self._data["rds_cluster_reader_endpoint"],
            },
            secrets={"DATABASE_CREDENTIAL": database.application_secret},
            secrets_key_alias=database.secrets_key_alias,
            least=wanted.least_tasks,
            most=wanted.most_tasks,
        )
