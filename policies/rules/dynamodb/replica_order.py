"""The replicas of a table are made one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.rules.dynamodb._replicas import replicas


def check(table: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Of any two replicas in a stack, one waits for the other by `depends_on`, through others too.

    No attribute leads from one to the other, and DynamoDB takes one change of replicas at a time (API
    reference, UpdateTable: ResourceInUseException).
    """
    separate = replicas(table, configuration)
    if len(separate) < 2:
        yield NOT_APPLICABLE
    waits = {replica: _awaited(replica, configuration) for replica in separate}
    for number, replica in enumerate(separate):
        for other in separate[:number]:
            if other.stack == replica.stack and replica not in waits[other] and other not in waits[replica]:
                yield fail(f"neither of {other.address} and {replica.address} waits for the other")


def _awaited(replica: Resource, configuration: Configuration) -> set[Resource]:
    """Everything that its `depends_on` names, directly or through others."""
    found: set[Resource] = set()
    ahead = [replica]
    while ahead:
        element = ahead.pop()
        waits = element.values.get("depends_on")
        for address in waits if isinstance(waits, list) else ():
            target = configuration.by_address.get((element.stack, str(address)))
            if target is not None and target not in found:
                found.add(target)
                ahead.append(target)
    return found


def _replicas(**waits: list[str]) -> Terraform:
    def replica(after: list[str]) -> Mapping[str, object]:
        names = [f"aws_dynamodb_table_replica.{name}" for name in after]
        return {"global_table_arn": "${aws_dynamodb_table.example.arn}", "depends_on": names}

    return {
        "resource": {
            "aws_dynamodb_table": {"example": {"name": "ledger-zq7"}},
            "aws_dynamodb_table_replica": {name: replica(after) for name, after in waits.items()},
        }
    }


RULE = Rule(
    id="dynamodb-replica-order",
    title="Replicas of a table are made one after the other",
    severity=Severity.MEDIUM,
    types=("aws_dynamodb_table",),
    scope="configuration",
    check=check,
    rationale="Two replicas that are made at once make the first apply fail, and with it the recovery.",
    remediation="Give every DynamodbTableReplicaA but the first depends_on=[the replica before it].",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CP-10"),
    requirements=("R14", "R62", "R102"),
    examples=Examples(
        passing=(
            _replicas(a=[], b=["a"]),
            _replicas(a=[], b=["a"], c=["b"]),
            _replicas(a=["b"], b=[]),
        ),
        failing=(
            _replicas(a=[], b=[]),
            _replicas(a=[], b=["a"], c=["a"]),
            _replicas(a=[], b=["gone"]),
        ),
        absent=(Status.NOT_APPLICABLE, _replicas(a=[])),
        unknown=(Status.FAIL, _replicas(a=[], b=["${var.first}"])),
    ),
)
