"""A firewall's decisions are logged, without the callers' credentials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.estate import Estate, Resource, is_known
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, resources, unknown

LOGGING: Final = "aws_wafv2_web_acl_logging_configuration"
_PREFIX: Final = "aws-waf-logs-"

_LOGS: Final = expect.Companions(LOGGING, "resource_arn", ("aws_wafv2_web_acl",))


def check(acl: Resource, estate: Estate) -> Iterator[Judgement]:
    """A logging configuration names the ACL, a group that AWS takes, and redacts `authorization`."""
    yield from expect.each_companion(acl, estate, _LOGS, lambda found: _log(found, estate))


def _log(logging: Resource, estate: Estate) -> Iterator[Judgement]:
    destinations = logging.values.get("log_destination_configs")
    if not destinations:
        yield fail("log_destination_configs is empty")
    for destination in destinations if isinstance(destinations, list) else [destinations]:
        target = estate.target(logging, destination)
        name = str((target.get("name") or target.get("bucket")) if target is not None else destination)
        if not is_known(name):
            yield unknown(f"log_destination_configs has {name}, which only the plan can tell")
        elif target is not None and not name.startswith(_PREFIX):
            yield fail(f"{target.address} is called '{name}'; WAF takes only what begins with {_PREFIX}")
    headers = {str(header.get("name")).lower() for header in logging.blocks("redacted_fields.single_header")}
    if "authorization" not in headers:
        hidden = tuple(expect.written_out(logging, "redacted_fields"))
        yield from hidden or (fail("redacted_fields does not name the header authorization"),)


def _acl(name: str = "aws-waf-logs-api-zq7", header: str = "authorization", **changed: object) -> Terraform:
    return resources(
        aws_wafv2_web_acl={},
        aws_cloudwatch_log_group={"name": name},
        aws_wafv2_web_acl_logging_configuration={
            "resource_arn": "${aws_wafv2_web_acl.example.arn}",
            "log_destination_configs": ["${aws_cloudwatch_log_group.example.arn}"],
            "redacted_fields": [{"single_header": {"name": header}}],
            **changed,
        },
    )


RULE = Rule(
    id="waf-logging",
    title="Web firewalls log what they decide, without credentials",
    severity=Severity.HIGH,
    types=("aws_wafv2_web_acl", LOGGING),
    scope="estate",
    check=check,
    rationale=(
        "Without the log a blocked merchant cannot be told from a blocked attack. With the header "
        "authorization in it, whoever reads the log can repeat a request while its signature holds."
    ),
    remediation=(
        "Add a Wafv2WebAclLoggingConfiguration with a log group called aws-waf-logs-... and redacted_fields "
        "with the single_header authorization."
    ),
    controls=(
        *("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:8.3.2"),
        *("nist-800-53-r5:AU-12", "nist-800-53-r5:SI-4(4)"),
    ),
    rows=("R46", "R72"),
    examples=Examples(
        passing=(_acl(), _acl(header="Authorization")),
        failing=(
            _acl("waf-zq7"),
            _acl(header="cookie"),
            _acl(redacted_fields=[]),
            _acl(log_destination_configs=[]),
            _acl(resource_arn="${aws_cloudwatch_log_group.example.arn}"),
        ),
        absent=(Status.FAIL, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(Status.UNKNOWN, _acl(log_destination_configs=["${var.group}"])),
    ),
)
