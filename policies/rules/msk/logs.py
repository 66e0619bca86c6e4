"""Brokers' logs go somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_TO: Final = tuple(f"logging_info.broker_logs.{to}.enabled" for to in ("cloudwatch_logs", "s3", "firehose"))


def check(cluster: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The brokers' logs are delivered to one place at least; by default to none (Terraform registry)."""
    said = [cluster.get(to) for to in _TO]
    if any(expect.is_true(to) for to in said):
        return
    if all(map(is_known, said)):
        yield fail("logging_info delivers the brokers' logs nowhere")
    else:
        yield unknown("only the plan can tell whether logging_info delivers the brokers' logs")


def _cluster(**logs: object) -> Terraform:
    return resources(aws_msk_cluster={"logging_info": [{"broker_logs": [logs]}]})


RULE = Rule(
    id="msk-logs",
    title="Kafka's brokers deliver their logs",
    severity=Severity.MEDIUM,
    types=("aws_msk_cluster",),
    check=check,
    rationale=(
        "Refused log-ins, lost partitions and clients that fail are told by the brokers' logs alone, and a "
        "broker that is replaced takes them along."
    ),
    remediation="Set logging_info.broker_logs.cloudwatch_logs with enabled=True and a CloudwatchLogGroup.",
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.3.3", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-2"),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _cluster(cloudwatch_logs=[{"enabled": True}]),
            _cluster(cloudwatch_logs=[{"enabled": False}], s3=[{"enabled": "true"}]),
        ),
        failing=(_cluster(cloudwatch_logs=[{"enabled": False}]), _cluster()),
        absent=(Status.FAIL, resources(aws_msk_cluster={"cluster_name": "events-zq7"})),
        unknown=(Status.UNKNOWN, _cluster(s3=[{"enabled": "${var.logs}"}])),
    ),
)
