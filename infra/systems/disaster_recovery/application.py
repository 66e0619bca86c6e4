"""`app-<region>`: what works on payments in one region, how callers reach it, and what is watched of it."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from infra.blocks.compute.functions import specs
from infra.blocks.edge.function_front import FunctionFront, FunctionFrontSpec, add_function_front
from infra.blocks.edge.path_rules import whom_tokens_name
from infra.blocks.network.tiers import subnets_of
from infra.blocks.observe.balancer import BalancerMetrics
from infra.blocks.observe.signals import SignalsSpec, add_signals, joined
from infra.blocks.payments.application import (
    PaymentApplicationSpec,
    PaymentSecrets,
    add_payment_application,
)
from infra.blocks.payments.signals import PaymentSignals
from infra.stack import RegionalStack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf import App

    from handlers.domain.events import Workflow
    from infra.blocks.compute.function import Function
    from infra.blocks.compute.package import Package
    from infra.place import Place
    from infra.systems.disaster_recovery.edge import Certificates
    from infra.systems.disaster_recovery.foundation import Foundation
    from infra.systems.disaster_recovery.settings import Settings

SPECS: Final = specs(
    *("front", "front_health", "validate", "screen", "authorize", "capture", "receipt", "settle", "refund"),
    *("look", "sweep", "heartbeat", "takeover", "change_capture", "alert", "endpoint_health"),
)
HEALTH_MINUTES: Final = 2  # R108


class Application(RegionalStack):
    """The application of the region that `foundation` lies in."""

    settings: Settings

    def __init__(
        self,
        scope: App,
        settings: Settings,
        foundation: Foundation,
        certificates: Certificates,
        package: Package,
    ) -> None:
        super().__init__(scope, settings, f"app-{foundation.home.name}", foundation.home)
        self._base, place, secrets = self.outputs_of(foundation), self.place(), settings.secrets
        spec = PaymentApplicationSpec(
            id="workflow",
            handlers=SPECS,
            package=package,
            foundation=self._base,
            zones=len(self.home.zones),
            secrets=PaymentSecrets(secrets.processor, secrets.token_key, secrets.key_alias),
            variables={
                **settings.given_to_functions,
                "ENDPOINTS": json.dumps(
                    {each.code: certificates.health_url(each) for each in settings.regions}
                ),
            },
            reserved=self.home.reserved_concurrency,
            peers=settings.peers(self.home),
            internet=True,
            minutes={"endpoint_health": HEALTH_MINUTES},
            memory_mb={"heartbeat": settings.recovery.heartbeat_mb},
        )
        added = add_payment_application(place, spec)
        front = self._add_front(certificates, added.function("front"), added.function("front_health"))
        balancer = BalancerMetrics(place.region, front.balancer, (front.health,))
        watched = measured(place, settings, added.workflows.arns)
        rpo, limits = settings.recovery.rpo_seconds, settings.operations
        signals = joined(balancer.signals(limits), watched.signals(limits, ledger_seconds=rpo))
        what, topic_arn = f"region-{place.region.code}", self._base["alerts_topic_arn"]
        place.publish(added, front, add_signals(place, SignalsSpec("dashboard", what, signals, topic_arn)))

    def _add_front(self, certificates: Certificates, function: Function, health: Function) -> FunctionFront:
        """Payments are told to whom a token names; without an issuer, to nobody."""
        base, callers = self._base, self.settings.callers
        payers = whom_tokens_name(callers.issuer, callers.keys_url, callers.audience)
        spec = FunctionFrontSpec(
            id="alb",
            what="web",
            vpc_id=base["vpc_id"],
            public_subnet_ids=subnets_of(base, "public", zones=len(self.home.zones)),
            addresses=certificates.addresses(self),
            paths={("/payments", "/payments/*"): payers},
            log_bucket=base["log_bucket_name"],
            key_arn=base["operations_key_arn"],
            client_rate=callers.client_tps,
        )
        return add_function_front(self.place(), spec, function, health=health)


def measured(
    place: Place, settings: Settings, workflows: Mapping[Workflow, str] = MappingProxyType({})
) -> PaymentSignals:
    """What is measured of the region of `place`. workflows: ARNs, where they are known."""
    return PaymentSignals(
        place=place,
        handlers=SPECS,
        reserved=settings.region(place.region.name).reserved_concurrency,
        peers=settings.peers(place.region),
        services=dict.fromkeys(("ingest", "capture_request", "refund_request"), "front"),
        workflows=workflows,
        endpoints=[each.code for each in settings.regions],
        minutes=HEALTH_MINUTES,
        awaited=False,  # callers are led to one region at a time (`dns-global`)
    )
