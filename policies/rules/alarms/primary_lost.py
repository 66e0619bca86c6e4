"""What says that a primary is lost goes off for its loss alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from policies.configuration import Configuration
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.rules.alarms._conditions import UnreadableError, read_condition
from policies.rules.alarms._watched import ALARM
from policies.rules.route53._records import RECORD

_COMPOSITE: Final = "aws_cloudwatch_composite_alarm"
_CHECK: Final = "aws_route53_health_check"
_PRIMARY, _SECONDARY = "PRIMARY", "SECONDARY"
_MOST_ALARMS: Final = 10


def check(composite: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A composite alarm on the health checks of both records of a failover goes off where the primary's is in
    alarm and the secondary's is not, and neither where both are nor where the primary's is not.
    """
    text = str(composite.get("alarm_rule") or "")
    try:
        condition, names = read_condition(text)
    except UnreadableError:
        yield unknown(f"alarm_rule cannot be read: {text}")
        return
    roles = {name: _role(composite, name, configuration) for name in names}
    primary, secondary = (
        tuple(name for name, role in roles.items() if role == wanted) for wanted in (_PRIMARY, _SECONDARY)
    )
    if not (primary and secondary):
        yield NOT_APPLICABLE
        return
    others = [name for name, role in roles.items() if not role]
    if len(others) > _MOST_ALARMS:
        yield unknown(f"alarm_rule joins {len(names)} alarms, more than are looked at")
        return

    def may_go_off(*, lost: bool, both: bool) -> bool:
        checks = {**dict.fromkeys(primary, lost), **dict.fromkeys(secondary, both)}
        states = product((False, True), repeat=len(others))
        return any(condition({**checks, **dict(zip(others, each, strict=True))}) for each in states)

    if not may_go_off(lost=True, both=False):
        yield fail("it does not go off where the primary is lost and the secondary is well", "lost")
    if may_go_off(lost=True, both=True):
        yield fail("it goes off where both are lost, and no region can take over", "both")
    if may_go_off(lost=False, both=False) or may_go_off(lost=False, both=True):
        yield fail("it goes off where the primary is well", "well")


def _role(composite: Resource, name: str, configuration: Configuration) -> str:
    """The role of the records that heed the health check that an alarm is on; empty where there is none."""
    alarm = configuration.target(composite, name)
    for found in [alarm] if alarm is not None else configuration.having(ALARM, "alarm_name", name):
        health = configuration.target(found, found.get("dimensions.HealthCheckId"))
        if health is not None and health.type == _CHECK:
            for record in configuration.naming(health, RECORD, "health_check_id"):
                return str(record.get("failover_routing_policy.type") or "")
    return ""


def _pair(rule: str) -> Terraform:
    one = "${aws_cloudwatch_metric_alarm.one.alarm_name}"
    told = rule.replace("<one>", f'"{one}"').replace("<two>", '"two-zq7"')
    return {
        "resource": {
            _CHECK: {"one": {"fqdn": "one.example.com"}, "two": {"fqdn": "two.example.com"}},
            RECORD: {
                role.lower(): {
                    "name": "pay.example.com",
                    "failover_routing_policy": {"type": role},
                    "health_check_id": f"${{{_CHECK}.{name}.id}}",
                }
                for role, name in ((_PRIMARY, "one"), (_SECONDARY, "two"))
            },
            ALARM: {
                name: {
                    "alarm_name": f"{name}-zq7",
                    "dimensions": {"HealthCheckId": f"${{{_CHECK}.{name}.id}}"},
                }
                for name in ("one", "two")
            },
            _COMPOSITE: {"example": {"alarm_rule": told}},
        }
    }


RULE = Rule(
    id="alarms-primary-lost",
    title="What says that a primary is lost goes off where it is, and the secondary is well",
    severity=Severity.HIGH,
    types=(_COMPOSITE,),
    scope="configuration",
    check=check,
    rationale=(
        "A takeover follows from such an alarm. One that wants both regions lost never starts the takeover "
        "that helps, and starts one that cannot work; one that is turned round takes over from a region that "
        "is well."
    ),
    remediation='Write alarm_rule=\'ALARM("<the primary>") AND NOT ALARM("<the secondary>")\'.',
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-7", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-13"),
    requirements=("R51", "R112"),
    examples=Examples(
        passing=(
            _pair("ALARM(<one>) AND NOT ALARM(<two>)"),
            _pair("NOT (OK(<one>) OR ALARM(<two>))"),
            _pair('ALARM(<one>) AND OK(<two>) AND ALARM("errors-zq7")'),
        ),
        failing=(
            _pair("ALARM(<one>) AND ALARM(<two>)"),
            _pair("ALARM(<one>) OR ALARM(<two>)"),
            _pair("ALARM(<two>) AND NOT ALARM(<one>)"),
            _pair("ALARM(<one>) AND (ALARM(<two>) OR NOT ALARM(<two>))"),
            _pair("FALSE AND ALARM(<one>) AND ALARM(<two>)"),
        ),
        absent=(Status.NOT_APPLICABLE, _pair("ALARM(<one>)")),
        unknown=(Status.UNKNOWN, _pair("${var.rule}")),
    ),
)
