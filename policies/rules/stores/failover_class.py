"""What takes over from a database can carry its load."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
from policies.resource import Resource
from policies.values import is_known

_CLUSTERS: Final[Mapping[str, str]] = {
    "aws_docdb_cluster_instance": "aws_docdb_cluster",
    "aws_neptune_cluster_instance": "aws_neptune_cluster",
    "aws_rds_cluster_instance": "aws_rds_cluster",
}
_CLUSTER: Final = "cluster_identifier"
_CLASS: Final = "instance_class"
_SOURCE: Final = "replicate_source_db"
_BURSTABLE: Final = re.compile(r"^db\.t\d")
_LAST_CHOICE: Final = 2


def check(instance: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No instance of a burstable class stands by for one of another: a member of a cluster, or a read
    replica.

    Aurora promotes by promotion_tier, 0 first (Aurora User Guide, "Fault tolerance for an Aurora DB
    cluster"): a member of tier 2 or later is not the one that takes over where two others are of the right
    class.
    """
    if instance.type == "aws_db_instance":
        source = configuration.target(instance, instance.get(_SOURCE))
        peers = [source] if source is not None and source.type == instance.type else []
    else:
        cluster = configuration.owner(instance, _CLUSTER, _CLUSTERS[instance.type])
        members = () if cluster is None else configuration.related(cluster, instance.type, _CLUSTER)
        peers = [member for member in members if member is not instance]
    strong = [peer for peer in peers if not _is_burstable(peer)]
    if not strong:
        yield NOT_APPLICABLE
        return
    named = instance.get(_CLASS)
    if not is_known(named):
        yield unknown(f"{_CLASS} is {named}, which only the plan can tell")
    elif _is_burstable(instance) and not (_is_last(instance) and len(strong) > 1):
        said = f"{_CLASS} is {named}, and it takes over from {strong[0].address}, a {strong[0].get(_CLASS)}"
        yield fail(f"{said}: it cannot carry that load")


def _is_burstable(instance: Resource) -> bool:
    return _BURSTABLE.match(str(instance.get(_CLASS))) is not None


def _is_last(instance: Resource) -> bool:
    tier = expect.number(instance.get("promotion_tier"))
    return instance.type != "aws_db_instance" and tier is not None and tier >= _LAST_CHOICE


def _cluster(example: str, *others: str, **values: object) -> Terraform:
    of = {_CLUSTER: "${aws_rds_cluster.main.id}"}
    members = {f"other_{number}": {**of, _CLASS: name} for number, name in enumerate(others)}
    return {
        "resource": {
            "aws_rds_cluster": {"main": {"cluster_identifier": "pay-zq7"}},
            "aws_rds_cluster_instance": {"example": {**of, _CLASS: example, **values}, **members},
        }
    }


def _replica(example: str, source: str) -> Terraform:
    return {
        "resource": {
            "aws_db_instance": {
                "example": {_SOURCE: "${aws_db_instance.main.arn}", _CLASS: example},
                "main": {"identifier": "pay-zq7", _CLASS: source},
            }
        }
    }


RULE = Rule(
    id="stores-failover-class",
    title="What takes over from a database is of a class that carries its load",
    severity=Severity.MEDIUM,
    types=(*_CLUSTERS, "aws_db_instance"),
    scope="configuration",
    check=check,
    rationale=(
        "A burstable instance carries a low load and uses up its credits under another: at the failover it "
        "gets everything at once, and the outage that it was bought against comes a quarter of an hour "
        "later."
    ),
    remediation="Give readers that may take over, and replicas, the instance_class of the writer.",
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-13(5)"),
    requirements=("R142",),
    examples=Examples(
        passing=(
            _cluster("db.r6g.xlarge", "db.r6g.xlarge"),
            _cluster("db.t4g.medium", "db.r6g.large", "db.r6g.large", promotion_tier=15),
            _replica("db.r6g.large", "db.r6g.large"),
        ),
        failing=(
            _cluster("db.t3.medium", "db.r6g.xlarge", promotion_tier=1),
            _cluster("db.t3.medium", "db.r6g.xlarge", promotion_tier=15),
            _replica("db.t4g.medium", "db.r6g.2xlarge"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_db_instance={_CLASS: "db.t4g.medium"})),
        unknown=(Status.UNKNOWN, _cluster("${var.class}", "db.r6g.xlarge")),
    ),
)
