"""No rule breaks at a value of another shape, at any place of any of its examples: what Terraform would
refuse must not keep the gate from judging the rest.

`ODD_VALUES` says how many values each place gets in turn; `make nightly` asks for more.
"""

from __future__ import annotations

import json
import os
from binascii import crc32
from typing import Any, Final

import pytest

from policies.engine import judge
from policies.examples import stacks_of
from policies.gate.proving import metadata_of
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.model import Rule
from policies.registry import load
from tests.policies.spoiling import STRANGE, at, places_in

pytestmark = pytest.mark.fuzz

AT_ONE_PLACE: Final = int(os.environ.get("ODD_VALUES", "1"))
OF_AN_ELEMENT: Final = ("resource", "data", "ephemeral")
IN_NO_FILE: Final = {"parity-verdicts"}
"""What judges elements that the gate makes itself."""


@pytest.mark.parametrize(
    "rule", [rule for rule in load().rules if rule.id not in IN_NO_FILE], ids=lambda rule: rule.id
)
def test_no_rule_breaks_at_a_value_of_another_shape(rule: Rule) -> None:
    broken = [
        f"{error}: {value!r:.80} at {place}"
        for _, _, example in rule.examples
        for stacks in (stacks_of(example),)
        for place in places_in(stacks)
        # The stack, the section, the type and the name are for the gate's reader to refuse.
        if len(place) > (4 if place[1:2] and place[1] in OF_AN_ELEMENT else 3)
        for number in range(AT_ONE_PLACE)
        for value in (STRANGE[(crc32(str(place).encode()) + number) % len(STRANGE)],)
        for error in judge(
            build(with_it(stacks, place, value), metadata_of(*stacks), NO_OVERRIDES), [rule]
        ).errors
    ]
    assert broken == []


def with_it(stacks: Any, place: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """A copy of some stacks with another value at a place."""
    changed: dict[str, Any] = json.loads(json.dumps(stacks))
    at(changed, place).put(json.loads(json.dumps(value)))
    return changed
