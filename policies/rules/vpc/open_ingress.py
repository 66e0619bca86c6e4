"""Only a public load balancer faces the internet, and only over HTTPS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from policies import expect
from policies.configuration import Configuration, recalled
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.vpc._openings import EGRESS_TYPES, GROUPS, INGRESS_TYPES, Opening, openings
from policies.values import is_known


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """What comes from anywhere comes to port 443, or to a port 80 that redirects, of such a balancer.

    A prefix list of an AWS service is not the internet; what another list holds only the account can tell.
    """
    if holder.type in GROUPS:
        yield from expect.written_out(holder, "ingress")
    for opening in openings(holder, configuration, "ingress"):
        if opening.anywhere is False:
            continue
        found = tuple(_objections(opening, configuration))
        if opening.anywhere:
            yield from found
        elif found:
            yield unknown(f"it may admit the internet: {opening.label}")


def _objections(opening: Opening, configuration: Configuration) -> Iterator[Judgement]:
    if opening.protocol != "tcp" or opening.ports not in ((443, 443), (80, 80)):
        yield fail(f"it admits {opening.label}", opening.label)
        return
    if opening.group is None:
        yield unknown(f"it admits {opening.label} to a group that is not of this configuration")
        return
    users = _attached(configuration).get(opening.group, ())
    if not users:
        message = f"it admits {opening.label}, and no internet-facing load balancer has the group"
        if configuration.is_handed_on(opening.group):
            yield unknown(f"{message}, unless one of a stack to which an output hands it")
        else:
            yield fail(message, opening.label)
    for user in users:
        if user.type not in ("aws_lb", "aws_alb"):
            yield fail(
                f"it admits {opening.label} to {user.address}, which is no load balancer",
                f"{opening.label} to {user.address}",
            )
        elif not is_known(user.get("internal")):
            yield unknown(f"it admits {opening.label} to {user.address}, which may be internal")
        elif expect.is_true(user.get("internal")):
            yield fail(
                f"it admits {opening.label} to {user.address}, which is internal",
                f"{opening.label} to {user.address}",
            )
        elif opening.ports == (80, 80) and not _redirects(user, configuration):
            yield fail(
                f"it admits {opening.label} to {user.address}, which does not only redirect port 80",
                f"{opening.label} to {user.address}",
            )


@recalled
def _attached(configuration: Configuration) -> Mapping[Resource | None, Mapping[Resource, None]]:
    """Everything that has each security group: load balancers, functions, databases, endpoints."""
    members = ("security_groups", "security_group_ids", "vpc_security_group_ids")
    found: dict[Resource | None, dict[Resource, None]] = defaultdict(dict)
    for user in configuration.elements:
        if user.is_managed and user.type not in (*INGRESS_TYPES, *EGRESS_TYPES):
            single = user.type == "aws_network_interface_sg_attachment"
            for path, text in user.strings():
                if path.rsplit(".", 1)[-1] in members or single:
                    found[configuration.target(user, text)][user] = None
    return found


def _redirects(balancer: Resource, configuration: Configuration) -> bool:
    """Whether port 80 has a listener and every action there is a redirect to HTTPS."""
    listeners = [
        found
        for kind in ("aws_lb_listener", "aws_alb_listener")
        for found in configuration.naming(balancer, kind, "load_balancer_arn")
        if str(found.get("port")) == "80"
    ]
    rules = [
        found
        for listener in listeners
        for kind in ("aws_lb_listener_rule", "aws_alb_listener_rule")
        for found in configuration.naming(listener, kind, "listener_arn")
    ]
    return bool(listeners) and all(
        block.get("type") == "redirect" and replace(holder, values=block).get("redirect.protocol") == "HTTPS"
        for attribute, holders in (("default_action", listeners), ("action", rules))
        for holder in holders
        for block in holder.blocks(attribute) or ({},)
    )


def _ingress(port: int, *ranges: str, **rule: object) -> dict[str, object]:
    return {
        "ingress": [{"protocol": "tcp", "from_port": port, "to_port": port, "cidr_blocks": [*ranges], **rule}]
    }


def _stack(group: Mapping[str, Any], **others: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "resource": {
            "aws_security_group": {"example": group},
            **{kind: {"edge": values} for kind, values in others.items()},
        }
    }


BALANCER = {"security_groups": ["${aws_security_group.example.id}"]}
WORLD = "0.0.0.0/0"
REDIRECT = {"type": "redirect", "redirect": {"protocol": "HTTPS", "status_code": "HTTP_301"}}


def _listener(action: object, port: object = 80) -> dict[str, Any]:
    return {"load_balancer_arn": "${aws_lb.edge.arn}", "port": port, "default_action": [action]}


def _rule(kind: str, values: dict[str, object]) -> Terraform:
    stack = _stack({}, aws_lb={**BALANCER, "internal": True})
    stack["resource"][kind] = {"example": {"security_group_id": "${aws_security_group.example.id}", **values}}
    return stack


RULE = Rule(
    id="vpc-open-ingress",
    title="Only internet-facing load balancers admit the internet, over HTTPS",
    severity=Severity.HIGH,
    types=INGRESS_TYPES,
    scope="configuration",
    check=check,
    rationale=(
        "Whatever the whole internet can reach, it attacks. One entrance, the load balancer's port 443, can "
        "be watched, filtered and patched; a second one is forgotten."
    ),
    remediation=(
        "Name the source by referenced_security_group_id or by the range of the VPC. Only the group of an "
        "internet-facing Lb may admit 0.0.0.0/0, on port 443, and on 80 where the listener redirects."
    ),
    controls=(
        *("pci-dss-4.0.1:1.3.1", "pci-dss-4.0.1:1.4.2"),
        *("nist-800-53-r5:SC-7(5)", "nist-800-53-r5:SC-7(11)"),
    ),
    requirements=("R45", "R104", "R146"),
    told_by=("vpc-open-admin-ports",),
    examples=Examples(
        passing=(
            _stack(_ingress(5432, security_groups=["${aws_security_group.application.id}"])),
            _stack(_ingress(443, "10.0.0.0/16")),
            _stack(_ingress(443, WORLD), aws_lb=BALANCER),
            _stack(
                _ingress(443, WORLD, ipv6_cidr_blocks=["::/0"]), aws_alb={**BALANCER, "internal": "false"}
            ),
            _stack(_ingress(80, WORLD), aws_lb=BALANCER, aws_lb_listener=_listener(REDIRECT, "80")),
            _stack(_ingress(443, "${aws_vpc.edge.cidr_block}"), aws_vpc={"cidr_block": "10.0.0.0/16"}),
        ),
        failing=(
            _stack(_ingress(443, WORLD)),
            _stack(_ingress(443, WORLD), aws_lb={**BALANCER, "internal": True}),
            _stack(_ingress(443, WORLD), aws_lb={"security_groups": ["${aws_security_group.other.id}"]}),
            _stack(
                _ingress(443, WORLD),
                aws_lb=BALANCER,
                aws_rds_cluster={"vpc_security_group_ids": ["${aws_security_group.example.id}"]},
            ),
            _stack(_ingress(443, "0.0.0.0/1", "128.0.0.0/1")),
            _stack(_ingress(5432, "10.0.0.0/16", WORLD), aws_lb=BALANCER),
            _stack(_ingress(443, WORLD, to_port=8443), aws_lb=BALANCER),
            _stack(_ingress(443, WORLD, protocol="-1"), aws_lb=BALANCER),
            _stack(_ingress(80, WORLD), aws_lb=BALANCER),
            _stack(_ingress(80, WORLD), aws_lb=BALANCER, aws_lb_listener=_listener("${var.action}")),
            _stack(_ingress(80, WORLD), aws_lb=BALANCER, aws_lb_listener=_listener({"type": "forward"})),
            _stack(
                _ingress(80, WORLD),
                aws_lb=BALANCER,
                aws_lb_listener=_listener({"type": "redirect", "redirect": {"port": "443"}}),
            ),
            _stack(
                _ingress(80, WORLD),
                aws_lb=BALANCER,
                aws_lb_listener=_listener(REDIRECT),
                aws_lb_listener_rule={
                    "listener_arn": "${aws_lb_listener.edge.arn}",
                    "action": [{"type": "forward"}],
                },
            ),
            _rule(
                "aws_vpc_security_group_ingress_rule",
                {"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv6": "::/0"},
            ),
            _rule(
                "aws_security_group_rule",
                {
                    "type": "ingress",
                    "protocol": "all",
                    "from_port": -1,
                    "to_port": -1,
                    "cidr_blocks": [WORLD],
                },
            ),
            _rule("aws_default_security_group", _ingress(8080, WORLD)),
        ),
        absent=(Status.PASS, _stack({"description": "closed"})),
        unknown=(Status.UNKNOWN, _stack(_ingress(8443, prefix_list_ids=["pl-0123456789"]))),
    ),
)
