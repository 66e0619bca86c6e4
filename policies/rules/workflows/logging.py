"""Every step of every execution is in a log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import UNDEFINED_MACHINE
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.machines import MACHINE
from policies.resource import Resource
from policies.values import is_known

_PREFIX: Final = "/aws/vendedlogs/states/"
_TO: Final = "logging_configuration.log_destination"


def check(machine: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The level is ALL, and the log goes to a group under the prefix of state machines.

    The ARN ends in `:*` (API reference, CloudWatchLogsLogGroup). Outside of the prefix each group makes the
    account's policy of log deliveries longer, until it is full ("Logging using CloudWatch Logs"). Whether
    machines may share one is told by `logs-apart`.
    """
    yield from expect.one_of(machine, "logging_configuration.level", ("ALL",))
    value = machine.get(_TO)
    if value is None:
        yield fail(f"{_TO} is not set")
        return
    if not str(value).endswith(":*"):
        told = is_known(value) or configuration.target(machine, value) is not None
        yield (fail if told else unknown)(f"{_TO} is {value}, which does not end in ':*'")
        return
    group = configuration.target(machine, str(value).removesuffix(":*"))
    if group is None:
        yield from _told_by_name(str(value))
        return
    if group.type != "aws_cloudwatch_log_group":
        yield fail(f"{_TO} refers to {group.address}, which is no log group")
    elif not str(group.get("name")).startswith(_PREFIX):
        yield fail(f"{group.address} is not under {_PREFIX}")


def _told_by_name(value: str) -> Iterator[Judgement]:
    if not is_known(value):
        yield unknown(f"{_TO} is {value}, which only the plan can tell")
    elif f":log-group:{_PREFIX}" not in value:
        yield fail(f"{_TO} is {value}, which is not under {_PREFIX}")


_TO_GROUP: Final = "${aws_cloudwatch_log_group.own.arn}:*"


def _machine(
    level: object = "ALL",
    to: str = _TO_GROUP,
    name: str = f"{_PREFIX}payment-zq7",
) -> Terraform:
    logging = {"level": level, "log_destination": to, "include_execution_data": True}
    return {
        "resource": {
            "aws_cloudwatch_log_group": {"own": {"name": name}},
            MACHINE: {"example": {"logging_configuration": logging}},
        }
    }


RULE = Rule(
    id="workflows-logging",
    title="State machines log every event to a log group",
    severity=Severity.HIGH,
    types=(MACHINE,),
    scope="configuration",
    check=check,
    rationale=(
        "An express execution leaves nothing but its log. At another level than ALL nobody can say "
        "afterwards which steps a payment went through."
    ),
    remediation=(
        'Set logging_configuration with level="ALL" and log_destination=f"{group.arn}:*" of a '
        "CloudwatchLogGroup under /aws/vendedlogs/states/."
    ),
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-3"),
    requirements=("R69", "R46"),
    examples=Examples(
        passing=(
            _machine(),
            _machine(to=f"arn:aws:logs:xx-test-1:999988887777:log-group:{_PREFIX}payment-zq7:*"),
        ),
        failing=(
            _machine("OFF"),
            _machine("ERROR"),
            _machine(to="${aws_cloudwatch_log_group.own.arn}"),
            _machine(to="${aws_sfn_state_machine.example.arn}:*"),
            _machine(to="arn:aws:logs:xx-test-1:999988887777:log-group:payment-zq7:*"),
            _machine(name="/payment-zq7"),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, _machine(to="${var.group}:*")),
    ),
)
