"""The state machines of each region as synthesized: logged, traced, encrypted, with little to say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from handlers.domain.events import Workflow
from tests.infra.synthesis import SUFFIX, Configuration, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.synth

MACHINE = "aws_sfn_state_machine"


def of_machine(config: Configuration, machine: Resource, kind: str, reference: str) -> Resource:
    """The resource that the machine refers to."""
    name = re.fullmatch(rf"\$\{{{kind}\.(\w+)\.(?:arn|name)\}}(?::\*)?", reference)
    assert name, reference
    (found,) = [each for each in config.stacks[machine.stack].of(kind) if each.id == name[1]]
    return found


def policies(config: Configuration) -> Iterator[tuple[Resource, Resource]]:
    """Each machine with the policy of its role."""
    for machine in config.of(MACHINE):
        role = of_machine(config, machine, "aws_iam_role", machine["role_arn"])
        (policy,) = [
            each
            for each in config.stacks[machine.stack].of("aws_iam_role_policy")
            if each["role"] == role.reference("name")
        ]
        yield machine, policy


def test_r69_each_region_has_a_machine_for_each_workflow(config: Configuration) -> None:
    found = {(machine.stack, machine["name"]) for machine in config.of(MACHINE)}
    stacks = {stack for stack, _ in found}
    assert len(stacks) == len(config.foundations)
    assert found == {(stack, f"payments-{workflow}-{SUFFIX}") for stack in stacks for workflow in Workflow}


def test_r77_payments_run_express_and_all_else_standard(config: Configuration) -> None:
    kinds = {machine["name"]: machine["type"] for machine in config.of(MACHINE)}
    assert kinds == {
        f"payments-doubt-{SUFFIX}": "STANDARD",
        f"payments-payment-{SUFFIX}": "EXPRESS",
        f"payments-refund-{SUFFIX}": "STANDARD",
        f"payments-settlement-{SUFFIX}": "STANDARD",
    }


def test_r46_each_machine_logs_everything_to_a_group_of_its_own(config: Configuration) -> None:
    for machine in config.of(MACHINE):
        logging = machine["logging_configuration"]
        assert (logging["level"], logging["include_execution_data"]) == ("ALL", True)
        assert logging["log_destination"].endswith(":*")
        group = of_machine(config, machine, "aws_cloudwatch_log_group", logging["log_destination"])
        assert group["name"] == f"/aws/vendedlogs/states/{machine['name']}"
        assert group["retention_in_days"] == 365
        assert group["kms_key_id"] == machine["encryption_configuration"]["kms_key_id"]
        assert machine["tracing_configuration"] == {"enabled": True}


def test_r35_executions_are_encrypted_under_the_operations_key(config: Configuration) -> None:
    for machine in config.of(MACHINE):
        encryption = machine["encryption_configuration"]
        assert encryption["type"] == "CUSTOMER_MANAGED_KMS_KEY"
        assert encryption["kms_key_id"].endswith(".outputs.operations_key_arn}")
        assert encryption["kms_data_key_reuse_period_seconds"] == 300


def test_r40_the_role_may_call_exactly_what_the_definition_calls(config: Configuration) -> None:
    for machine, policy in policies(config):
        states = json.loads(machine["definition"])["States"].values()
        called = {state["Parameters"]["FunctionName"] for state in states if state["Type"] == "Task"}
        (invoke,) = [each for each in policy.statements() if "lambda:InvokeFunction" in each["Action"]]
        assert set(invoke["Resource"]) == called
        assert all(re.fullmatch(r"\$\{aws_lambda_alias\.\w+\.arn\}", arn) for arn in called)


def test_r41_only_log_delivery_and_traces_have_no_resource(config: Configuration) -> None:
    for _, policy in policies(config):
        whole = [each for each in policy.statements() if each["Resource"] == ["*"]]
        assert {action.partition(":")[0] for each in whole for action in each["Action"]} == {"logs", "xray"}


def test_r42_only_its_own_machine_assumes_a_role(config: Configuration) -> None:
    for machine in config.of(MACHINE):
        role = of_machine(config, machine, "aws_iam_role", machine["role_arn"])
        (statement,) = role.statements("assume_role_policy")
        condition = statement["Condition"]
        assert condition["ArnEquals"]["aws:SourceArn"].endswith(f":stateMachine:{machine['name']}")
        assert condition["StringEquals"]["aws:SourceAccount"]


def test_r38_the_key_lets_each_role_in_for_its_region_s_machines_only(config: Configuration) -> None:
    for foundation in config.foundations:
        (key,) = [each for each in foundation.of("aws_kms_key") if each.id == "key_ops"]
        by_sid = {statement["Sid"]: statement for statement in key.statements()}
        (stack,) = {
            machine.stack for machine in config.of(MACHINE) if machine.stack.endswith(foundation.region)
        }
        machines = {machine["name"] for machine in config.stacks[stack].of(MACHINE)}
        own = [
            of_machine(config, each, "aws_iam_role", each["role_arn"])
            for each in config.stacks[stack].of(MACHINE)
        ]
        roles = {role["name"] for role in own}
        condition = by_sid["Executions"]["Condition"]
        named = condition["StringEquals"]["kms:EncryptionContext:aws:states:stateMachineArn"]
        assert {arn.rpartition(":")[2] for arn in named} == machines
        assert all(f":{foundation.region}:" in arn for arn in named)
        assert {arn.rpartition("/")[2] for arn in condition["ArnEquals"]["aws:PrincipalArn"]} == roles
        assert by_sid["LogDelivery"]["Principal"] == {"Service": "delivery.logs.amazonaws.com"}


def test_r14_a_machine_waits_for_what_its_role_may_do(config: Configuration) -> None:
    for machine, policy in policies(config):
        assert machine["depends_on"] == [f"{policy.type}.{policy.id}"]


def test_r69_names_fit_and_end_in_the_suffix(config: Configuration) -> None:
    for machine in config.of(MACHINE):
        assert machine["name"].endswith(f"-{SUFFIX}")
        assert len(machine["name"]) <= 80
