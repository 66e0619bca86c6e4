"""The work of a rule grows with the configuration, and no faster: what it looks for is looked up.

Counted in calls of functions, which are the same in every run, rather than in time: what is remembered of the
texts of stacks, by caches with a bound, is forgotten before.
"""

from __future__ import annotations

import json
import sys
from types import FrameType
from typing import Any

import pytest

from policies.configuration import Configuration
from policies.engine import judge
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.model import Rule
from policies.registry import load
from tests.policies.test_absent import network

pytestmark = pytest.mark.fuzz

RULES = {rule.id: rule for rule in load().rules}
FEW, MANY = 3, 9
NAMES = ("zq7", "receipts", "example.com", "tfstate")
"""What stands in the names of the rules' examples: each copy has names of its own."""

OF_WHAT_IS_TOLD = frozenset({"access-personal-data"})
"""These tell each pair of a store and a role that reads it; a role that reads everything is told of at each.
Their work grows with the pairs that are told, not with all that there are.
"""


def copies(rule: Rule, number: int) -> Configuration:
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


def forget() -> None:
    """Empty each cache of `policies` that has a bound, which are those of texts of stacks."""
    for name, module in list(sys.modules.items()):
        for value in vars(module).values() if name.startswith("policies") else ():
            if hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"] is not None:
                value.cache_clear()


def judged(rule: Rule, configuration: Configuration) -> tuple[int, int]:
    """How many functions are called to judge a configuration by a rule, and how much that tells."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    forget()
    sys.setprofile(count)
    try:
        result = judge(configuration, [rule])
    finally:
        sys.setprofile(None)
    assert not result.errors
    return counted, sum(len(found.parts) for found in result.findings)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_three_times_the_stacks_are_three_times_the_work(rule: Rule) -> None:
    (few, told), (many, tells) = (judged(rule, copies(rule, number)) for number in (FEW, MANY))
    work = tells / told if rule.id in OF_WHAT_IS_TOLD else MANY / FEW
    assert many / few < work * 1.2, f"{few} calls for {FEW} copies, {many} for {MANY}"


@pytest.mark.parametrize("rule", ["parity-attributes", "parity-regions"])
def test_three_times_as_much_that_a_region_lacks_is_three_times_the_work(rule: str) -> None:
    """Each zone more is named by one list of all zones, which is read as a whole."""

    def lacking(zones: int) -> Configuration:
        made = {f"pay-{region}": network(region, zones) for region in ("xx-test-1", "xx-test-2")}
        return build({**made, "pay-xx-test-3": network("xx-test-3", 1)}, Metadata(), NO_OVERRIDES)

    few, many = (judged(RULES[rule], lacking(zones))[0] for zones in (40, 120))
    assert many / few < 3 * 1.2, f"{few} calls for 40 zones, {many} for 120"
