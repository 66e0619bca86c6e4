"""What a rule matches goes somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(rule: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A target names the rule."""
    yield from expect.named_by(rule, configuration, "rule", "aws_cloudwatch_event_target")


def _rule(named: str) -> Terraform:
    return {
        "resource": {
            "aws_cloudwatch_event_rule": {
                "example": {"name": "sweep-zq7", "schedule_expression": "rate(1 minute)"},
                "other": {"name": "other-zq7"},
            },
            "aws_cloudwatch_event_target": {"called": {"rule": named, "arn": "${aws_lambda_alias.a.arn}"}},
        }
    }


RULE = Rule(
    id="events-has-target",
    title="Every event rule has a target",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_event_rule",),
    scope="configuration",
    check=check,
    rationale=(
        "A rule without a target matches and drops: the schedule never runs, the failure is never forwarded, "
        "and no metric of the rule says so."
    ),
    remediation="Add a CloudwatchEventTarget with the rule's name, or take the rule out.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)", "nist-800-53-r5:CP-10(2)"),
    requirements=("R70", "R108"),
    examples=Examples(
        passing=(_rule("${aws_cloudwatch_event_rule.example.name}"), _rule("sweep-zq7")),
        failing=(
            _rule("${aws_cloudwatch_event_rule.other.name}"),
            _rule("other-zq7"),
            _rule("sweep-zq70"),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_event_rule={"name": "sweep-zq7"})),
        unknown=(Status.UNKNOWN, _rule("${var.rule}")),
    ),
)
