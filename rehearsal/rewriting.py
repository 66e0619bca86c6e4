"""How rules of a load balancer rewrite paths, told by the API where hashicorp/aws lacks it, and boto3 too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rehearsal.stacks import Stack

ARGUMENT: Final = ("aws_lb_listener_rule", "transform")
_CALL: Final = "before-call.elastic-load-balancing-v2.ModifyRule"


def rewrites(stacks: Iterable[Stack]) -> Iterator[Mapping[str, str]]:
    """What the rules of stacks rewrite: `regex` and `replace`, one a rule."""
    for stack in stacks:
        for rule in stack.content.get("resource", {}).get(ARGUMENT[0], {}).values():
            for transform in rule.get(ARGUMENT[1], ()):
                yield transform["url_rewrite_config"]["rewrite"]


def rewrite(balancing: Any, rule: str, wanted: Mapping[str, str]) -> None:
    """Have a rule rewrite paths."""
    told = {
        "Transforms.member.1.Type": "url-rewrite",
        "Transforms.member.1.UrlRewriteConfig.Rewrites.member.1.Regex": wanted["regex"],
        "Transforms.member.1.UrlRewriteConfig.Rewrites.member.1.Replace": wanted["replace"],
    }

    def add(params: Any, **_: object) -> None:
        params["body"].update(told)

    balancing.meta.events.register(_CALL, add)
    try:
        balancing.modify_rule(RuleArn=rule)
    finally:
        balancing.meta.events.unregister(_CALL, add)
