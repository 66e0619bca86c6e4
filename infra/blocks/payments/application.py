"""What works on payments in one region: functions, workflows, and who hears of what goes wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from handlers.domain.spec import Trigger
from infra.blocks.compute.attachment import AttachmentSpec
from infra.blocks.compute.environment import KeyUse
from infra.blocks.compute.functions import Functions, FunctionsSpec, add_functions
from infra.blocks.compute.payments import PaymentResourcesSpec, find_payment_resources
from infra.blocks.compute.signing import SignedCodeSpec
from infra.blocks.compute.stream import StreamSpec
from infra.blocks.data.ledger import own_notified_changes
from infra.blocks.payments.names import LEDGER, PERSONAL, RECEIPTS
from infra.blocks.payments.routes import EXCEPTIONS_HERE, PaymentRoutesSpec, add_payment_routes
from infra.blocks.workflows.payments import (
    PaymentWorkflows,
    PaymentWorkflowsSpec,
    add_payment_workflows,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.domain.spec import HandlerSpec
    from infra.blocks.compute.function import Function
    from infra.blocks.compute.package import Package
    from infra.names import RegionLike
    from infra.place import Output, Outputs, Place


@dataclass(frozen=True, slots=True)
class PaymentSecrets:
    """What secrets are called, alike in every region, and the alias of their key if it is of the account."""

    processor: str
    token_key: str
    key_alias: str | None


@dataclass(frozen=True, slots=True)
class PaymentApplicationSpec:
    """An application of one region. `id` begins the Terraform ids of its workflows.

    foundation: the outputs of the stack with the base and the network, which has `zones` zones.
    variables: what functions are given beside the names of resources.
    reserved: executions of each function that no schedule calls.
    peers: regions whose inboxes keep the alerts of this one, so that they are read while it is down.
    internet: whether functions call it.
    minutes: how often a schedule calls a handler, where that is not every minute.
    alerts: the alerts that tell people of payments that went wrong.
    in_parameters: whether functions read their variables in Parameter Store while they run (R9).
    memory_mb: of handlers, where it is less than that of all others.
    """

    id: str
    handlers: Sequence[HandlerSpec]
    package: Package
    foundation: Outputs
    zones: int
    secrets: PaymentSecrets
    variables: Mapping[str, str]
    reserved: int
    peers: Sequence[RegionLike] = ()
    internet: bool = False
    minutes: Mapping[str, int] = field(default_factory=dict)
    alerts: str = "alerts"
    in_parameters: bool = False
    memory_mb: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaymentApplication:
    """What was added."""

    id: str
    functions: Functions
    workflows: PaymentWorkflows

    def function(self, handler: str) -> Function:
        """The function of a handler. Raises KeyError where there is none."""
        return self.functions.by_handler[handler]

    @property
    def outputs(self) -> Iterator[Output]:
        """Those of each."""
        yield from self.functions.outputs
        yield from self.workflows.outputs


def add_payment_application(place: Place, spec: PaymentApplicationSpec) -> PaymentApplication:
    """Add it all. Raises KeyError for a variable or a resource that functions lack."""
    functions = add_functions(place, _functions(place, spec))
    key_arn = spec.foundation["operations_key_arn"]
    workflows = add_payment_workflows(place, PaymentWorkflowsSpec(spec.id, key_arn, functions.by_handler))
    lost_arn = spec.foundation["alerts_dlq_arn"]
    routes = PaymentRoutesSpec(EXCEPTIONS_HERE, spec.foundation, workflows.arns, lost_arn, spec.peers)
    add_payment_routes(place, routes, functions.by_handler["alert"])
    return PaymentApplication(spec.id, functions, workflows)


def _functions(place: Place, spec: PaymentApplicationSpec) -> FunctionsSpec:
    foundation, secrets = spec.foundation, spec.secrets
    key_arn = foundation["operations_key_arn"]
    key = KeyUse("Operations", key_arn, "lambda")
    found = PaymentResourcesSpec(
        id="secrets",
        ledger=LEDGER,
        personal=PERSONAL,
        receipts=RECEIPTS,
        foundation=foundation,
        secrets={"processor_credentials": secrets.processor, "token_key": secrets.token_key},
        key_alias=secrets.key_alias,
        operations=key,
        alerts=spec.alerts,
    )
    resources = find_payment_resources(place, found)
    return FunctionsSpec(
        handlers=spec.handlers,
        code=SignedCodeSpec(spec.package, foundation["code_bucket_name"], key_arn),
        attachment=AttachmentSpec.published(
            "functions", foundation, zones=spec.zones, internet=spec.internet
        ),
        reserved={handler.name: _reserved(spec, handler) for handler in spec.handlers},
        targets=resources.targets,
        variables={**resources.variables, **spec.variables},
        key=key,
        dead_letters_arn=foundation["functions_dlq_arn"],
        undelivered_arn=foundation["events_dlq_arn"],
        stream=StreamSpec(
            "changes",
            place.names.table(LEDGER),
            own_notified_changes(place.region),
            failed_arn=foundation["changes_dlq_arn"],
            key_arn=key_arn,
        ),
        minutes=spec.minutes,
        in_parameters=spec.in_parameters,
        memory_mb=spec.memory_mb,
    )


def _reserved(spec: PaymentApplicationSpec, handler: HandlerSpec) -> int:
    """Runs of a schedule overlap for as long as one may take, whatever the load."""
    if handler.trigger is not Trigger.SCHEDULE:
        return spec.reserved
    return min(spec.reserved, ceil(handler.timeout_seconds / (60 * spec.minutes.get(handler.name, 1))))
