"""An alarm names what it watches as the service names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import TWO_REGIONS, resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.references import reference
from policies.related.metrics import look_at, owned
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, looks
from policies.values import is_known

_RULE: Final = "aws_cloudwatch_event_rule"
_DEFAULT_BUS: Final = "default"

_WANTED: Final[Mapping[str, tuple[str, ...]]] = {
    "LoadBalancer": ("arn_suffix",),
    "TargetGroup": ("arn_suffix",),
    "StateMachineArn": ("arn", "id"),
    "FunctionName": ("function_name", "id"),
    "HealthCheckId": ("id",),
    "ApiName": ("name",),
    "ApiId": ("id",),
    "QueueName": ("name",),
    "TopicName": ("name",),
    "RuleName": ("name", "id"),
    "TableName": ("name", "id"),
    "ClusterName": ("name",),
    "ServiceName": ("name",),
    "DBClusterIdentifier": ("cluster_identifier", "id"),
    "DBInstanceIdentifier": ("identifier",),
    "NatGatewayId": ("id",),
}
"""By which attribute each service counts (the "CloudWatch metrics" page of its developer guide)."""

_ACCOUNT: Final = "ClientId"
_BY_ARN: Final = ("StateMachineArn",)
_SUFFIXES: Final = ("app/", "net/", "gwy/", "targetgroup/")


def check(alarm: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each dimension of AWS's metrics has the form that its service counts by, what it names is there, and a
    rule's bus is its own.

    A metric by another name does not exist: the alarm sees nothing, whatever happens.
    """
    of_aws = [
        block for block in looks(alarm) if _is_of_aws(block.get("namespace")) and block.get("dimensions")
    ]
    if not of_aws:
        yield NOT_APPLICABLE
    distinct = {str(look["dimensions"]): look["dimensions"] for look in of_aws}.values()
    named = {
        (name, str(value)) for each in distinct if isinstance(each, Mapping) for name, value in each.items()
    }
    for name, value in sorted(named):
        if name in _WANTED:
            yield from _named(alarm, name, value, configuration)
    for dimensions in distinct:
        if isinstance(dimensions, Mapping):
            yield from _on_its_bus(alarm, dimensions, configuration)
        else:
            yield unknown(f"dimensions is {dimensions}, which only the plan can tell")
    for block in of_aws:
        yield from _with_account(block)
        yield from owned(alarm, look_at(block, alarm.region), configuration)


def _with_account(block: Mapping[str, Any]) -> Iterator[Judgement]:
    """OpenSearch Service counts a domain's metrics by its name and the account together (OpenSearch Service
    Developer Guide, "Monitoring OpenSearch cluster metrics with Amazon CloudWatch").
    """
    dimensions = block.get("dimensions")
    if block.get("namespace") == "AWS/ES" and isinstance(dimensions, Mapping) and _ACCOUNT not in dimensions:
        yield fail(
            f"AWS/ES counts by DomainName and {_ACCOUNT} together, and {_ACCOUNT} is not set", _ACCOUNT
        )


def _is_of_aws(namespace: object) -> bool:
    return str(namespace).startswith("AWS/") or not is_known(namespace)


def _named(alarm: Resource, name: str, value: object, configuration: Configuration) -> Iterator[Judgement]:
    attribute = _attribute(alarm, value, configuration)
    wanted = " or ".join(_WANTED[name])
    if attribute:
        if attribute not in _WANTED[name]:
            yield fail(f"{name} is {value}, and has to be its {wanted}", f"{name} {value}")
    elif name in _WANTED and not _may_be(name, str(value)):
        yield fail(f"{name} is {value}, which is no {wanted}", f"{name} {value}")
    elif str(value).startswith("${") and configuration.target(alarm, value) is None:
        yield unknown(f"{name} is {value}, which only the plan can tell")


def _may_be(name: str, text: str) -> bool:
    """Whether a text may be what the dimension wants."""
    if "arn_suffix" in _WANTED[name]:
        return text.startswith((*_SUFFIXES, "${"))
    return text.startswith("${") or text.startswith("arn:") == (name in _BY_ARN)


def _attribute(user: Resource, value: object, configuration: Configuration) -> str:
    """The attribute of a managed element that a value finally refers to; empty where it is none."""
    stack = user.stack
    for _ in range(8):  # as `Configuration.target` follows
        found = reference(value)
        element = configuration.find(stack, found.address) if found is not None else None
        if found is None or element is None:
            return ""
        if element.type == "data.terraform_remote_state":
            output = configuration.remote_output(element, found.attribute)
            if output is None:
                return ""
            stack, value = output.stack, output.get("value")
        elif element.type == "local":
            value = element.get("value")
        else:
            return found.attribute if element.is_managed else ""
    return ""


def _on_its_bus(
    alarm: Resource, dimensions: Mapping[str, Any], configuration: Configuration
) -> Iterator[Judgement]:
    named = dimensions.get("RuleName")
    if named is None:
        return
    target = configuration.target(alarm, named)
    by_name = [each for each in configuration.having(_RULE, "name", named) if each.region == alarm.region]
    said = dimensions.get("EventBusName", _DEFAULT_BUS)
    for rule in by_name if target is None else [target]:
        bus = rule.get("event_bus_name") or _DEFAULT_BUS
        one, other = configuration.target(alarm, said), configuration.target(rule, bus)
        if said == bus or (one is not None and one is other):
            continue
        if is_known(said) and is_known(bus):
            yield fail(f"{rule.address} is of the bus {bus}, and not of {said}", f"EventBusName {said}")
        else:
            names = {each.get("name") for each in (one, other) if each is not None}
            if not names & {said, bus}:
                yield unknown(f"only the plan can tell whether {rule.address} is of the bus {said}")


def _watching(namespace: str, *, query: bool = False, **dimensions: object) -> Terraform:
    metric = {"namespace": namespace, "metric_name": "any", "dimensions": dimensions}
    rules = {
        "own": {"name": "own-zq7", "event_bus_name": "pay-zq7"},
        "other": {"name": "other-zq7"},
    }
    return {
        "resource": {
            ALARM: {"example": {"metric_query": [{"metric": metric}]} if query else metric},
            "aws_lb": {"pay": {}},
            "aws_sfn_state_machine": {"pay": {}},
            "aws_lambda_function": {"pay": {"function_name": "pay-zq7"}},
            "aws_sqs_queue": {"pay": {"name": "pay-zq7"}},
            _RULE: rules,
        }
    }


def _elsewhere() -> Terraform:
    """An alarm on a load balancer of another region."""
    there = {"aws_lb": {"pay": {"provider": "aws.other"}}}
    watching = _watching("AWS/ApplicationELB", LoadBalancer="${aws_lb.pay.arn_suffix}")
    return {**TWO_REGIONS, "resource": {**watching["resource"], **there}}


_BALANCER, _EVENTS = "AWS/ApplicationELB", "AWS/Events"

RULE = Rule(
    id="alarms-dimensions",
    title="Alarms name what they watch as its service does",
    severity=Severity.HIGH,
    types=(ALARM,),
    scope="configuration",
    check=check,
    rationale=(
        "CloudWatch takes any dimension, and where no metric has it, there is no data: an alarm on the ARN "
        "of a load balancer, on a function of another name or on a rule of another bus, is green for ever."
    ),
    remediation=(
        "Give LoadBalancer and TargetGroup the arn_suffix, StateMachineArn the ARN, everything else its name "
        "or id, and EventBusName the bus of the rule."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _watching(_BALANCER, LoadBalancer="${aws_lb.pay.arn_suffix}"),
            _watching(_BALANCER, LoadBalancer="app/pay-zq7/0", TargetGroup="targetgroup/pay-zq7/0"),
            _watching("AWS/States", StateMachineArn="${aws_sfn_state_machine.pay.arn}"),
            _watching("AWS/Lambda", query=True, FunctionName="pay-zq7"),
            _watching(_EVENTS, RuleName="own-zq7", EventBusName="pay-zq7"),
            _watching(_EVENTS, RuleName="${aws_cloudwatch_event_rule.other.name}"),
        ),
        failing=(
            _watching(_BALANCER, LoadBalancer="${aws_lb.pay.arn}"),
            _watching("AWS/ES", DomainName="search-zq7"),
            _watching(_BALANCER, query=True, LoadBalancer="${aws_lb.pay.name}"),
            _watching(_BALANCER, TargetGroup="arn:aws:elasticloadbalancing:xx-test-1:9:targetgroup/pay/0"),
            _watching("AWS/States", StateMachineArn="pay-zq7"),
            _watching("AWS/Lambda", FunctionName="${aws_lambda_function.pay.arn}"),
            _watching("AWS/Lambda", FunctionName="capture-zq7"),
            _watching("AWS/SQS", query=True, QueueName="pya-zq7"),
            _watching("AWS/SQS", QueueName="arn:aws:sqs:xx-test-1:999988887777:pay-zq7"),
            _elsewhere(),
            _watching("AWS/SQS", QueueName="${aws_lambda_function.pay.function_name}"),
            _watching(_EVENTS, RuleName="own-zq7"),
            _watching(_EVENTS, query=True, RuleName="own-zq7", EventBusName="default"),
            _watching(_EVENTS, RuleName="${aws_cloudwatch_event_rule.other.name}", EventBusName="pay-zq7"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_metric_alarm={"threshold": 1})),
        unknown=(Status.UNKNOWN, _watching(_BALANCER, LoadBalancer="${var.balancer}")),
    ),
)
