"""A function behind a load balancer is given every value of a header, and may give several."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, unknown
from policies.resource import Resource
from policies.values import is_known

_SWITCH = "lambda_multi_value_headers_enabled"


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A group whose target is a function hands on all values of a header."""
    kind = group.get("target_type")
    if not is_known(kind):
        yield unknown(f"target_type is {kind}, which only the plan can tell")
    elif kind == "lambda":
        yield from expect.true(group, _SWITCH)
    else:
        yield NOT_APPLICABLE


def _group(kind: object = "lambda", **values: object) -> Terraform:
    return resources(aws_lb_target_group={"target_type": kind, **values})


RULE = Rule(
    id="lb-header-values",
    title="Functions behind load balancers are given every value of a header",
    severity=Severity.HIGH,
    types=("aws_lb_target_group",),
    check=check,
    rationale=(
        "Without it the function is given the last value alone: who sends a header twice chooses which one "
        "is judged, and an answer with `multiValueHeaders` has no headers at all."
    ),
    remediation=f"Set {_SWITCH}=True on the LbTargetGroup of the function.",
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-10"),
    requirements=("R89",),
    examples=Examples(
        passing=(_group(**{_SWITCH: True}), _group(**{_SWITCH: "true"})),
        failing=(_group(), _group(**{_SWITCH: False})),
        absent=(Status.NOT_APPLICABLE, _group("ip")),
        unknown=(Status.UNKNOWN, _group("${var.kind}")),
    ),
)
