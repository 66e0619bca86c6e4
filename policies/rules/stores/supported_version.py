"""Clusters and caches run a version that gets patches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_LOWEST: Final[Mapping[str, tuple[str, tuple[int, int]]]] = {
    "aws_eks_cluster": ("version", (1, 34)),
    "aws_elasticache_cluster": ("engine_version", (6, 0)),
    "aws_elasticache_replication_group": ("engine_version", (6, 0)),
    "aws_msk_cluster": ("kafka_version", (3, 8)),
}
"""The argument, and the lowest version whose standard support goes on: of Kubernetes until December 2026 (EKS
User Guide, "Kubernetes release calendar"), of Redis OSS 4 and 5 it ended in January 2026 (ElastiCache User
Guide, "Redis OSS versions end of life schedule"), of Kafka 3.7 and older by September 2026 (MSK Developer
Guide, "Supported Apache Kafka versions"). Read in November 2026."""
_NUMBERS: Final = re.compile(r"(\d+)(?:\.(\d+))?")


def check(store: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The version is the lowest supported one or newer. Where none is said, AWS takes a new one; Memcached
    and Valkey count otherwise and have none that is out of support.
    """
    argument, lowest = _LOWEST[store.type]
    value = store.get(argument)
    told = _NUMBERS.match(str(value))
    if value is None or store.get("engine") in ("memcached", "valkey"):
        return
    if not is_known(value) or told is None:
        yield unknown(f"{argument} is {value}, which only the plan can tell")
    elif (int(told[1]), int(told[2] or 0)) < lowest:
        yield fail(f"{argument} is {value}; {'.'.join(map(str, lowest))} or newer is supported")


RULE = Rule(
    id="stores-supported-version",
    title="Clusters, caches and brokers run a supported version",
    severity=Severity.MEDIUM,
    types=tuple(_LOWEST),
    check=check,
    rationale=(
        "A version out of support gets no patches or costs a surcharge, and is one day replaced by AWS at a "
        "time that nobody here chose."
    ),
    remediation="Set the version to one that the message names, or newer.",
    controls=("pci-dss-4.0.1:6.3.3", "pci-dss-4.0.1:12.3.4", "nist-800-53-r5:SI-2", "nist-800-53-r5:RA-5"),
    requirements=("R142",),
    examples=Examples(
        passing=(
            resources(aws_eks_cluster={"version": "1.34"}, aws_msk_cluster={"kafka_version": "3.9.x"}),
            resources(aws_elasticache_replication_group={"engine": "redis", "engine_version": "7.1"}),
            resources(aws_elasticache_cluster={"engine": "memcached", "engine_version": "1.6.22"}),
        ),
        failing=(
            resources(aws_eks_cluster={"version": "1.24"}),
            resources(aws_msk_cluster={"kafka_version": "2.8.2.tiered"}),
            resources(aws_elasticache_replication_group={"engine": "redis", "engine_version": "5.0.6"}),
        ),
        absent=(Status.PASS, resources(aws_eks_cluster={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_eks_cluster={"version": "${var.version}"})),
    ),
)
