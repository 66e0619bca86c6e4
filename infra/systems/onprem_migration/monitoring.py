"""`monitoring`: the alarms, and the dashboard of the API, the load balancer, payments and the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.blocks.compute.functions import specs
from infra.blocks.observe.signals import SignalsSpec, add_signals
from infra.blocks.payments.private_signals import PrivateSignals
from infra.stack import PlatformStack, RegionalStack
from infra.systems.onprem_migration import FAILED
from infra.systems.onprem_migration.compute import SPECS

if TYPE_CHECKING:
    from cdktf import App

    from infra.systems.onprem_migration.settings import Settings


class Monitoring(RegionalStack):
    """What operators are told, and what they see."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, *below: PlatformStack) -> None:
        super().__init__(scope, settings, "monitoring", settings.primary)
        place, base = self.place(), self.outputs_of(*below)
        sides = settings.sides if settings.on_premises else settings.sides[1:]
        reserved, handlers = self.home.reserved_concurrency, (*SPECS, *specs("rotation"))
        watched = PrivateSignals(place, base, handlers, reserved, sides, (f"{FAILED}_dlq",))
        signals, topic_arn = watched.signals(settings.operations), base["alerts_topic_arn"]
        place.publish(add_signals(place, SignalsSpec("dashboard", "payments", signals, topic_arn)))
