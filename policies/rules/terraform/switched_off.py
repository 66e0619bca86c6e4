"""What protects is on, and what lets in is off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from json import dumps
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.switches import ABSENT, NOTHING, Switch, switches
from policies.values import is_known

OWN: Final[Mapping[str, tuple[Switch, ...]]] = {
    kind: own
    for kind, found in switches().items()
    if (own := tuple(switch for switch in found if not switch.rule and not switch.is_free))
}
"""The switches that no other rule judges, by type."""


_OF_KIND: Final[Mapping[str, tuple[str, str]]] = {
    "drop_invalid_header_fields": ("load_balancer_type", "application"),
}
"""Arguments that count for one kind of the resource only, with the argument that says which; where that is
not set, it is this kind (Terraform registry, aws_lb)."""


def check(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each argument stands as the table of switches says, where it is written and where it is not."""
    for switch in OWN[resource.type]:
        argument, kind = _OF_KIND.get(switch.path, ("", ""))
        said = resource.get(argument) if argument else None
        if said not in (None, kind):
            if not is_known(said):
                yield unknown(f"{switch.path} counts where {argument} is {kind}; it is {said}")
            continue
        holder, _, name = switch.path.rpartition(".")
        for block in resource.blocks(holder) if holder else (resource.values,):
            yield from _judged(switch, block.get(name))


def _judged(switch: Switch, value: object) -> Iterator[Judgement]:
    if value is None or value == []:
        if switch.absent not in (*switch.must, NOTHING):
            yield fail(f"{switch.path} is not set, which means {switch.absent}: {switch.why}", switch.path)
    elif not is_known(value):
        yield unknown(f"{switch.path} is {value}, which only the plan can tell")
    elif switch.must == (ABSENT,):
        yield fail(f"{switch.path} stands there: {switch.why}", switch.path)
    elif not any(_stands(value, wanted) for wanted in switch.must):
        yield fail(f"{switch.path} is {dumps(value)}: {switch.why}", switch.path)


def _stands(value: object, wanted: str) -> bool:
    if wanted == "true":
        return expect.is_true(value)
    return expect.is_false(value) if wanted == "false" else value == wanted


RULE = Rule(
    id="terraform-switched-off",
    title="What protects, records or runs is switched on, and what lets in is switched off",
    severity=Severity.HIGH,
    types=tuple(OWN),
    check=check,
    rationale=(
        "One word beside everything else switches a rule, a key or a log off; the resource is still there, "
        "and looks in every list as if it did its work."
    ),
    remediation="Set the argument as the message says, or leave it out where its default is right.",
    controls=("pci-dss-4.0.1:2.2.1", "pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CM-6", "nist-800-53-r5:CM-7"),
    requirements=("R46", "R81"),
    examples=Examples(
        passing=(
            resources(aws_kms_key={}, aws_cloudwatch_event_rule={"state": "ENABLED"}),
            resources(aws_kms_key={"is_enabled": "true"}, aws_lambda_event_source_mapping={"enabled": True}),
            resources(aws_wafv2_web_acl={"rule": [{"override_action": [{"none": {}}]}]}),
            resources(aws_lb={"load_balancer_type": "network"}),
            resources(aws_lb={"drop_invalid_header_fields": True}),
        ),
        failing=(
            resources(aws_kms_key={"is_enabled": False}),
            resources(aws_lb={"load_balancer_type": "application"}),
            resources(aws_lb={}),
            resources(aws_cloudwatch_event_rule={"state": "DISABLED"}),
            resources(aws_lambda_event_source_mapping={"enabled": "false"}),
            resources(aws_vpc={"enable_dns_support": False}),
            resources(aws_sfn_state_machine={"tracing_configuration": [{"enabled": False}]}),
            resources(aws_s3_bucket_lifecycle_configuration={"rule": [{"status": "Disabled"}]}),
            resources(aws_wafv2_web_acl={"rule": [{"override_action": [{"count": {}}]}]}),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_stage={"stage_name": "live"})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_event_rule={"state": "${var.state}"})),
    ),
)
