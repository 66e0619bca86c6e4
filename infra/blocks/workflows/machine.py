"""A state machine with its role and its log: everything logged, traced and encrypted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_aws.sfn_state_machine import (
    SfnStateMachine,
    SfnStateMachineEncryptionConfiguration,
    SfnStateMachineLoggingConfiguration,
    SfnStateMachineTracingConfiguration,
)

from infra.blocks.labels import DataClass, labels
from infra.blocks.observe.log_group import LogGroupSpec, add_log_group
from infra.blocks.policy_document import Statement, policy, trust, when
from infra.blocks.security.key_statements import log_delivery_context
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infra.place import Place

KEY_REUSE_SECONDS: Final = 300

# None of these knows a resource (Service Authorization Reference, CloudWatch Logs and X-Ray).
_DELIVER_LOGS: Final = (
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
)
_TRACE: Final = (
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
)


@dataclass(frozen=True, slots=True)
class MachineSpec:
    """A state machine: `id` is its Terraform id and goes into the name of its role, `what` goes into its own.
    `invokes` are the ARNs of the versions and aliases that its definition calls.

    An express one may run a step more than once and ends within five minutes.
    """

    id: str
    what: str
    express: bool
    definition: Mapping[str, Any]
    invokes: tuple[str, ...]
    key_arn: str


@dataclass(frozen=True, slots=True)
class StateMachine:
    """A state machine that was added: its Terraform id; its name and ARN as tokens."""

    id: str
    what: str
    name: str
    arn: str

    @property
    def outputs(self) -> Iterator[Output]:
        """Its ARN."""
        yield Output(f"{self.id}_arn", self.arn, f"Workflow {self.what}")


def add_machine(place: Place, spec: MachineSpec) -> StateMachine:
    """Add the machine with its role and its log."""
    name, role_name = place.names.state_machine(spec.what), place.names.role(spec.id, place.region)
    # Under this prefix the groups of all machines share one statement of the account's policy of log
    # deliveries, whose size is limited (Step Functions Developer Guide, "Logging using CloudWatch Logs").
    group = add_log_group(
        place, LogGroupSpec(f"{spec.id}_log_group", f"/aws/vendedlogs/states/{name}", spec.key_arn)
    )
    arn = place.state_machine_arn(spec.what)
    role = IamRole(
        place.stack,
        f"{spec.id}_role",
        name=role_name,
        description=f"Lets {name} call its functions and write its log",
        assume_role_policy=trust(
            "states.amazonaws.com",
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnEquals", "aws:SourceArn", arn),
        ),
        provider=place.provider,
    )
    permission = IamRolePolicy(
        place.stack,
        f"{spec.id}_role_policy",
        name=role_name,
        role=role.name,
        policy=policy(*_permissions(place, spec, arn)),
        provider=place.provider,
    )
    machine = SfnStateMachine(
        place.stack,
        spec.id,
        name=name,
        type="EXPRESS" if spec.express else "STANDARD",
        role_arn=role.arn,
        definition=json.dumps(spec.definition),
        logging_configuration=SfnStateMachineLoggingConfiguration(
            level="ALL", include_execution_data=True, log_destination=f"{group.arn}:*"
        ),
        tracing_configuration=SfnStateMachineTracingConfiguration(enabled=True),
        encryption_configuration=SfnStateMachineEncryptionConfiguration(
            type="CUSTOMER_MANAGED_KMS_KEY",
            kms_key_id=spec.key_arn,
            kms_data_key_reuse_period_seconds=KEY_REUSE_SECONDS,
        ),
        tags=labels(data_class=DataClass.TOKENISED),
        depends_on=[permission],  # AWS checks what the role may do with the log and the key
        provider=place.provider,
    )
    return StateMachine(spec.id, spec.what, machine.name, machine.arn)


def ended_badly(*arns: str) -> Mapping[str, Any]:
    """The pattern of events of executions that failed. Those of Express machines send no such events."""
    return {
        "source": ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        "detail": {"status": ["FAILED", "TIMED_OUT", "ABORTED"], "stateMachineArn": [*arns]},
    }


def _permissions(place: Place, spec: MachineSpec, arn: str) -> tuple[Statement, ...]:
    # Step Functions uses the key in the role's own name: kms:ViaService would stop executions, the context
    # of the encryption binds instead (Step Functions Developer Guide, "Data at rest encryption").
    return (
        Statement("Invoke", ("lambda:InvokeFunction",), spec.invokes),
        Statement("DeliverLogs", _DELIVER_LOGS, ("*",)),
        Statement("Trace", _TRACE, ("*",)),
        Statement(
            "Encrypt",
            ("kms:Decrypt", "kms:GenerateDataKey"),
            (spec.key_arn,),
            conditions=(when("StringEquals", "kms:EncryptionContext:aws:states:stateMachineArn", arn),),
        ),
        Statement(
            "EncryptLogs",
            ("kms:GenerateDataKey",),
            (spec.key_arn,),
            conditions=(log_delivery_context(place),),
        ),
    )
