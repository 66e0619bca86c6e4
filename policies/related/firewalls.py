"""Web firewalls: whether one stands in front of something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.model import Judgement, fail, unknown
from policies.resource import Resource
from policies.values import is_known

ASSOCIATION: Final = "aws_wafv2_web_acl_association"


def behind_firewall(guarded: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An association names what is to be guarded, and a web ACL."""
    found = configuration.related(guarded, ASSOCIATION, "resource_arn")
    if not found:
        hidden = [
            other.address
            for other in configuration.of(ASSOCIATION, stack=guarded.stack)
            if not is_known(other.get("resource_arn"))
            and not configuration.target(other, other.get("resource_arn"))
        ]
        if hidden:
            yield unknown(f"only the plan can tell what {', '.join(hidden)} protects")
        else:
            yield fail(f"no {ASSOCIATION} names it")
    for association in found:
        acl = configuration.target(association, association.get("web_acl_arn"))
        if acl is not None and acl.type.removeprefix("data.") != "aws_wafv2_web_acl":
            yield fail(f"{association.address}: web_acl_arn refers to {acl.address}, which is no web ACL")
        elif not association.get("web_acl_arn"):
            yield fail(f"{association.address}: web_acl_arn is not set")
