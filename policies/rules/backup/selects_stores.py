"""A selection finds what it is for, and leaves none of its kind out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
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
from policies.related.tags import carried_tags
from policies.resource import Resource
from policies.values import as_list, is_known

_OWN_BACKUPS: Final[Mapping[str, str]] = {
    "aws_dynamodb_table": "point_in_time_recovery.enabled",
    "aws_ebs_volume": "",
}
"""By type of what selections list one by one: the argument by which it has backups without one."""
_STORES: Final = (
    *("aws_db_instance", "aws_docdb_cluster", "aws_ebs_volume", "aws_efs_file_system", "aws_instance"),
    *(
        "aws_neptune_cluster",
        "aws_rds_cluster",
        "aws_redshift_cluster",
        "aws_s3_bucket",
        "aws_dynamodb_table",
    ),
    *("aws_fsx_lustre_file_system", "aws_fsx_ontap_file_system", "aws_fsx_windows_file_system"),
)
"""What AWS Backup backs up (AWS Backup Developer Guide, "Supported resource types")."""
_TAG: Final = "selection_tag"
_SNAPSHOTS: Final = "aws_dlm_lifecycle_policy"
_TARGETS: Final = "policy_details.target_tags"
_SNAPPED: Final[Mapping[str, tuple[str, ...]]] = {
    "VOLUME": ("aws_ebs_volume",),
    "INSTANCE": ("aws_instance",),
}
"""By what a policy of snapshots says, the types (EBS User Guide, "Amazon Data Lifecycle Manager")."""


def check(selection: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A store of its stack and region carries one of the tags that it selects by; a selection in whose stack
    there is no store is for those of others. Where it lists some of a kind that has no backups of its own, no
    selection leaves out another of that kind. Policies of snapshots find a volume or an instance likewise.
    """
    if selection.type == _SNAPSHOTS:
        tags = selection.get(_TARGETS)
        if isinstance(tags, Mapping) and is_known(tags):
            wanted = tuple({"key": key, "value": value} for key, value in tags.items())
            yield from _found(selection, wanted, configuration)
        return
    listed = [configuration.target(selection, item) for item in as_list(selection.get("resources"))]
    blocks = expect.written_blocks(selection, _TAG)
    yield from expect.written_out(selection, _TAG)
    if not blocks and not listed:
        yield NOT_APPLICABLE
    if blocks and not selection.get("resources"):
        yield from _found(selection, blocks, configuration)
    for kind, own in _OWN_BACKUPS.items():
        if any(each is not None and each.type == kind for each in listed):
            yield from _whole(selection, kind, own, configuration)


def _found(
    selection: Resource, blocks: tuple[Mapping[str, Any], ...], configuration: Configuration
) -> Iterator[Judgement]:
    wanted = [(str(block.get("key")), block.get("value")) for block in blocks]
    said = " or ".join(f"{key}={value}" for key, value in wanted)
    stores = _stores(selection, configuration)
    carried = [carried_tags(store, configuration) for store in stores]
    if any(
        tags is not None and key in tags and tags[key] == value for tags in carried for key, value in wanted
    ):
        return
    known = all(is_known(part) for pair in wanted for part in pair)
    other = [f"{key}={tags[key]}" for tags in carried if tags for key, _ in wanted if key in tags]
    if not known or None in carried or not all(map(is_known, other)):
        yield unknown(f"only the plan can tell whether a store carries {said}")
    elif stores:
        beside = f"; they carry {', '.join(dict.fromkeys(other))}" if other else ""
        yield fail(f"no store of the stack carries {said}, so that nothing is backed up{beside}", _TAG)
    else:
        yield unknown(f"the stack has no store, and only the account can tell what carries {said}")


def _stores(selection: Resource, configuration: Configuration) -> list[Resource]:
    kinds: tuple[str, ...] = _STORES
    if selection.type == _SNAPSHOTS:
        named = [str(each) for each in as_list(selection.get("policy_details.resource_types"))]
        kinds = tuple(kind for each in named for kind in _SNAPPED.get(each, ()))
    found = configuration.of(*kinds, stack=selection.stack)
    return [store for store in found if store.region == selection.region]


def _whole(selection: Resource, kind: str, own: str, configuration: Configuration) -> Iterator[Judgement]:
    for store in configuration.of(kind, stack=selection.stack):
        if store.region != selection.region or (own and not expect.is_false(store.get(own) or False)):
            continue
        if not configuration.naming(store, selection.type, "resources") and not _tagged(store, configuration):
            yield fail(
                f"it leaves out {store.address}, which has no backups of its own either", store.address
            )


def _tagged(store: Resource, configuration: Configuration) -> bool:
    """Whether some selection of its stack may find it by its tags."""
    tags = carried_tags(store, configuration)
    return any(
        tags is None or tags.get(str(block.get("key"))) == block.get("value")
        for selection in configuration.of("aws_backup_selection", stack=store.stack)
        for block in selection.blocks(_TAG)
    )


def _by_tag(key: str, value: str, **tags: str) -> Terraform:
    by = {_TAG: [{"type": "STRINGEQUALS", "key": key, "value": value}]}
    return resources(aws_backup_selection=by, aws_rds_cluster={"tags": tags})


def _by_name(*names: str, recovery: bool = False) -> Terraform:
    listed = [f"${{aws_dynamodb_table.{name}.arn}}" for name in names]
    return {
        "resource": {
            "aws_backup_selection": {"example": {"resources": listed}},
            "aws_dynamodb_table": {
                "ledger": {"name": "ledger-zq7", "point_in_time_recovery": [{"enabled": recovery}]},
                "merchants": {"name": "merchants-zq7"},
            },
        }
    }


def _snapped(value: str) -> Terraform:
    details = {"resource_types": ["VOLUME"], "target_tags": {"Backup": value}}
    return resources(
        aws_dlm_lifecycle_policy={"policy_details": [details]}, aws_ebs_volume={"tags": {"Backup": "daily"}}
    )


RULE = Rule(
    id="backup-selects-stores",
    title="Backup selections find what they are for, and leave none of its kind out",
    severity=Severity.HIGH,
    types=("aws_backup_selection", _SNAPSHOTS),
    scope="configuration",
    check=check,
    rationale=(
        "A plan that selects by a tag which nothing carries, or a list that somebody forgot to add to, fails "
        "never and backs up nothing: that is found when it is needed."
    ),
    remediation=(
        "Set key and value of selection_tag to a tag that the stores carry, or name every store in resources."
    ),
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-9", "nist-800-53-r5:CP-10"),
    requirements=("C8",),
    examples=Examples(
        passing=(
            _by_tag("Backup", "daily", Backup="daily"),
            _by_name("ledger", "merchants"),
            _by_name("merchants", recovery=True),
            _snapped("daily"),
        ),
        failing=(
            _by_tag("Backup", "true", Backup="daily"),
            _by_tag("BackupPlan", "production", Backup="daily"),
            _by_name("merchants"),
            _snapped("true"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_backup_selection={"plan_id": "plan"})),
        unknown=(Status.UNKNOWN, _by_tag("Backup", "${var.backup}", Backup="daily")),
    ),
)
