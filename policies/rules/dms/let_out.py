"""What moves a database is let out to both sides of the move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
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
from policies.rules.dms._texts import TASK
from policies.rules.vpc._ways import groups_of, leads_to, ways

_INSTANCE: Final = "aws_dms_replication_instance"
_ENDPOINT: Final = "aws_dms_endpoint"
_GROUPS: Final = "vpc_security_group_ids"
_HTTPS: Final = 443
_LOGIN: Final = "secrets_manager_arn"
_AWS: Final = "aurora"
"""What names of engines begin with whose servers are in AWS, behind security groups."""
_PORTS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("postgres", "aurora-postgresql"), 5432),
    **dict.fromkeys(("mysql", "mariadb", "aurora"), 3306),
    **dict.fromkeys(("sqlserver", "babelfish"), 1433),
    "oracle": 1521,
}
"""Where servers listen by default (DMS User Guide, "Using a ... database as a source for AWS DMS")."""


def check(task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The groups of the task's instance have a rule outwards for the port of each endpoint: to a range of
    addresses, since a data centre has no groups, and for Aurora to a group or into their own network. Where
    an endpoint signs in by a secret, they have one for HTTPS as well.
    """
    instance = configuration.target(task, task.get("replication_instance_arn"))
    sides = [configuration.target(task, task.get(f"{side}_endpoint_arn")) for side in ("source", "target")]
    if instance is None or instance.type != _INSTANCE or None in sides:
        yield unknown("only the plan can tell its instance or its endpoints")
        return
    if not instance.get(_GROUPS):
        yield fail(f"{instance.address} has the VPC's default group, which lets nothing out", _GROUPS)
        return
    groups = groups_of(instance, instance.get(_GROUPS), configuration)
    for endpoint in filter(None, sides):
        engine = str(endpoint.get("engine_name"))
        port = expect.number(endpoint.get("port") or _PORTS.get(engine))
        needed = [(None if port is None else int(port), engine.startswith(_AWS))]
        if endpoint.get(_LOGIN) is not None:
            needed.append((_HTTPS, True))
        for each, to_groups in needed:
            is_let_out = _let_out(groups, each, to_groups=to_groups, configuration=configuration)
            said = f"{instance.address} is not let out on {each or 'its port'} for {endpoint.address}"
            if is_let_out is None:
                yield unknown(f"only the plan can tell whether {said}")
            elif not is_let_out:
                yield fail(said, f"{endpoint.block} {each}")


def _let_out(
    groups: set[Resource | None], port: int | None, *, to_groups: bool, configuration: Configuration
) -> bool | None:
    """Whether they open the port to any range, or else to groups or ranges in which their own network may
    lie; None where only the plan can tell.
    """
    if port is None:
        return None
    answers = {
        opening.has_port(port)
        for opening, named in ways(configuration, "egress", groups)
        if (named or leads_to(opening, groups, configuration) if to_groups else opening.peers)
    }
    return True if True in answers else None if None in answers or None in groups else False


def _moves(source: object = "10.200.0.0/16", port: object = 5432, **values: object) -> Terraform:
    """A move from a data centre to Aurora, and what its group opens for the source."""

    def out(port: object, **peer: object) -> dict[str, Any]:
        group = "${aws_security_group.moves.id}"
        return {"security_group_id": group, "ip_protocol": "tcp", "from_port": port, "to_port": port, **peer}

    to_target = out(5432, referenced_security_group_id="${aws_security_group.database.id}")
    opened = {"target": to_target, "aws": out(_HTTPS, cidr_ipv4="0.0.0.0/0")}
    if source:
        opened["source"] = out(port, cidr_ipv4=source)
    signed = {_LOGIN: "arn:aws:secretsmanager:xx-test-1:999988887777:secret:pay"}
    return {
        "resource": {
            TASK: {
                "example": {
                    "replication_instance_arn": f"${{{_INSTANCE}.pay.replication_instance_arn}}",
                    "source_endpoint_arn": f"${{{_ENDPOINT}.source.endpoint_arn}}",
                    "target_endpoint_arn": f"${{{_ENDPOINT}.target.endpoint_arn}}",
                    **values,
                }
            },
            _INSTANCE: {"pay": {_GROUPS: ["${aws_security_group.moves.id}"]}},
            _ENDPOINT: {
                "source": {"engine_name": "postgres", **signed},
                "target": {"engine_name": "aurora-postgresql", **signed},
            },
            "aws_vpc": {"pay": {"cidr_block": "10.0.0.0/16"}},
            "aws_security_group": {"moves": {"vpc_id": "${aws_vpc.pay.id}"}, "database": {}},
            "aws_vpc_security_group_egress_rule": opened,
        }
    }


def _ungrouped() -> Terraform:
    made = _moves()["resource"]
    return {"resource": {**made, _INSTANCE: {"pay": {"multi_az": True}}}}


def _without(rule: str) -> Terraform:
    made = _moves()["resource"]
    opened = {name: said for name, said in made["aws_vpc_security_group_egress_rule"].items() if name != rule}
    return {"resource": {**made, "aws_vpc_security_group_egress_rule": opened}}


RULE = Rule(
    id="dms-let-out",
    title="Security groups let what moves a database out to its source, its target and its secrets",
    severity=Severity.HIGH,
    types=(TASK,),
    scope="configuration",
    check=check,
    rationale=(
        "An instance that its own group keeps from the data centre is deployed and green, and its task "
        "fails at the first connection, on the day of the move."
    ),
    remediation=(
        "Give the instance's group egress rules: to the range of the data centre on the source's port, to "
        "the database's group on its port, and on 443 for Secrets Manager."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:CM-6"),
    requirements=("R94", "R96"),
    examples=Examples(
        passing=(_moves(), _moves(port="5432")),
        failing=(_moves(None), _moves(port=3306), _without("target"), _without("aws"), _ungrouped()),
        absent=(
            Status.UNKNOWN,
            resources(**{TASK: {"migration_type": "cdc"}}),
        ),
        unknown=(Status.UNKNOWN, _moves(port="${var.port}")),
    ),
)
