"""What is judged is what Terraform makes of what exists, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.estate import Estate, Resource, is_known
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, resources, unknown

_SET_BY_SERVICES: Final = frozenset(
    {"desired_capacity", "desired_count", "replica_count", "read_capacity", "write_capacity"}
)
"""Numbers that a service's own scaling changes: no rule judges them."""

_REPLICAS: Final = ("aws_dynamodb_table", "replica")
"""Terraform registry, aws_dynamodb_table_replica: where replicas are resources of their own, the table has to
ignore its blocks. The rule `dynamodb-replica-style` demands it."""


def check(resource: Resource, _estate: Estate) -> Iterator[Judgement]:
    """lifecycle.ignore_changes names nothing that is judged: what exists would stay as it is."""
    if resource.type.startswith("provider."):
        if resource.get("ignore_tags") is not None:
            yield fail("ignore_tags leaves tags on resources as they are, whatever is written", "ignore_tags")
        return
    for lifecycle in resource.blocks("lifecycle"):
        ignored = lifecycle.get("ignore_changes")
        for name in ignored if isinstance(ignored, list) else [] if ignored is None else [ignored]:
            yield from expect.apart(str(name), _judged(resource, str(name)))


def _judged(resource: Resource, name: str) -> Iterator[Judgement]:
    attribute = name.partition("[")[0].partition(".")[0]
    if not is_known(name):
        yield unknown(f"ignore_changes names {name}, which only the plan can tell")
    elif attribute not in _SET_BY_SERVICES and (resource.type, attribute) != _REPLICAS:
        what = "everything" if name == "all" else name
        yield fail(f"changes of {what} are ignored: on what exists, it stays as it is")


def _key(**lifecycle: object) -> dict[str, object]:
    return {"enable_key_rotation": True, "lifecycle": lifecycle}


RULE = Rule(
    id="terraform-ignored-changes",
    title="No change of what is judged is ignored",
    severity=Severity.HIGH,
    types=("*", "provider.aws"),
    check=check,
    rationale=(
        "With ignore_changes a resource may say what it likes: Terraform leaves what exists as it is, and a "
        "change by hand is never undone. What is judged is then not what runs."
    ),
    remediation=(
        "Remove the argument from lifecycle.ignore_changes. Only numbers that a service scales by itself "
        "(desired_count, desired_capacity, capacities of tables) may be left to it."
    ),
    controls=("pci-dss-4.0.1:1.2.8", "pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CM-6"),
    rows=("R40",),
    examples=Examples(
        passing=(
            resources(aws_kms_key=_key(prevent_destroy=False)),
            resources(aws_ecs_service={"lifecycle": {"ignore_changes": ["desired_count"]}}),
            resources(aws_dynamodb_table={"lifecycle": [{"ignore_changes": ["replica"]}]}),
        ),
        failing=(
            resources(aws_kms_key=_key(ignore_changes="all")),
            resources(aws_kms_key=_key(ignore_changes=["all"])),
            resources(aws_kms_key=_key(ignore_changes=["deletion_window_in_days", "enable_key_rotation"])),
            resources(aws_iam_role_policy={"lifecycle": [{"ignore_changes": ["policy"]}]}),
            resources(aws_sqs_queue={"lifecycle": {"ignore_changes": ['tags["App"]']}}),
            resources(aws_rds_cluster={"lifecycle": {"ignore_changes": ["replica"]}}),
            {"provider": {"aws": {"ignore_tags": {"key_prefixes": ["App"]}}}},
        ),
        absent=(Status.PASS, resources(aws_kms_key={})),
        unknown=(Status.UNKNOWN, resources(aws_kms_key=_key(ignore_changes="${var.ignored}"))),
    ),
)
