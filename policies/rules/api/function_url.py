"""A function's own URL asks who calls."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(url: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The URL takes signed requests only: with `NONE`, Lambda asks nobody who they are."""
    yield from expect.one_of(url, "authorization_type", ("AWS_IAM",))


RULE = Rule(
    id="api-function-url",
    title="URLs of functions authorize their callers",
    severity=Severity.CRITICAL,
    types=("aws_lambda_function_url",),
    check=check,
    rationale=(
        "A function's URL is an API without a stage: no firewall, no validation and no throttle stand before "
        "it. Without authorization the whole internet calls the function."
    ),
    remediation="Set authorization_type='AWS_IAM' on the LambdaFunctionUrl, or serve it by the API.",
    controls=(
        *("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:1.4.2"),
        *("nist-800-53-r5:AC-3", "nist-800-53-r5:AC-14", "nist-800-53-r5:IA-9"),
    ),
    requirements=("R42", "R72"),
    examples=Examples(
        passing=(resources(aws_lambda_function_url={"authorization_type": "AWS_IAM"}),),
        failing=(
            resources(aws_lambda_function_url={"authorization_type": "NONE"}),
            resources(aws_lambda_function_url={"authorization_type": "aws_iam"}),
        ),
        absent=(Status.FAIL, resources(aws_lambda_function_url={"function_name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_lambda_function_url={"authorization_type": "${var.way}"})),
    ),
)
