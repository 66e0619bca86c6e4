"""Log groups go with what they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.context import UNKNOWN
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, unspecified
from policies.resource import Resource


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """skip_destroy is not set: it would leave the group behind, outside every state.

    Where nobody said the profile, it may be what keeps the logs of production: no one is told to drop it.
    """
    found = tuple(expect.not_true(group, "skip_destroy"))
    yield from [unspecified("profile")] if found and group.context.profile == UNKNOWN else found


RULE = Rule(
    id="logs-skip-destroy",
    title="Log groups are destroyed with their stack",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_log_group",),
    check=check,
    rationale=(
        "A group that Terraform only forgets keeps its logs under no retention that anyone manages, and "
        "its name blocks the next deployment."
    ),
    remediation="Leave skip_destroy out of the CloudwatchLogGroup.",
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SI-12(3)"),
    requirements=("R24", "R25"),
    examples=Examples(
        passing=(resources(aws_cloudwatch_log_group={"skip_destroy": "false"}),),
        failing=(
            resources(aws_cloudwatch_log_group={"skip_destroy": True}),
            resources(aws_cloudwatch_log_group={"skip_destroy": "true"}),
        ),
        absent=(Status.PASS, resources(aws_cloudwatch_log_group={"name": "/payments/zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_log_group={"skip_destroy": "${var.keep}"})),
    ),
)
