"""The work of a rule grows with the estate, and no faster: what it looks for is looked up.

Counted in calls of functions, which are the same in every run, rather than in time.
"""

from __future__ import annotations

import json
import sys
from types import FrameType
from typing import Any

import pytest

from policies.engine import judge
from policies.estate import Estate
from policies.gate.reading.folder import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.model import Rule
from policies.registry import load

pytestmark = pytest.mark.fuzz

RULES = {rule.id: rule for rule in load().rules}
FEW, MANY = 3, 9
NAMES = ("zq7", "receipts", "example.com", "tfstate")
"""What stands in the names of the rules' examples: each copy has names of its own."""


def copies(rule: Rule, number: int) -> Estate:
    """The rule's examples so many times, each time another system's."""
    stacks: dict[str, Any] = {}
    for copy in range(number):
        for place, example in enumerate((*rule.examples.passing, *rule.examples.failing)):
            text = json.dumps(example)
            for name in NAMES:
                text = text.replace(name, f"{name}{copy}")
            stacks[f"copy{copy}-{place}"] = json.loads(text)
    systems = {stack: StackMetadata(stack.partition("-")[0], "zq7", "ephemeral") for stack in stacks}
    return build(stacks, Metadata(stacks=systems), NO_OVERRIDES)


def calls(rule: Rule, estate: Estate) -> int:
    """How many functions are called to judge an estate by a rule."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        judge(estate, [rule])
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_three_times_the_stacks_are_three_times_the_work(rule: Rule) -> None:
    few, many = (calls(rule, copies(rule, number)) for number in (FEW, MANY))
    assert many / few < MANY / FEW * 1.2, f"{few} calls for {FEW} copies, {many} for {MANY}"
