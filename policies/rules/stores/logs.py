"""Stores and clusters write the logs that say who did what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_known


class _Logs(NamedTuple):
    """Where a type lists its logs, and which must be among them.

    argument: a list of names, or blocks.
    kinds: the logs that must be there.
    name: the argument of a block that says which log it is; empty where the names stand in a list.
    """

    argument: str
    kinds: tuple[str, ...]
    name: str = ""


_CACHE: Final = _Logs("log_delivery_configuration", ("slow-log", "engine-log"), "log_type")

_BY_TYPE: Final[Mapping[str, _Logs]] = {
    "aws_docdb_cluster": _Logs("enabled_cloudwatch_logs_exports", ("audit",)),
    "aws_eks_cluster": _Logs("enabled_cluster_log_types", ("api", "audit", "authenticator")),
    "aws_elasticache_replication_group": _CACHE,
    "aws_neptune_cluster": _Logs("enable_cloudwatch_logs_exports", ("audit",)),
    "aws_opensearch_domain": _Logs("log_publishing_options", ("AUDIT_LOGS",), "log_type"),
    "aws_redshift_logging": _Logs("log_exports", ("connectionlog", "userlog", "useractivitylog")),
    "aws_redshiftserverless_namespace": _Logs("log_exports", ("connectionlog", "userlog", "useractivitylog")),
}
"""By type: Terraform registry, provider 6; none of them writes a log that is not asked for."""


def check(store: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each log that must be there is listed; one that is listed and off is judged as a switch.

    Redshift delivers all its logs to a bucket, and to CloudWatch those that are listed.
    """
    if store.type == "aws_redshift_logging" and store.get("log_destination_type") in (None, "s3"):
        return
    said = _BY_TYPE[store.type]
    if said.name:
        yield from expect.written_out(store, said.argument)
        blocks = expect.written_blocks(store, said.argument)
        listed = [block.get(said.name) for block in blocks]
        sure = len(blocks) == len(store.blocks(said.argument))
    else:
        listed = as_list(store.get(said.argument))
        sure = True
    for kind in said.kinds:
        yield from _written(kind, listed, said.argument, sure=sure)


def _written(kind: str, listed: list[Any], argument: str, *, sure: bool) -> Iterator[Judgement]:
    if kind in listed or not sure:
        return
    if not all(is_known(each) for each in listed):
        yield unknown(f"only the plan can tell whether {argument} has {kind}")
    else:
        yield fail(f"{argument} does not have {kind}", kind)


_BOTH: Final = [{"log_type": "slow-log"}, {"log_type": "engine-log"}]

RULE = Rule(
    id="stores-logs",
    title="Stores and clusters write their audit logs",
    severity=Severity.MEDIUM,
    types=tuple(_BY_TYPE),
    check=check,
    rationale=(
        "Who read or changed what in a store is told by its own log alone: no trail of AWS's API has it. "
        "What was not recorded cannot be looked up after an incident."
    ),
    remediation="List the log that the message names, and let it go to a CloudwatchLogGroup of ours.",
    controls=(
        *("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.2.1.1", "pci-dss-4.0.1:10.2.1.4"),
        *("nist-800-53-r5:AU-2", "nist-800-53-r5:AU-12"),
    ),
    requirements=("R46",),
    examples=Examples(
        passing=(
            resources(aws_docdb_cluster={"enabled_cloudwatch_logs_exports": ["audit", "profiler"]}),
            resources(aws_eks_cluster={"enabled_cluster_log_types": ["api", "audit", "authenticator"]}),
            resources(aws_elasticache_replication_group={_CACHE.argument: _BOTH}),
            resources(aws_opensearch_domain={"log_publishing_options": {"log_type": "AUDIT_LOGS"}}),
            resources(aws_redshift_logging={"log_destination_type": "s3"}),
        ),
        failing=(
            resources(aws_docdb_cluster={"enabled_cloudwatch_logs_exports": ["profiler"]}),
            resources(aws_neptune_cluster={}),
            resources(aws_eks_cluster={"enabled_cluster_log_types": ["api"]}),
            resources(aws_elasticache_replication_group={_CACHE.argument: _BOTH[:1]}),
            resources(aws_opensearch_domain={"log_publishing_options": [{"log_type": "INDEX_SLOW_LOGS"}]}),
            resources(
                aws_redshift_logging={"log_destination_type": "cloudwatch", "log_exports": ["userlog"]}
            ),
        ),
        absent=(Status.FAIL, resources(aws_redshiftserverless_namespace={"namespace_name": "reports-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_eks_cluster={"enabled_cluster_log_types": "${var.logs}"})),
    ),
)
