"""A network firewall records what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_FIREWALL: Final = "aws_networkfirewall_firewall"
_LOGS: Final = "aws_networkfirewall_logging_configuration"
_RELATED: Final = expect.Related(_LOGS, "firewall_arn", (_FIREWALL,))
_TYPE: Final = "logging_configuration.log_destination_config"


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A logging configuration names the firewall, and a destination for alerts: what rules drop or tell."""
    yield from expect.each_related(element, configuration, _RELATED, _alerts)


def _alerts(logging: Resource) -> Iterator[Judgement]:
    kinds = [str(block.get("log_type")) for block in logging.blocks(_TYPE)]
    if "ALERT" not in kinds:
        said = "it records no alerts"
        told = all(map(is_known, kinds))
        yield fail(said) if told else unknown(f"only the plan can tell whether {said}")


def _firewall(named: str = "${aws_networkfirewall_firewall.example.arn}", *kinds: str) -> Terraform:
    destinations = [{"log_type": kind, "log_destination_type": "S3"} for kind in kinds or ("ALERT", "FLOW")]
    logging = {"firewall_arn": named, "logging_configuration": {"log_destination_config": destinations}}
    return {"resource": {_FIREWALL: {"example": {"name": "pay-zq7"}}, _LOGS: {"example": logging}}}


_OWN: Final = "${aws_networkfirewall_firewall.example.arn}"

RULE = Rule(
    id="firewall-logs",
    title="Network firewalls record what their rules refuse",
    severity=Severity.MEDIUM,
    types=(_FIREWALL, _LOGS),
    scope="configuration",
    check=check,
    rationale=(
        "What was stopped at the border is the first sign of an intruder inside. Without the log nobody "
        "knows, and nobody can tell why a partner does not get through."
    ),
    remediation=(
        "Add a NetworkfirewallLoggingConfiguration with log_type ALERT, and FLOW, to a log group or bucket."
    ),
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:SI-4(4)"),
    requirements=("R46", "R94"),
    examples=Examples(
        passing=(_firewall(), _firewall(_OWN, "ALERT")),
        failing=(
            _firewall(_OWN, "FLOW"),
            _firewall("arn:aws:network-firewall:xx-test-1:999988887777:firewall/a"),
        ),
        absent=(Status.FAIL, resources(**{_FIREWALL: {"name": "pay-zq7"}})),
        unknown=(Status.UNKNOWN, _firewall(_OWN, "${var.kind}")),
    ),
)
