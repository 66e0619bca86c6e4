"""The platform after a change, judged by the one rule that a test is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.engine import judge
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.folder import Reading
from policies.model import Status
from policies.registry import load

REGISTRY = load()
Stacks = Mapping[str, Any]
"""Each stack's JSON, by the stack's name."""


def fails(rule: str, platform: Reading, stacks: Stacks) -> bool:
    """Whether the rule finds a failure in the stacks, which belong together as those of the platform do."""
    judged = judge(build(stacks, platform.metadata, NO_OVERRIDES), [REGISTRY[rule]])
    assert judged.errors == ()
    return any(finding.status is Status.FAIL for finding in judged.findings)
