"""A group of subnets spans zones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import in_one_zone
from policies.resource import Resource
from policies.values import as_list, is_known

_SUBNETS: Final = "subnet_ids"


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Its subnets are in two zones or more: nothing that is placed in it can be spread wider."""
    value = group.get(_SUBNETS)
    listed = as_list(value)
    one = in_one_zone(group, value, configuration)
    if one or (len(listed) == 1 and _is_a_subnet(group, listed[0], configuration)):
        yield fail(f"{_SUBNETS} are in one zone: whatever is placed there is gone with it")
    elif one is None and listed:
        yield unknown(f"only the plan can tell the zones of {_SUBNETS}")


def _is_a_subnet(group: Resource, value: object, configuration: Configuration) -> bool:
    """Whether an item of a list is one subnet, and no expression that may be several."""
    found = configuration.target(group, value)
    return is_known(value) or (found is not None and found.type.removeprefix("data.") == "aws_subnet")


def _group(*zones: object) -> Terraform:
    placed = {f"net_{number}": {"availability_zone": zone} for number, zone in enumerate(zones)}
    named = [f"${{aws_subnet.{name}.id}}" for name in placed]
    return {
        "resource": {
            "aws_elasticache_subnet_group": {"example": {_SUBNETS: named}},
            "aws_subnet": placed,
        }
    }


RULE = Rule(
    id="stores-subnet-zones",
    title="Groups of subnets span two zones or more",
    severity=Severity.MEDIUM,
    types=(
        *("aws_dax_subnet_group", "aws_db_subnet_group", "aws_dms_replication_subnet_group"),
        *("aws_docdb_subnet_group", "aws_elasticache_subnet_group", "aws_memorydb_subnet_group"),
        "aws_neptune_subnet_group",
    ),
    scope="configuration",
    check=check,
    rationale=(
        "Where all subnets are in one zone no switch spreads a store: replicas and standbys stand beside "
        "what they stand in for, and the zone takes them all."
    ),
    remediation="Name subnets of two zones or more, best of three, in subnet_ids.",
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-13(5)"),
    requirements=("R142", "C24"),
    examples=Examples(
        passing=(_group("xx-test-1a", "xx-test-1b"), _group("xx-test-1a", "xx-test-1b", "xx-test-1b")),
        failing=(_group("xx-test-1a"), _group("xx-test-1a", "xx-test-1a")),
        absent=(
            Status.PASS,
            {"resource": {"aws_elasticache_subnet_group": {"example": {"name": "cache-zq7"}}}},
        ),
        unknown=(Status.UNKNOWN, resources(aws_dax_subnet_group={_SUBNETS: "${var.subnets}"})),
    ),
)
