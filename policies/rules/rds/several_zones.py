"""A database survives the loss of a zone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
from policies.related.networks import in_one_zone
from policies.resource import Resource
from policies.rules.rds._replicas import is_replica

_INSTANCE: Final = "aws_rds_cluster_instance"
_ZONE: Final = "availability_zone"


def check(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A cluster has two instances or more, and subnets in two zones or more; an instance is Multi-AZ.

    A replica takes load off its source, which answers without it.
    Aurora spreads instances over the zones of the subnet group; where they name zones, these differ.
    """
    if is_replica(database):
        yield NOT_APPLICABLE
        return
    if database.type == "aws_db_instance":
        yield from expect.apart("multi_az", expect.true(database, "multi_az"))
        return
    found = configuration.related(database, _INSTANCE, "cluster_identifier")
    if len(found) < 2:
        said = f"it has {len(found) or 'no'} instance{'' if len(found) == 1 else 's'}, not two or more"
        yield (
            unknown(f"{said}, unless the plan tells more")
            if any(instance.several for instance in found)
            else expect.absent(database, configuration, _INSTANCE, "cluster_identifier", said)
        )
    named = [instance.get(_ZONE) for instance in found]
    if len(named) > 1 and named[0] is not None and all(zone == named[0] for zone in named):
        yield fail(f"all its instances are in {named[0]}", _ZONE)
    yield from _spread(database, configuration)


def _spread(database: Resource, configuration: Configuration) -> Iterator[Judgement]:
    value = database.get("db_subnet_group_name")
    group = configuration.target(database, value)
    if value is None:
        yield fail("db_subnet_group_name is not set", "db_subnet_group_name")
        return
    if group is None or group.type != "aws_db_subnet_group":
        yield unknown(f"its subnet group is {value}, which is not in the configuration")
        return
    one = in_one_zone(group, group.get("subnet_ids"), configuration)
    said = f"{group.address} has subnets in one zone only"
    if one:
        yield fail(said, group.address)
    elif one is None:
        yield unknown(f"only the plan can tell whether {said}")


def _cluster(instances: int = 2, zones: str = "ab", zone: object = None, **values: object) -> Terraform:
    members = {
        f"member_{number}": {"cluster_identifier": "${aws_rds_cluster.example.id}", _ZONE: zone}
        for number in range(instances)
    }
    placed = {f"net_{number}": {_ZONE: f"xx-test-1{zone}"} for number, zone in enumerate(zones)}
    group = "${aws_db_subnet_group.private.name}"
    return {
        "resource": {
            "aws_rds_cluster": {"example": {"db_subnet_group_name": group, **values}},
            _INSTANCE: members,
            "aws_db_subnet_group": {
                "private": {"subnet_ids": [f"${{aws_subnet.{name}.id}}" for name in placed]}
            },
            "aws_subnet": placed,
        }
    }


RULE = Rule(
    id="rds-several-zones",
    title="Databases have two instances or more, in two zones or more",
    severity=Severity.HIGH,
    types=("aws_rds_cluster", "aws_db_instance"),
    scope="configuration",
    check=check,
    rationale=(
        "One instance is one failure away from no payments, and two in one zone are no better when the "
        "zone fails."
    ),
    remediation=(
        "Add a second RdsClusterInstance, and subnets of two zones or more to the DbSubnetGroup; set "
        "multi_az=True on a DbInstance."
    ),
    controls=(
        "pci-dss-4.0.1:10.7.2",
        "nist-800-53-r5:CP-10",
        "nist-800-53-r5:SC-36",
        "nist-800-53-r5:SI-13(5)",
    ),
    requirements=("R142", "C24", "R84", "R95"),
    examples=Examples(
        passing=(
            _cluster(),
            _cluster(3, "abc"),
            resources(aws_db_instance={"multi_az": True}),
            {
                "resource": {
                    "aws_db_instance": {
                        "example": {"multi_az": True},
                        "reads": {"replicate_source_db": "${aws_db_instance.example.identifier}"},
                    }
                }
            },
        ),
        failing=(
            _cluster(1),
            _cluster(0),
            _cluster(2, "aa"),
            _cluster(2, zone="xx-test-1a"),
            _cluster(db_subnet_group_name=None),
            resources(aws_db_instance={"engine": "postgres"}),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster={"engine": "aurora-mysql"})),
        unknown=(Status.UNKNOWN, _cluster(db_subnet_group_name="${var.group}")),
    ),
)
