"""A firewall's decisions are logged, without the callers' credentials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

LOGGING: Final = "aws_wafv2_web_acl_logging_configuration"
_PREFIX: Final = "aws-waf-logs-"

_ACL: Final = "aws_wafv2_web_acl"
_LOGS: Final = expect.Related(LOGGING, "resource_arn", (_ACL,))


def check(acl: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A logging configuration names the ACL, a group that AWS takes, and redacts `authorization`; what is
    blocked is not filtered out. What `waf-protected-fields` asks for keeps the query string out as well.
    """
    yield from expect.each_related(acl, configuration, _LOGS, lambda found: _log(found, configuration))


def _log(logging: Resource, configuration: Configuration) -> Iterator[Judgement]:
    destinations = logging.values.get("log_destination_configs")
    if not destinations:
        yield fail("log_destination_configs is empty")
    for destination in destinations if isinstance(destinations, list) else [destinations]:
        target = configuration.target(logging, destination)
        name = str((target.get("name") or target.get("bucket")) if target is not None else destination)
        if not is_known(name):
            yield unknown(f"log_destination_configs has {name}, which only the plan can tell")
        elif target is not None and not name.startswith(_PREFIX):
            yield fail(f"{target.address} is called '{name}'; WAF takes only what begins with {_PREFIX}")
    yield from _kept(logging)
    headers = {str(header.get("name")).lower() for header in logging.blocks("redacted_fields.single_header")}
    if "authorization" not in headers:
        hidden = tuple(expect.written_out(logging, "redacted_fields"))
        yield from hidden or (fail("redacted_fields does not name the header authorization"),)


def _kept(logging: Resource) -> Iterator[Judgement]:
    """A filter that drops what it does not keep keeps what is blocked."""
    if logging.get("logging_filter.default_behavior") != "DROP":
        return
    yield from expect.written_out(logging, "logging_filter.filter")
    kept = {
        str(condition.get("action"))
        for block in expect.written_blocks(logging, "logging_filter.filter")
        if block.get("behavior") == "KEEP"
        for condition in replace(logging, values=block).blocks("condition.action_condition")
    }
    if "BLOCK" not in kept:
        yield fail("logging_filter drops what is blocked")


def _acl(
    name: str = "aws-waf-logs-api-zq7",
    header: str = "authorization",
    **changed: object,
) -> Terraform:
    return resources(
        aws_wafv2_web_acl={},
        aws_cloudwatch_log_group={"name": name},
        aws_wafv2_web_acl_logging_configuration={
            "resource_arn": "${aws_wafv2_web_acl.example.arn}",
            "log_destination_configs": ["${aws_cloudwatch_log_group.example.arn}"],
            "redacted_fields": [{"single_header": {"name": header}}, {"query_string": {}}],
            **changed,
        },
    )


def _filter(action: str) -> dict[str, object]:
    """A filter that keeps what a rule decides so, and drops the rest."""
    condition = [{"action_condition": {"action": action}}]
    kept = {"behavior": "KEEP", "requirement": "MEETS_ANY", "condition": condition}
    return {"default_behavior": "DROP", "filter": [kept]}


_HEADER_ALONE: Final = [{"single_header": {"name": "authorization"}}]

RULE = Rule(
    id="waf-logging",
    title="Web firewalls log what they decide, without credentials",
    severity=Severity.HIGH,
    types=("aws_wafv2_web_acl", LOGGING),
    scope="configuration",
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
        *("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:8.3.2", "pci-dss-4.0.1:3.5.1"),
        *("nist-800-53-r5:AU-12", "nist-800-53-r5:SI-4(4)"),
    ),
    requirements=("R46", "R72", "R94", "R111"),
    examples=Examples(
        passing=(
            _acl(),
            _acl(header="Authorization"),
            _acl(logging_filter=_filter("BLOCK")),
            _acl(redacted_fields=_HEADER_ALONE),
        ),
        failing=(
            _acl("waf-zq7"),
            _acl(header="cookie"),
            _acl(redacted_fields=[]),
            _acl(logging_filter=_filter("COUNT")),
            _acl(log_destination_configs=[]),
            _acl(resource_arn="${aws_cloudwatch_log_group.example.arn}"),
        ),
        absent=(Status.FAIL, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(Status.UNKNOWN, _acl(log_destination_configs=["${var.group}"])),
    ),
)
