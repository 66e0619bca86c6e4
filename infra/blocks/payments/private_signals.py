"""What is watched of payments behind a private load balancer: the API, both sides, the database, payments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from handlers.domain.events import Workflow
from infra.blocks.edge.load_balancer import Measured
from infra.blocks.edge.private_front import AWS
from infra.blocks.edge.rest_api import STAGE
from infra.blocks.observe.balancer import BalancerMetrics, RequestLimits
from infra.blocks.observe.database import DatabaseLimits, DatabaseMetrics
from infra.blocks.observe.messages import MessageMetrics
from infra.blocks.observe.payments import no_payments
from infra.blocks.observe.rest_api import ApiLimits, ApiMetrics
from infra.blocks.observe.sides import Group, SideLimits, SideMetrics
from infra.blocks.observe.signals import Signals, joined
from infra.blocks.payments.signals import Limits as PaymentLimits
from infra.blocks.payments.signals import PaymentSignals

if TYPE_CHECKING:
    from handlers.domain.spec import HandlerSpec
    from infra.place import Outputs, Place

_PAYMENTS: Final = "/payments"  # where the API takes them


class PrivateLimits(ApiLimits, RequestLimits, SideLimits, DatabaseLimits, PaymentLimits, Protocol):
    """Above what operators are alerted."""


@dataclass(frozen=True, slots=True)
class PrivateSignals:
    """The payments of a place.

    outputs: of the stacks with the API, the load balancer, the workflows and the database.
    reserved: executions of each function that no schedule calls.
    sides: whose targets the load balancer has.
    queues: of further dead letters.
    """

    place: Place
    outputs: Outputs
    handlers: Sequence[HandlerSpec]
    reserved: int
    sides: Sequence[str]
    queues: Sequence[str]

    def signals(self, limits: PrivateLimits) -> Signals:
        """Every alarm and graph, in their order."""
        place, outputs = self.place, self.outputs
        api = ApiMetrics(place, "api", STAGE)
        balancer = Measured(outputs["alb_arn_suffix"])
        groups = [
            Group(side, Measured(outputs[f"{side}_targets_arn_suffix"]), is_function=side == AWS)
            for side in self.sides
        ]
        payments = PaymentSignals(
            place=place,
            handlers=self.handlers,
            reserved=self.reserved,
            peers=(),
            services=dict.fromkeys(("ingest", "capture_request", "refund_request"), "private_front"),
            workflows={each: outputs[f"workflow_{each}_arn"] for each in Workflow},
            awaited=False,  # callers are led to either side, or to both: the API alone hears all of them
        )
        asked = api.of("Count", Method="POST", Resource=_PAYMENTS)
        return joined(
            api.signals(limits, runbook="api-failures"),
            api.overall(limits),
            api.answers(),
            Signals([no_payments(asked)]),
            BalancerMetrics(place.region, balancer, [each.targets for each in groups]).signals(limits),
            *(SideMetrics(place.region, balancer, group).signals(limits) for group in groups),
            DatabaseMetrics(place.region, outputs["rds_cluster_identifier"]).signals(limits),
            payments.signals(limits, ledger_seconds=0),
            MessageMetrics(place, self.queues).signals(),
        )
