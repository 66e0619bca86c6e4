"""A network ACL is that of a subnet, and lets the answers to what it lets through come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from policies.resource import Resource
from policies.rules.vpc._acls import ENTRY, Entry, by_list, entries_of

_ACL: Final = "aws_network_acl"
_ASSOCIATION: Final = "aws_network_acl_association"
_BACK: Final = {"ingress": "egress", "egress": "ingress"}
_EPHEMERAL: Final = 40_000
"""A port that every system may choose for its end of a connection (VPC User Guide, "Ephemeral ports")."""
_ONE_SERVICE: Final = 1000


def check(acl: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Some subnet has it; for each service that it lets through to or from somebody, packets to the ports
    that callers choose are let through to the same in the other direction: it remembers no connection.
    """
    if not acl.get("subnet_ids") and not configuration.related(acl, _ASSOCIATION, "network_acl_id"):
        yield expect.absent(acl, configuration, _ASSOCIATION, "network_acl_id", "no subnet has it")
    holders = (acl, *configuration.related(acl, ENTRY, "network_acl_id"))
    hidden = any(None in entries_of(each, configuration) for each in holders) or any(
        list(expect.written_out(acl, direction)) for direction in _BACK
    )
    listed = {direction: by_list(configuration).get((acl, direction), []) for direction in _BACK}
    if not any(listed.values()) and not hidden:
        yield NOT_APPLICABLE
        return
    for direction, back in _BACK.items():
        for entry in listed[direction]:
            if _is_service(entry) and not _answered(entry, listed[back]):
                said = f"{direction}: answers to {entry.label} are let through by no rule of {back}"
                yield (
                    unknown(f"only the plan can tell whether {said}")
                    if hidden
                    else fail(said, f"{direction} {entry.number:g}")
                )


def _is_service(entry: Entry) -> bool:
    """Whether it lets through what one service has, and no answers themselves."""
    if not entry.allows or entry.protocol != "tcp" or entry.ports is None:
        return False
    first, last = entry.ports
    return last - first < _ONE_SERVICE and not first <= _EPHEMERAL <= last


def _answered(entry: Entry, back: Sequence[Entry]) -> bool:
    return any(
        each.allows
        and each.network.version == entry.network.version
        and each.network.overlaps(entry.network)
        and (
            each.protocol == "-1"
            or (
                each.protocol == "tcp"
                and each.ports is not None
                and each.ports[0] <= _EPHEMERAL <= each.ports[1]
            )
        )
        for each in back
    )


def _entry(first: object, last: object, block: str = "10.0.0.0/16", **changed: object) -> dict[str, Any]:
    ports = {"from_port": first, "to_port": last}
    return {"rule_no": 100, "action": "allow", "protocol": "tcp", "cidr_block": block, **ports, **changed}


def _acl(out: dict[str, Any] | None, subnet: str | None = "${aws_subnet.data.id}") -> Terraform:
    said = {"ingress": [_entry(5432, 5432)], "egress": [out] if out else []}
    return resources(
        **{_ACL: {"vpc_id": "${aws_vpc.main.id}", "subnet_ids": [subnet] if subnet else [], **said}}
    )


def _associated() -> Terraform:
    """A list of which the subnet is said apart."""
    made = _acl(_entry(1024, 65535), None)["resource"]
    said = {"network_acl_id": f"${{{_ACL}.example.id}}", "subnet_id": "${aws_subnet.data.id}"}
    return {"resource": {**made, _ASSOCIATION: {"data": said}}}


RULE = Rule(
    id="vpc-acl-answers",
    title="Network ACLs are those of subnets, and let answers come back",
    severity=Severity.MEDIUM,
    types=(_ACL,),
    scope="configuration",
    check=check,
    rationale=(
        "A list that no subnet has guards nothing. One that lets requests in and no answers out looks as if "
        "a service were open, and every call to it times out."
    ),
    remediation="Name the subnets in subnet_ids, and allow TCP 1024-65535 back to the range of the callers.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:CM-6"),
    requirements=("R45", "R100"),
    examples=Examples(
        passing=(_acl(_entry(1024, 65535)), _acl(_entry(0, 0, protocol="-1")), _associated()),
        failing=(
            _acl(None),
            _acl(_entry(443, 443)),
            _acl(_entry(1024, 65535, "192.0.2.0/24")),
            _acl(_entry(1024, 65535), None),
        ),
        absent=(Status.FAIL, resources(**{_ACL: {"vpc_id": "${aws_vpc.main.id}"}})),
        unknown=(Status.UNKNOWN, _acl(_entry("${var.first}", 65535))),
    ),
)
