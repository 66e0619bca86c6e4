"""A rule of a load balancer rewrites the path of what it forwards; ministack keeps what it says of that, and
forwards the path as it came.

Source: the user guide of Application Load Balancers, "Transforms for listener rules".
"""

from __future__ import annotations

import re
from typing import Any, Final

from ministack.services import alb

_GROUP: Final = re.compile(r"\$(\d)")
_execute = alb._execute_actions


def apply() -> None:
    """Replace how the actions of a rule are done."""
    alb._execute_actions = _execute_below_another_path


async def _execute_below_another_path(
    actions: Any, method: str, path: str, *request: Any, raw_path: str | None = None, **more: Any
) -> Any:
    rule: Any = next((each for each in alb._rules.values() if each.get("Actions") is actions), {})
    raw = raw_path or path
    for transform in rule.get("Transforms", ()):
        for rewrite in transform.get("UrlRewriteConfig", {}).get("Rewrites", ()):
            replace = _GROUP.sub(r"\\\1", rewrite["Replace"])
            path, raw = (re.sub(rewrite["Regex"], replace, each, count=1) for each in (path, raw))
    return await _execute(actions, method, path, *request, raw_path=raw, **more)
