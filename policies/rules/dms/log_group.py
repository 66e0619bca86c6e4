"""The log of a migration lies in a log group that is ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_known

_GROUP: Final = "aws_cloudwatch_log_group"


def check(instance: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """There is a group of the name that DMS uses, `dms-tasks-<instance>`, and the instance waits for it (DMS
    User Guide, "Viewing and managing AWS DMS task logs").
    """
    name = instance.get("replication_instance_id")
    if not name or not is_known(name):
        said = "only the plan can tell what the group of its tasks is called"
        yield unknown(said) if name else fail("replication_instance_id is not set")
        return
    found = [
        group
        for group in configuration.having(_GROUP, "name", f"dms-tasks-{name}")
        if group.region == instance.region
    ]
    if not found:
        yield fail(f"no {_GROUP} is called dms-tasks-{name}: DMS makes it, without a key and for ever")
    elif found[0].stack == instance.stack and found[0].block not in as_list(
        instance.values.get("depends_on")
    ):
        yield fail(f"it does not wait for {found[0].address}, so that DMS may make the group first", "order")


def _instance(group: str = "dms-tasks-move-zq7", **values: object) -> Terraform:
    said = {"replication_instance_id": "move-zq7", "depends_on": [f"{_GROUP}.move"], **values}
    return {
        "resource": {
            "aws_dms_replication_instance": {"example": said},
            _GROUP: {"move": {"name": group}},
        }
    }


RULE = Rule(
    id="dms-log-group",
    title="Logs of migrations lie in log groups that are declared",
    severity=Severity.MEDIUM,
    types=("aws_dms_replication_instance",),
    scope="configuration",
    check=check,
    rationale="A group that DMS makes itself has no customer's key and keeps what it holds for ever.",
    remediation=(
        "Add a CloudwatchLogGroup called dms-tasks-<replication_instance_id>, and name it in depends_on of "
        "the DmsReplicationInstance."
    ),
    controls=("pci-dss-4.0.1:10.5.1", "nist-800-53-r5:AU-11", "nist-800-53-r5:AU-9"),
    requirements=("R46",),
    examples=Examples(
        passing=(_instance(),),
        failing=(_instance("dms-tasks-other"), _instance(depends_on=[])),
        absent=(Status.FAIL, resources(aws_dms_replication_instance={"multi_az": True})),
        unknown=(Status.UNKNOWN, _instance(replication_instance_id="${var.name}")),
    ),
)
