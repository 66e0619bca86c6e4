"""A firewall's decisions are logged, without the callers' credentials and what they ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.waf.protected_fields import only_reads
from policies.values import is_known

LOGGING: Final = "aws_wafv2_web_acl_logging_configuration"
_PREFIX: Final = "aws-waf-logs-"

_ACL: Final = "aws_wafv2_web_acl"
_PROTECTED: Final = "data_protection_config.data_protection.field"
_LOGS: Final = expect.Related(LOGGING, "resource_arn", (_ACL,))


def check(acl: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A logging configuration names the ACL, a group that AWS takes, and redacts `authorization`; what is
    blocked is not filtered out. The query string is redacted there, or protected in the ACL, which
    `waf-protected-fields` asks for where more is taken than what reads.
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
    if not logging.blocks("redacted_fields.query_string"):
        yield from _protected(configuration.target(logging, logging.get("resource_arn")), configuration)


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


def _protected(acl: Resource | None, configuration: Configuration) -> Iterator[Judgement]:
    """The firewall of a log that does not redact the query string protects it."""
    if acl is None or acl.type != _ACL:
        yield unknown("only the plan can tell whether its firewall keeps the query string out of the log")
        return
    if not only_reads(acl, configuration):
        return  # `waf-protected-fields` asks for it
    if not any(field.get("field_type") == "QUERY_STRING" for field in acl.blocks(_PROTECTED)):
        said = "neither redacted_fields nor the firewall's data_protection keeps the query string out"
        yield from tuple(expect.written_out(acl, _PROTECTED)) or (fail(said),)


def _acl(
    name: str = "aws-waf-logs-api-zq7",
    header: str = "authorization",
    fields: Sequence[str] = (),
    **changed: object,
) -> Terraform:
    protected = [{"action": "HASH", "field": {"field_type": field}} for field in fields]
    return resources(
        aws_wafv2_web_acl={"data_protection_config": {"data_protection": protected}},
        aws_cloudfront_distribution={
            "web_acl_id": "${aws_wafv2_web_acl.example.arn}",
            "default_cache_behavior": {"allowed_methods": ["GET", "HEAD"]},
        },
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
    title="Web firewalls log what they decide, without credentials and query strings",
    severity=Severity.HIGH,
    types=("aws_wafv2_web_acl", LOGGING),
    scope="configuration",
    check=check,
    rationale=(
        "Without the log a blocked merchant cannot be told from a blocked attack. With the header "
        "authorization in it, whoever reads the log can repeat a request while its signature holds; in a "
        "query string stand the tokens and card numbers that a caller put there."
    ),
    remediation=(
        "Add a Wafv2WebAclLoggingConfiguration with a log group called aws-waf-logs-... and redacted_fields "
        "with the single_header authorization and the query_string."
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
            _acl(redacted_fields=_HEADER_ALONE, fields=["BODY", "QUERY_STRING"]),
        ),
        failing=(
            _acl("waf-zq7"),
            _acl(header="cookie"),
            _acl(redacted_fields=[]),
            _acl(logging_filter=_filter("COUNT")),
            _acl(redacted_fields=_HEADER_ALONE, fields=["BODY"]),
            _acl(log_destination_configs=[]),
            _acl(resource_arn="${aws_cloudwatch_log_group.example.arn}"),
        ),
        absent=(Status.FAIL, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(Status.UNKNOWN, _acl(log_destination_configs=["${var.group}"])),
    ),
)
