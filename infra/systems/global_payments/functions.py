"""The functions of one region: which there are, what they are told and may reach, and what calls them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from handlers.domain.events import HEARD, Workflow
from handlers.domain.spec import HandlerSpec, Resource, Trigger
from handlers.functions.alert.spec import SPEC as ALERT
from handlers.functions.authorize.spec import SPEC as AUTHORIZE
from handlers.functions.capture.spec import SPEC as CAPTURE
from handlers.functions.capture_request.spec import SPEC as CAPTURE_REQUEST
from handlers.functions.change_capture.spec import SPEC as CHANGE_CAPTURE
from handlers.functions.health.spec import SPEC as HEALTH
from handlers.functions.heartbeat.spec import SPEC as HEARTBEAT
from handlers.functions.ingest.spec import SPEC as INGEST
from handlers.functions.inquiry.spec import SPEC as INQUIRY
from handlers.functions.look.spec import SPEC as LOOK
from handlers.functions.receipt.spec import SPEC as RECEIPT
from handlers.functions.refund.spec import SPEC as REFUND
from handlers.functions.refund_request.spec import SPEC as REFUND_REQUEST
from handlers.functions.screen.spec import SPEC as SCREEN
from handlers.functions.settle.spec import SPEC as SETTLE
from handlers.functions.sweep.spec import SPEC as SWEEP
from handlers.functions.takeover.spec import SPEC as TAKEOVER
from handlers.functions.validate.spec import SPEC as VALIDATE
from infra.blocks.compute.attachment import Attachment, add_attachment
from infra.blocks.compute.function import Function, FunctionNames, Surroundings, add_function
from infra.blocks.compute.role import KeyUse, Target
from infra.blocks.compute.schedule import ScheduleSpec, add_schedule
from infra.blocks.compute.signing import add_signed_code
from infra.blocks.compute.stream import StreamSpec, add_stream
from infra.blocks.network.endpoints import Endpoints
from infra.blocks.security.secrets import find_key, find_secret
from infra.systems.global_payments import names
from infra.systems.global_payments.capacity import concurrency
from infra.systems.global_payments.foundation import Output, subnet_output

if TYPE_CHECKING:
    from infra.blocks.compute.package import Package
    from infra.names import Names
    from infra.place import Place
    from infra.stack import StackOutputs
    from infra.systems.global_payments.settings import Settings
    from infra.systems.global_payments.tables import Secrets

Functions = Mapping[str, Function]
"""The functions of a region, by the names of their handlers."""

SPECS: Final = (
    *(INGEST, INQUIRY, CAPTURE_REQUEST, REFUND_REQUEST, HEALTH),
    *(VALIDATE, SCREEN, AUTHORIZE, CAPTURE, RECEIPT),
    *(SETTLE, REFUND, LOOK),
    *(SWEEP, HEARTBEAT, TAKEOVER, CHANGE_CAPTURE, ALERT),
)


def add_functions(place: Place, settings: Settings, foundation: StackOutputs, package: Package) -> Functions:
    """Add the functions of the region, the schedules of some and the stream of changes."""
    around = _surroundings(place, settings, foundation, package)
    functions = {spec.name: _add(place, settings, spec, around) for spec in SPECS}
    for spec in SPECS:
        if spec.trigger is Trigger.SCHEDULE:
            add_schedule(
                place,
                ScheduleSpec(
                    id=f"{spec.name}_schedule",
                    name=names.schedule(place.names, spec.name, place.region),
                    description=spec.purpose,
                    expression="rate(1 minute)",
                    event={},
                    dead_letters_arn=foundation[Output.EVENTS_DLQ],
                ),
                functions[spec.name],
            )
    add_stream(
        place,
        StreamSpec(
            id="changes",
            table_name=names.ledger_table(place.names),
            pattern=_own_heard_changes(place),
            failed_arn=around.failed_records.arn,
            key_arn=around.key_arn,
        ),
        functions[CHANGE_CAPTURE.name],
    )
    return functions


def _add(place: Place, settings: Settings, spec: HandlerSpec, around: Surroundings) -> Function:
    called = FunctionNames(
        names.function(place.names, spec.name), names.function_role(place.names, place.region, spec.name)
    )
    reserved = concurrency.reserved(spec, settings.region(place.region.name).reserved_concurrency)
    return add_function(
        place, spec, called, around, reserved=reserved, of_stream=spec.trigger is Trigger.STREAM
    )


def _own_heard_changes(place: Place) -> Mapping[str, object]:
    """The changes that this region wrote, and somebody hears: every region's stream carries those of all."""
    return {
        "eventName": ["INSERT"],
        "dynamodb": {
            "Keys": {"sk": {"S": [{"prefix": "CHANGE#"}]}},
            "NewImage": {"writer_region": {"S": [place.region.name]}, "state": {"S": [*HEARD]}},
        },
    }


def _surroundings(
    place: Place, settings: Settings, foundation: StackOutputs, package: Package
) -> Surroundings:
    key_arn = foundation[Output.OPERATIONS_KEY]
    targets = _targets(place, settings, foundation)
    in_queues = KeyUse("Operations", key_arn, "sqs")
    return Surroundings(
        code=add_signed_code(place, package, bucket=foundation[Output.CODE_BUCKET], key_arn=key_arn),
        attachment=_attachment(place, settings, foundation),
        targets=targets,
        variables=_variables(place, settings, targets),
        key_arn=key_arn,
        dead_letters=Target(foundation[Output.FUNCTIONS_DLQ], in_queues),
        failed_records=Target(foundation[Output.CHANGES_DLQ], in_queues),
    )


def _attachment(place: Place, settings: Settings, foundation: StackOutputs) -> Attachment:
    return add_attachment(
        place,
        vpc_id=foundation[Output.VPC],
        subnet_ids=tuple(
            foundation[subnet_output(zone)]
            for zone, _ in enumerate(settings.region(place.region.name).zones, start=1)
        ),
        endpoints=Endpoints(
            s3_prefix_list_id=foundation[Output.S3_PREFIX_LIST],
            dynamodb_prefix_list_id=foundation[Output.DYNAMODB_PREFIX_LIST],
            security_group_id=foundation[Output.ENDPOINTS_GROUP],
        ),
    )


def _targets(place: Place, settings: Settings, foundation: StackOutputs) -> Mapping[Resource, Target]:
    """The region's own resources, and no other region's."""
    ledger = place.arn("dynamodb", f"table/{names.ledger_table(place.names)}")
    receipts = place.bucket_arn(place.bucket_name(names.RECEIPTS))
    in_tables = KeyUse("Data", foundation[Output.DATA_KEY], "dynamodb")
    workflows = {
        Resource.WORKFLOW_PAYMENT: Workflow.PAYMENT,
        Resource.WORKFLOW_SETTLEMENT: Workflow.SETTLEMENT,
        Resource.WORKFLOW_REFUND: Workflow.REFUND,
        Resource.WORKFLOW_DOUBT: Workflow.DOUBT,
    }
    return {
        Resource.LEDGER: Target(ledger, in_tables),
        Resource.LEDGER_MERCHANT_INDEX: Target(f"{ledger}/index/by_merchant", in_tables),
        Resource.LEDGER_OPEN_INDEX: Target(f"{ledger}/index/by_open", in_tables),
        Resource.LEDGER_STREAM: Target(f"{ledger}/stream/*", in_tables),
        Resource.PERSONAL: Target(
            foundation[Output.PERSONAL_TABLE_ARN],
            KeyUse("Personal", foundation[Output.PERSONAL_KEY], "dynamodb"),
        ),
        Resource.RECEIPTS: Target(f"{receipts}/*", KeyUse("Data", foundation[Output.DATA_KEY], "s3")),
        # EventBridge itself uses the key of a bus.
        Resource.BUS: Target(foundation[Output.EVENT_BUS]),
        Resource.ALERTS: Target(
            foundation[Output.ALERTS_TOPIC], KeyUse("Operations", foundation[Output.OPERATIONS_KEY], "sns")
        ),
        **_secrets(place, settings.secrets),
        **{
            role: Target(place.arn("states", f"stateMachine:{names.workflow(place.names, workflow)}"))
            for role, workflow in workflows.items()
        },
    }


def _secrets(place: Place, secrets: Secrets) -> Mapping[Resource, Target]:
    key = (
        KeyUse("Secrets", find_key(place, "secrets_key", secrets.key_alias), "secretsmanager")
        if secrets.key_alias
        else None
    )
    return {
        Resource.PROCESSOR_CREDENTIALS: Target(
            find_secret(place, "processor_credentials", secrets.processor), key
        ),
        Resource.TOKEN_KEY: Target(find_secret(place, "token_key", secrets.token_key), key),
    }


def _variables(place: Place, settings: Settings, targets: Mapping[Resource, Target]) -> Mapping[str, str]:
    """What functions are told, by the names that their specs give."""
    return {
        "LEDGER_TABLE": names.ledger_table(place.names),
        "PERSONAL_TABLE": names.personal_table(place.names),
        "RECEIPTS_BUCKET": place.bucket_name(names.RECEIPTS),
        "EVENT_BUS": names.event_bus(place.names),
        "ALERTS_TOPIC": targets[Resource.ALERTS].arn,
        "PROCESSOR_URL": f"https://{settings.processor.host}",
        "CAPTURE_PATIENCE_SECONDS": str(settings.processor.capture_patience_minutes * 60),
        "CAPTURE_WITHIN_SECONDS": str(settings.processor.capture_within_days * 86_400),
        "PROCESSOR_SECRET": targets[Resource.PROCESSOR_CREDENTIALS].arn,
        "TOKEN_SECRET": targets[Resource.TOKEN_KEY].arn,
        "PAYMENT_WORKFLOW": targets[Resource.WORKFLOW_PAYMENT].arn,
        "SETTLEMENT_WORKFLOW": targets[Resource.WORKFLOW_SETTLEMENT].arn,
        "REFUND_WORKFLOW": targets[Resource.WORKFLOW_REFUND].arn,
        "DOUBT_WORKFLOW": targets[Resource.WORKFLOW_DOUBT].arn,
        "REGIONAL_URLS": json.dumps(regional_urls(place.names, settings)),
        "MERCHANT_TPS": str(settings.capacity.merchant_tps),
        "HOME_REGIONS": ",".join(region.name for region in settings.sharing_ledger(place.region)),
        "SUCCESSORS": json.dumps(_successors(place, settings)),
        "CLOCK_SKEW_SECONDS": str(settings.failover.clock_skew_seconds),
        "HAND_BACK_AFTER_SECONDS": str(settings.failover.hand_back_after_minutes * 60),
        "PAYERS_OF": ",".join(region.name for region in settings.payers_of(place.region)),
        "FRAUD_LIMITS": settings.fraud_limits.model_dump_json(exclude_none=True),
    }


def _successors(place: Place, settings: Settings) -> Mapping[str, list[str]]:
    """Who acts for each home region while it is lost, of the regions that share a ledger with this one."""
    return {
        home.name: [region.name for region in settings.successors(home)]
        for home in settings.sharing_ledger(place.region)
    }


def regional_urls(called: Names, settings: Settings) -> Mapping[str, str]:
    """Where each region's own API answers; none without a public name."""
    domain = settings.domain
    if domain is None:
        return {}
    return {
        region.name: f"https://{names.regional_api(called, domain, region)}" for region in settings.regions
    }
