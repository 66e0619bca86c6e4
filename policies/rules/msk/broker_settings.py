"""Brokers' own settings open no topic to everybody, and lose nothing silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_WRONG: Final[Mapping[str, str]] = {
    "allow.everyone.if.no.acl.found": "a topic without an ACL is everybody's",
    "auto.create.topics.enable": "a misspelt name makes a topic that no rule knows",
    "unclean.leader.election.enable": "a replica that lags may lead, and what it lacks is lost",
}
"""Settings that must not be true, and what is wrong otherwise (MSK Developer Guide, "Custom Amazon MSK
configurations"). The first decides nothing where clients come by IAM, so that it is judged where it
is set."""

_COPIES: Final[Mapping[str, int]] = {
    "default.replication.factor": 2,
    "min.insync.replicas": 2,
    "offsets.topic.replication.factor": 2,
    "transaction.state.log.min.isr": 2,
    "transaction.state.log.replication.factor": 2,
}
"""Settings that say on how many brokers a record is, and the fewest. MSK's own defaults are 3 and 2 in three
zones (MSK Developer Guide, "The default Amazon MSK configuration")."""


def check(settings: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No line of the properties says true for one of them, or that a record is on one broker alone."""
    text = settings.get("server_properties")
    if not is_known(text):
        yield unknown(f"server_properties is {text}, which only the plan can tell")
        return
    for line in str(text or "").splitlines():
        name, _, value = (part.strip() for part in line.partition("="))
        if name in _WRONG and value.lower() == "true":
            yield fail(f"{name} is true: {_WRONG[name]}", name)
        if name in _COPIES and value.isdecimal() and int(value) < _COPIES[name]:
            yield fail(f"{name} is {value}: with one broker, records that were acknowledged are lost", name)


def _settings(text: str) -> Terraform:
    return resources(aws_msk_configuration={"server_properties": text})


RULE = Rule(
    id="msk-broker-settings",
    title="Kafka's own settings open no topic to everybody and lose no record",
    severity=Severity.MEDIUM,
    types=("aws_msk_configuration",),
    check=check,
    rationale=(
        "A broker's properties decide behind every policy of AWS: one line lets whoever logs in read all "
        "topics that have no list of their own, or lets a lagging replica overwrite what was acknowledged."
    ),
    remediation="Set allow.everyone.if.no.acl.found, auto.create.topics.enable and "
    "unclean.leader.election.enable to false, default.replication.factor to 3 and min.insync.replicas to 2.",
    controls=("pci-dss-4.0.1:7.3.3", "pci-dss-4.0.1:2.2.6", "nist-800-53-r5:AC-3", "nist-800-53-r5:CM-6"),
    requirements=("R42",),
    examples=Examples(
        passing=(
            _settings("auto.create.topics.enable = false\nallow.everyone.if.no.acl.found=false"),
            _settings("num.partitions=6\ndefault.replication.factor=3\nmin.insync.replicas=2"),
        ),
        failing=(
            _settings("num.partitions=6\nauto.create.topics.enable = true\n"),
            _settings("allow.everyone.if.no.acl.found=TRUE"),
            _settings("unclean.leader.election.enable=true"),
            _settings("default.replication.factor=1\nmin.insync.replicas = 2"),
            _settings("default.replication.factor=3\nmin.insync.replicas=1"),
        ),
        absent=(Status.PASS, resources(aws_msk_configuration={"name": "events-zq7"})),
        unknown=(Status.UNKNOWN, _settings("${var.properties}")),
    ),
)
