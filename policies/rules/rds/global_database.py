"""A global database has clusters in two regions, and leaves its name to the first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_expression

_CLUSTER: Final = "aws_rds_cluster"
_MEMBER: Final = "global_cluster_identifier"
_SOURCE: Final = "source_region"
_NAME: Final = "database_name"


def check(world: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Clusters of two regions or more belong to it, of which one begins with the database and each other one
    is its copy. Its own database_name, which replaces it where it changes, is not set.
    """
    if world.get(_NAME) is not None:
        yield fail(f"{_NAME} is set: should RDS not give it back, every plan replaces it", _NAME)
    members = configuration.related(world, _CLUSTER, _MEMBER)
    if not members:
        yield expect.absent(world, configuration, _CLUSTER, _MEMBER, "no cluster belongs to it")
        return
    regions = {member.region for member in members}
    if "" in regions or any(map(is_expression, regions)):
        yield unknown("only the plan can tell the regions of its clusters")
    elif len(regions) < 2:
        yield fail(f"all its clusters are in {', '.join(sorted(regions))}", "regions")
    firsts = [member.address for member in members if member.get(_SOURCE) is None]
    if len(firsts) != 1:
        said = " and ".join(firsts) if firsts else "none of its clusters"
        yield fail(f"{said} would begin with the database; one does, and the others name {_SOURCE}", _SOURCE)


def _world(
    *, elsewhere: bool = True, source: object = "xx-test-1", second: bool = True, **values: object
) -> Terraform:
    named = {_MEMBER: "${aws_rds_global_cluster.example.id}"}
    there = {"provider": "aws.other"} if elsewhere else {}
    copy = {"copy": {**named, _SOURCE: source, **there}} if second else {}
    return {
        "provider": {"aws": [{"region": "xx-test-1"}, {"region": "xx-test-2", "alias": "other"}]},
        "resource": {
            "aws_rds_global_cluster": {"example": {"engine": "aurora-postgresql", **values}},
            _CLUSTER: {"first": named, **copy},
        },
    }


RULE = Rule(
    id="rds-global-database",
    title="Global databases have a cluster that begins, and copies in other regions",
    severity=Severity.HIGH,
    types=("aws_rds_global_cluster",),
    scope="configuration",
    check=check,
    rationale=(
        "A global database with one cluster is a database in one region: nothing can be switched over to. A "
        "name in the wrong place makes a plan that replaces all of it."
    ),
    remediation=(
        "Add an RdsCluster of another region with global_cluster_identifier and source_region, and set "
        "database_name on the first cluster alone."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-6", "nist-800-53-r5:CP-7", "nist-800-53-r5:CP-10"),
    requirements=("R136", "R121"),
    examples=Examples(
        passing=(_world(),),
        failing=(
            _world(second=False),
            _world(elsewhere=False),
            _world(source=None),
            _world(database_name="paymentdb"),
        ),
        absent=(Status.FAIL, resources(aws_rds_global_cluster={"engine": "aurora-postgresql"})),
        unknown=(
            Status.UNKNOWN,
            {
                **_world(),
                "provider": {"aws": [{"region": "${var.region}"}, {"region": "x", "alias": "other"}]},
            },
        ),
    ),
)
