"""A rule of a load balancer may share requests out between target groups by weights, and says so; ministack
knows a rule of one group alone. Each request goes its own way: who asks here keeps no cookies.

Source: the user guide of Application Load Balancers, "Forward actions" (weights from 0 to 999).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import Any, Final

from ministack.services import alb

_parse, _written, _execute = alb._parse_actions, alb._action_xml, alb._execute_action
_NOBODY: Final = 503, {"Content-Type": "text/plain"}, b"every target group has the weight 0"


def apply() -> None:
    """Replace how actions are read, told and done."""
    alb._parse_actions = _parse_with_groups
    alb._action_xml = _written_with_groups
    alb._execute_action = _execute_by_weight


def _parse_with_groups(asked: Any, prefix: str = "DefaultActions") -> list[dict[str, Any]]:
    actions: list[dict[str, Any]] = _parse(asked, prefix)
    for number, action in enumerate(actions, 1):
        config = f"{prefix}.member.{number}.ForwardConfig"
        groups = [
            {"TargetGroupArn": arn, "Weight": int(weight)}
            for arn, weight in _groups(asked, f"{config}.TargetGroups")
        ]
        if groups:
            stickiness = f"{config}.TargetGroupStickinessConfig"
            action["ForwardConfig"] = {
                "TargetGroups": groups,
                "Enabled": alb._p(asked, f"{stickiness}.Enabled", "false"),
                "DurationSeconds": alb._p(asked, f"{stickiness}.DurationSeconds"),
            }
    return actions


def _groups(asked: Any, prefix: str) -> Iterator[tuple[str, str]]:
    for number in count(1):
        arn = alb._p(asked, f"{prefix}.member.{number}.TargetGroupArn")
        if not arn:
            return
        yield arn, alb._p(asked, f"{prefix}.member.{number}.Weight", "1")


def _written_with_groups(action: dict[str, Any]) -> str:
    told: str = _written(action)
    config = action.get("ForwardConfig")
    if config is None:
        return told
    groups = "".join(
        f"<member><TargetGroupArn>{each['TargetGroupArn']}</TargetGroupArn><Weight>{each['Weight']}</Weight></member>"
        for each in config["TargetGroups"]
    )
    lasting = config["DurationSeconds"] and f"<DurationSeconds>{config['DurationSeconds']}</DurationSeconds>"
    stickiness = f"<Enabled>{config['Enabled']}</Enabled>{lasting}"
    forward = (
        f"<TargetGroups>{groups}</TargetGroups>"
        f"<TargetGroupStickinessConfig>{stickiness}</TargetGroupStickinessConfig>"
    )
    return told.replace("</member>", f"<ForwardConfig>{forward}</ForwardConfig></member>")


async def _execute_by_weight(action: dict[str, Any], *request: Any, **more: Any) -> Any:
    config = action.get("ForwardConfig")
    if config is None:
        return await _execute(action, *request, **more)
    weights = {each["TargetGroupArn"]: each["Weight"] for each in config["TargetGroups"]}
    if not any(weights.values()):
        return _NOBODY
    (chosen,) = random.choices(list(weights), list(weights.values()))  # noqa: S311 - shares out, hides nothing
    return await _execute({**action, "TargetGroupArn": chosen}, *request, **more)
