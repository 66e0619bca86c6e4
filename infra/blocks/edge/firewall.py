"""A web firewall in front of what callers reach: a stage of an API or a load balancer; and its log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cdktf_cdktf_provider_aws.wafv2_web_acl import (
    Wafv2WebAcl,
    Wafv2WebAclDataProtectionConfig,
    Wafv2WebAclDataProtectionConfigDataProtection,
    Wafv2WebAclDataProtectionConfigDataProtectionField,
    Wafv2WebAclDefaultAction,
    Wafv2WebAclDefaultActionAllow,
    Wafv2WebAclRule,
    Wafv2WebAclRuleAction,
    Wafv2WebAclRuleActionBlock,
    Wafv2WebAclRuleOverrideAction,
    Wafv2WebAclRuleOverrideActionNone,
    Wafv2WebAclRuleVisibilityConfig,
    Wafv2WebAclVisibilityConfig,
)
from cdktf_cdktf_provider_aws.wafv2_web_acl_association import Wafv2WebAclAssociation
from cdktf_cdktf_provider_aws.wafv2_web_acl_logging_configuration import (
    Wafv2WebAclLoggingConfiguration,
    Wafv2WebAclLoggingConfigurationRedactedFields,
    Wafv2WebAclLoggingConfigurationRedactedFieldsQueryString,
    Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader,
)

from infra.blocks.observe.log_group import LogGroupSpec, add_log_group

if TYPE_CHECKING:
    from infra.place import Place

WINDOW_SECONDS: Final = 60

# A group's name, and those of its rules that only count. Merchants call from clouds, so what comes from
# a hosting provider is let through.
MANAGED_GROUPS: Final = {
    "AWSManagedRulesCommonRuleSet": (),
    "AWSManagedRulesKnownBadInputsRuleSet": (),
    "AWSManagedRulesAnonymousIpList": ("HostingProviderIPList",),
}
CREDENTIALS: Final = ("authorization", "x-amz-security-token")


@dataclass(frozen=True, slots=True)
class FirewallSpec:
    """A firewall: `id` is its Terraform id, `what` goes into its name.

    protected_arn: the stage or load balancer that it protects.
    client_rate: requests a second from one address, above which it is refused.
    refused_headers: those with which a request is refused.
    """

    id: str
    what: str
    key_arn: str
    protected_arn: str
    client_rate: int
    refused_headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Firewall:
    """A firewall that was added: its Terraform id; its name and ARN as tokens."""

    id: str
    name: str
    arn: str


def add_firewall(place: Place, spec: FirewallSpec) -> Firewall:
    """Put the firewall in front of what it protects."""
    name = place.names.web_acl(spec.what)
    acl = Wafv2WebAcl(
        place.stack,
        spec.id,
        scope="REGIONAL",
        name=name,
        default_action=Wafv2WebAclDefaultAction(allow=Wafv2WebAclDefaultActionAllow()),
        rule=_rules(spec),
        data_protection_config=Wafv2WebAclDataProtectionConfig(
            data_protection=[
                _substituted("BODY"),
                _substituted("QUERY_STRING"),
                *(_substituted("SINGLE_HEADER", header) for header in CREDENTIALS),
            ]
        ),
        # No samples are kept: requests are card payments.
        visibility_config=Wafv2WebAclVisibilityConfig(
            cloudwatch_metrics_enabled=True,
            metric_name=name,
            sampled_requests_enabled=False,
        ),
        provider=place.provider,
    )
    Wafv2WebAclAssociation(
        place.stack,
        f"{spec.id}_association",
        resource_arn=spec.protected_arn,
        web_acl_arn=acl.arn,
        provider=place.provider,
    )
    # The firewall takes groups whose names begin so, and no others.
    group = add_log_group(place, LogGroupSpec(f"{spec.id}_log", f"aws-waf-logs-{name}", spec.key_arn))
    Wafv2WebAclLoggingConfiguration(
        place.stack,
        f"{spec.id}_logging",
        resource_arn=acl.arn,
        log_destination_configs=[group.arn],
        redacted_fields=[
            *(_redacted_header(header) for header in CREDENTIALS),
            Wafv2WebAclLoggingConfigurationRedactedFields(
                query_string=Wafv2WebAclLoggingConfigurationRedactedFieldsQueryString()
            ),
        ],
        provider=place.provider,
    )
    return Firewall(spec.id, acl.name, acl.arn)


def _rules(spec: FirewallSpec) -> list[Wafv2WebAclRule]:
    """The limit by address first: it costs least. Statements are untyped in the bindings."""
    limit = Wafv2WebAclRule(
        name="RateByAddress",
        priority=0,
        action=Wafv2WebAclRuleAction(block=Wafv2WebAclRuleActionBlock()),
        statement={
            "rate_based_statement": {
                "aggregate_key_type": "IP",
                "evaluation_window_sec": WINDOW_SECONDS,
                "limit": spec.client_rate * WINDOW_SECONDS,
            }
        },
        visibility_config=_metric("RateByAddress"),
    )
    managed = [_managed(place, name) for place, name in enumerate(MANAGED_GROUPS, start=1)]
    first = 1 + len(managed)
    refused = (_refused(place, name) for place, name in enumerate(spec.refused_headers, start=first))
    return [limit, *managed, *refused]


def _refused(priority: int, header: str) -> Wafv2WebAclRule:
    """Whoever sends the header at all is refused: of one that is absent, nothing is that long."""
    name = f"Without-{header}"
    return Wafv2WebAclRule(
        name=name,
        priority=priority,
        action=Wafv2WebAclRuleAction(block=Wafv2WebAclRuleActionBlock()),
        statement={
            "size_constraint_statement": {
                "field_to_match": {"single_header": {"name": header}},
                "comparison_operator": "GE",
                "size": 0,
                "text_transformation": [{"priority": 0, "type": "NONE"}],
            }
        },
        visibility_config=_metric(name),
    )


def _managed(priority: int, group: str) -> Wafv2WebAclRule:
    statement: dict[str, Any] = {"vendor_name": "AWS", "name": group}
    if counted := MANAGED_GROUPS[group]:
        statement["rule_action_override"] = [
            {"name": rule, "action_to_use": {"count": {}}} for rule in counted
        ]
    return Wafv2WebAclRule(
        name=group,
        priority=priority,
        override_action=Wafv2WebAclRuleOverrideAction(none=Wafv2WebAclRuleOverrideActionNone()),
        statement={"managed_rule_group_statement": statement},
        visibility_config=_metric(group),
    )


def _metric(name: str) -> Wafv2WebAclRuleVisibilityConfig:
    return Wafv2WebAclRuleVisibilityConfig(
        cloudwatch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )


def _substituted(field_type: str, *keys: str) -> Wafv2WebAclDataProtectionConfigDataProtection:
    """Where a rule matches, the log shows what it matched on: of these fields, a substitute."""
    return Wafv2WebAclDataProtectionConfigDataProtection(
        action="SUBSTITUTION",
        field=Wafv2WebAclDataProtectionConfigDataProtectionField(
            field_type=field_type, field_keys=list(keys) or None
        ),
        exclude_rule_match_details=False,
        exclude_rate_based_details=False,
    )


def _redacted_header(name: str) -> Wafv2WebAclLoggingConfigurationRedactedFields:
    return Wafv2WebAclLoggingConfigurationRedactedFields(
        single_header=Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader(name=name)
    )
