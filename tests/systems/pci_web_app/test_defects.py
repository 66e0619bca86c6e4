"""Each of forty single defects, chosen without sight of the rules, is found by a rule of ours.

`defects.json` says what each is, and the edits of the synthesized stacks that make it. The first time that
they were applied, rules found 30. The defects stay as they were chosen: where one is not found, a rule is
missing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policies.gate.reading.folder import Reading, read
from tests.systems.defects import Defect, defects_beside, failing, failing_with

pytestmark = pytest.mark.synth


@pytest.fixture(scope="module")
def reading(synthesis_of: Callable[[str], Path]) -> Reading:
    return read(synthesis_of("pci_web_app"))


def test_nothing_fails_without_a_defect(reading: Reading) -> None:
    assert failing(reading, reading.contents) == frozenset()


@pytest.mark.parametrize("defect", defects_beside(__file__), ids=lambda defect: defect["name"])
def test_a_rule_finds_it(reading: Reading, defect: Defect) -> None:
    assert failing_with(reading, defect), f"no rule finds it: {defect['why']}"
