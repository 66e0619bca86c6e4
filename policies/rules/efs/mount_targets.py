"""A file system can be mounted in every zone of its network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
from policies.rules.vpc._ways import groups_of, ways

_TARGET: Final = "aws_efs_mount_target"
_SYSTEM: Final = "file_system_id"
_GROUPS: Final = "security_groups"
_NFS: Final = 2049


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It has a mount target in each zone in which its network has subnets, and a group of each target lets
    NFS in (EFS User Guide, "Managing mount targets"). A target without groups has the network's default one.
    """
    if element.type == _TARGET:
        yield from _let_in(element, configuration)
        return
    if element.get("availability_zone_name") is not None:
        yield NOT_APPLICABLE  # it is in one zone alone, which stores-several-zones says
        return
    targets = configuration.related(element, _TARGET, _SYSTEM)
    if not targets:
        return
    subnets = [configuration.target(target, target.get("subnet_id")) for target in targets]
    if any(target.several for target in targets) or None in subnets:
        yield unknown("only the plan can tell in which subnets its mount targets are")
        return
    placed = [subnet for subnet in subnets if subnet is not None]
    there = {_zone(subnet) for subnet in placed}
    networks = {configuration.target(subnet, subnet.get("vpc_id")) for subnet in placed}
    for network in networks - {None}:
        others = {} if network is None else _zones(network, configuration)
        for zone in sorted(set(others) - there):
            yield fail(f"it has no mount target in {zone}, where {others[zone]} is", zone)


def _zones(network: Resource, configuration: Configuration) -> dict[str, str]:
    """The zones in which a network has subnets, each with the first of them."""
    found: dict[str, str] = {}
    for subnet in configuration.related(network, "aws_subnet", "vpc_id"):
        found.setdefault(_zone(subnet), subnet.address)
    return found


def _zone(subnet: Resource) -> str:
    return str(subnet.get("availability_zone") or subnet.get("availability_zone_id"))


def _let_in(target: Resource, configuration: Configuration) -> Iterator[Judgement]:
    groups = groups_of(target, target.get(_GROUPS), configuration)
    answers = {opening.has_port(_NFS) for opening, _ in ways(configuration, "ingress", groups)}
    named = ", ".join(sorted(group.address for group in groups if group is not None))
    if not target.get(_GROUPS):
        yield fail(
            f"{_GROUPS} is not set: it has the network's default group, which lets no client in", _GROUPS
        )
    elif True in answers:
        return
    elif None in answers or None in groups:
        yield unknown(f"only the plan can tell whether a group of it lets NFS in on {_NFS}")
    else:
        yield fail(f"{named} lets no client in on {_NFS}: a mount there hangs", _GROUPS)


def _system(*zones: str, mounted: int = 2) -> Terraform:
    subnets = {
        f"net_{number}": {"vpc_id": "${aws_vpc.main.id}", "availability_zone": zone}
        for number, zone in enumerate(zones)
    }
    targets = {
        name: {_SYSTEM: "${aws_efs_file_system.example.id}", "subnet_id": f"${{aws_subnet.{name}.id}}"}
        for name in list(subnets)[:mounted]
    }
    return {
        "resource": {
            "aws_vpc": {"main": {"cidr_block": "10.1.0.0/16"}},
            "aws_subnet": subnets,
            "aws_efs_file_system": {"example": {"creation_token": "files-zq7"}},
            _TARGET: targets,
        }
    }


def _target(port: object, groups: object = "${aws_security_group.files.id}") -> Terraform:
    rule = {
        "security_group_id": "${aws_security_group.files.id}",
        "ip_protocol": "tcp",
        "from_port": port,
        "to_port": port,
        "cidr_ipv4": "10.1.0.0/16",
    }
    return {
        "resource": {
            _TARGET: {"example": {_SYSTEM: "fs-0123", _GROUPS: groups and [groups]}},
            "aws_security_group": {"files": {"name": "files-zq7"}},
            "aws_vpc_security_group_ingress_rule": {"nfs": rule},
        }
    }


RULE = Rule(
    id="efs-mount-targets",
    title="File systems can be mounted in every zone of their network",
    severity=Severity.HIGH,
    types=("aws_efs_file_system", _TARGET),
    scope="configuration",
    check=check,
    rationale=(
        "Without a mount target in its zone a client goes to that of another, which its failure then takes "
        "along; behind a group that does not let NFS in, a mount hangs until it is given up."
    ),
    remediation=(
        "Add an EfsMountTarget in a subnet of each zone, with a SecurityGroup that lets port 2049 in from "
        "its clients."
    ),
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-13(5)"),
    requirements=("R142",),
    examples=Examples(
        passing=(_system("xx-test-1a", "xx-test-1b"), _target(2049), _system("xx-test-1a", mounted=1)),
        failing=(
            _system("xx-test-1a", "xx-test-1b", "xx-test-1c"),
            _target(27017),
            _target(2049, None),
        ),
        absent=(Status.PASS, resources(aws_efs_file_system={"creation_token": "files-zq7"})),
        unknown=(Status.UNKNOWN, _target("${var.port}")),
    ),
)
