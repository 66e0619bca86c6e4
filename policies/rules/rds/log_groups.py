"""The logs of a database lie in log groups that are ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_known

_GROUP: Final = "aws_cloudwatch_log_group"
_EXPORTS: Final = "enabled_cloudwatch_logs_exports"
_KINDS: Final = {
    "aws_rds_cluster": ("cluster", "cluster_identifier"),
    "aws_db_instance": ("instance", "identifier"),
}


def check(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """For each log that it exports there is a group of the name that RDS uses, and the database waits for it.

    Aurora User Guide, "Publishing Aurora MySQL logs to Amazon CloudWatch Logs":
    `/aws/rds/cluster/<cluster>/<log>`.
    """
    kind, attribute = _KINDS[database.type]
    name = database.get(attribute)
    if name is None:
        yield fail(
            f"{attribute} is not set, so the names of its log groups are not known before it is made",
            attribute,
        )
        return
    names = {str(name), f"${{{database.address}.{attribute}}}", f"${{{database.address}.id}}"}
    for export in as_list(database.get(_EXPORTS)):
        if not is_known(export):
            yield unknown(f"{_EXPORTS} is {export}, which only the plan can tell")
            continue
        wanted = {f"/aws/rds/{kind}/{each}/{export}" for each in names}
        found = [
            group
            for text in sorted(wanted)
            for group in configuration.having(_GROUP, "name", text)
            if group.region == database.region and (is_known(text) or group.stack == database.stack)
        ]
        if found:
            yield from _awaited(database, found[0], export)
        elif is_known(name):
            yield fail(f"no {_GROUP} is called /aws/rds/{kind}/{name}/{export}: RDS makes it", export)
        else:
            yield unknown(f"only the plan can tell what the group of {export} is called")


def _awaited(database: Resource, group: Resource, export: str) -> Iterator[Judgement]:
    """That the group is there before RDS writes to it: nothing else sets the order."""
    if group.stack == database.stack and group.block not in as_list(database.values.get("depends_on")):
        yield fail(f"it does not wait for {group.address}, so that RDS may make the group first", export)


def _cluster(*exports: str, group: str = "/aws/rds/cluster/pay-zq7/audit", **values: object) -> Terraform:
    said = {
        "cluster_identifier": "pay-zq7",
        _EXPORTS: list(exports),
        "depends_on": [f"{_GROUP}.audit"],
        **values,
    }
    return {
        "resource": {
            "aws_rds_cluster": {"example": said},
            _GROUP: {"audit": {"name": group}},
        }
    }


RULE = Rule(
    id="rds-log-groups",
    title="The log groups of a database are made before it",
    severity=Severity.MEDIUM,
    types=tuple(_KINDS),
    scope="configuration",
    check=check,
    rationale=(
        "A group that RDS makes has no key of ours and no retention, and outlives the database; made "
        "afterwards, the group of ours fails because it is already there."
    ),
    remediation=(
        "Add a CloudwatchLogGroup named /aws/rds/cluster/<cluster_identifier>/<log> for each exported log, "
        "and name it in depends_on of the RdsCluster."
    ),
    controls=("pci-dss-4.0.1:10.5.1", "pci-dss-4.0.1:10.3.2", "nist-800-53-r5:AU-9", "nist-800-53-r5:AU-11"),
    requirements=("R14", "R46", "R142"),
    examples=Examples(
        passing=(
            _cluster("audit"),
            _cluster(),
            _cluster(
                "audit", cluster_identifier="${local.name}", group="/aws/rds/cluster/${local.name}/audit"
            ),
        ),
        failing=(
            _cluster("audit", "error"),
            _cluster("audit", group="/aws/rds/cluster/other/audit"),
            _cluster("audit", depends_on=[]),
            _cluster("audit", cluster_identifier=None),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster={_EXPORTS: ["audit"]})),
        unknown=(Status.UNKNOWN, _cluster("${var.log}")),
    ),
)
