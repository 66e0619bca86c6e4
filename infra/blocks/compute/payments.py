"""What the functions of payments reach in one region: its own resources, and no other region's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.domain.events import Workflow
from handlers.domain.spec import GrantedResource
from infra.blocks.compute.environment import KeyUse, Target
from infra.blocks.data.ledger import BY_MERCHANT, BY_OPEN
from infra.blocks.security.secrets import SecretsSpec, find_secrets

if TYPE_CHECKING:
    from infra.place import Outputs, Place


@dataclass(frozen=True, slots=True)
class PaymentResourcesSpec:
    """The resources of payments. `id` begins the Terraform id of the key of secrets.

    ledger, personal, receipts: what goes into the names of the tables and of the bucket.
    foundation: the outputs of the stack with keys, personal data and messages.
    secrets: the names of the secrets `processor_credentials` and `token_key`, by these ids.
    key_alias: of the key that they are encrypted with, where it is one of the account's own.
    operations: the key of messages.
    alerts: the alerts that tell people of payments that went wrong.
    """

    id: str
    ledger: str
    personal: str
    receipts: str
    foundation: Outputs
    secrets: Mapping[str, str]
    key_alias: str | None
    operations: KeyUse
    alerts: str = "alerts"


@dataclass(frozen=True, slots=True)
class PaymentResources:
    """What was found: the resource of each role, and the variables that name them to functions."""

    id: str
    targets: Mapping[GrantedResource, Target]
    variables: Mapping[str, str]


def find_payment_resources(place: Place, spec: PaymentResourcesSpec) -> PaymentResources:
    """Find the secrets, and name what other stacks made."""
    ledger = place.arn("dynamodb", f"table/{place.names.table(spec.ledger)}")
    receipts, foundation = place.bucket_name(spec.receipts), spec.foundation
    data = KeyUse("Data", foundation["data_key_arn"], "dynamodb")
    personal = KeyUse("Personal", foundation["personal_key_arn"], "dynamodb")
    secrets = find_secrets(place, SecretsSpec(spec.id, spec.secrets, spec.key_alias))
    of_secrets = KeyUse("Secrets", secrets.key.arn, "secretsmanager") if secrets.key else None
    alerts = foundation[f"{spec.alerts}_topic_arn"]
    targets = {
        GrantedResource.LEDGER: Target(ledger, data),
        GrantedResource.LEDGER_MERCHANT_INDEX: Target(f"{ledger}/index/{BY_MERCHANT.name}", data),
        GrantedResource.LEDGER_OPEN_INDEX: Target(f"{ledger}/index/{BY_OPEN.name}", data),
        GrantedResource.LEDGER_STREAM: Target(f"{ledger}/stream/*", data),
        GrantedResource.PERSONAL: Target(foundation["personal_table_arn"], personal),
        GrantedResource.RECEIPTS: Target(f"{place.bucket_arn(receipts)}/*", data.through("s3")),
        GrantedResource.BUS: Target(foundation["event_bus_arn"]),  # whose key EventBridge itself uses
        GrantedResource.ALERTS: Target(alerts, spec.operations.through("sns")),
        GrantedResource.PROCESSOR_CREDENTIALS: Target(secrets.arns["processor_credentials"], of_secrets),
        GrantedResource.TOKEN_KEY: Target(secrets.arns["token_key"], of_secrets),
        **{GrantedResource(f"workflow/{each}"): Target(place.state_machine_arn(each)) for each in Workflow},
    }
    variables = {
        "LEDGER_TABLE": place.names.table(spec.ledger),
        "PERSONAL_TABLE": place.names.table(spec.personal),
        "RECEIPTS_BUCKET": receipts,
        "EVENT_BUS": place.names.bus(),
        "ALERTS_TOPIC": targets[GrantedResource.ALERTS].arn,
        "PROCESSOR_SECRET": targets[GrantedResource.PROCESSOR_CREDENTIALS].arn,
        "TOKEN_SECRET": targets[GrantedResource.TOKEN_KEY].arn,
        **{f"{each.name}_WORKFLOW": targets[GrantedResource(f"workflow/{each}")].arn for each in Workflow},
    }
    return PaymentResources(spec.id, targets, variables)
