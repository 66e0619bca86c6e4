"""A distribution stands behind a firewall."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource


def check(distribution: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """web_acl_id names a web ACL of WAF; nothing else attaches one to a distribution (WAF API,
    AssociateWebACL).
    """
    value = distribution.get("web_acl_id")
    if not value:
        yield fail("web_acl_id is not set: no firewall looks at what viewers send")
    elif str(value).startswith("${") and configuration.target(distribution, value) is None:
        yield unknown(f"web_acl_id is {value}, which only the plan can tell")


RULE = Rule(
    id="cloudfront-firewall",
    title="Distributions stand behind a web application firewall",
    severity=Severity.HIGH,
    types=("aws_cloudfront_distribution",),
    scope="configuration",
    check=check,
    rationale=(
        "A distribution is the public's way in: without a firewall there, floods and injected requests reach "
        "what stands behind it, or fill its bill."
    ),
    remediation="Set web_acl_id to the ARN of a Wafv2WebAcl with the scope CLOUDFRONT.",
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-7", "nist-800-53-r5:SC-5"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            {
                "resource": {
                    "aws_wafv2_web_acl": {"edge": {"scope": "CLOUDFRONT"}},
                    "aws_cloudfront_distribution": {
                        "example": {"web_acl_id": "${aws_wafv2_web_acl.edge.arn}"}
                    },
                }
            },
        ),
        failing=(resources(aws_cloudfront_distribution={"web_acl_id": ""}),),
        absent=(Status.FAIL, resources(aws_cloudfront_distribution={"enabled": True})),
        unknown=(Status.UNKNOWN, resources(aws_cloudfront_distribution={"web_acl_id": "${var.acl}"})),
    ),
)
