"""The platform after a change, judged by the one rule that a test is about."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from policies.engine import judge
from policies.gate.reading.folder import NO_OVERRIDES, Reading, build
from policies.model import Status
from policies.registry import load

REGISTRY = load()
Stacks = Mapping[str, Any]
"""Each stack's JSON, by the stack's name."""


def changed(platform: Reading, stack: str, change: Callable[[Any], object]) -> Stacks:
    """The stacks, with `change` made to the resources of a copy of one of them."""
    copied = copy.deepcopy(dict(platform.contents[stack]))
    change(copied["resource"])
    return {**platform.contents, stack: copied}


def fails(rule: str, platform: Reading, stacks: Stacks) -> bool:
    """Whether the rule finds a failure in the stacks, which belong together as those of the platform do."""
    judged = judge(build(stacks, platform.metadata, NO_OVERRIDES), [REGISTRY[rule]])
    assert judged.errors == ()
    return any(finding.status is Status.FAIL for finding in judged.findings)
