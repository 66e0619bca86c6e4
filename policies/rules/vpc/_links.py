"""Links from APIs into a VPC, and the load balancers that nobody reaches but by one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration, recalled
from policies.model import Judgement, fail, unknown
from policies.resource import Resource
from policies.rules.vpc._ways import groups_of, ways

LINK: Final = "aws_apigatewayv2_vpc_link"

_MEMBERS: Final = {
    "aws_lambda_function": "vpc_config.security_group_ids",
    "aws_ecs_service": "network_configuration.security_groups",
    "aws_lb": "security_groups",
    "aws_instance": "vpc_security_group_ids",
}


def by_links_alone(balancer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The load balancer is internal, and its groups let in members of the groups of links, and nobody else.

    Who is a member of such a group, and no link, is found by the groups of each.
    """
    internal = balancer.get("internal")
    if not expect.is_true(internal):
        yield (
            fail(f"{balancer.address} is not internal")
            if internal is None or expect.is_false(internal)
            else unknown(f"only the plan can tell whether {balancer.address} is internal")
        )
        return
    groups = groups_of(balancer, balancer.get("security_groups"), configuration)
    links = _groups_of_links(configuration)
    if not groups or None in groups:
        yield unknown(f"only the plan can tell which groups {balancer.address} has")
        return
    let_in = False
    for opening, named in ways(configuration, "ingress", groups):
        let_in |= bool(named)
        if opening.peers:
            yield fail(f"{balancer.address} lets in {', '.join(opening.peers)}, and not a link alone")
        if None in named:
            yield unknown(f"only the plan can tell whom {opening.rule.address} lets in")
        for peer in sorted((each for each in named if each), key=lambda group: group.address):
            if peer not in links:
                yield fail(f"{balancer.address} lets in {peer.address}, which is no group of a link")
            elif users := _others(peer, configuration):
                yield fail(f"{users} has the group {peer.address} of the link as well")
    if not let_in:
        yield fail(f"{balancer.address} lets no link in")


@recalled
def _groups_of_links(configuration: Configuration) -> frozenset[Resource | None]:
    return frozenset(
        group
        for link in configuration.of(LINK)
        for group in groups_of(link, link.get("security_group_ids"), configuration)
    )


@recalled
def _members(configuration: Configuration) -> dict[Resource, list[str]]:
    """By group, whose it is."""
    found: dict[Resource, list[str]] = {}
    for kind, attribute in _MEMBERS.items():
        for user in configuration.of(kind):
            for group in groups_of(user, user.get(attribute), configuration):
                if group is not None:
                    found.setdefault(group, []).append(user.address)
    return found


def _others(group: Resource, configuration: Configuration) -> str:
    """Who else is a member of a link's group: functions, tasks, and whatever names groups."""
    return ", ".join(sorted(_members(configuration).get(group, ())))
