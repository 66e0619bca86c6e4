"""Each phase of each migration is synthesized and judged as the first one is, before a team is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from rehearsal.synthesis import synthesize
from tests.systems.phase_alarms import PLANS

pytestmark = pytest.mark.synth

LATER: Final = [(name, phase) for name, plan in PLANS.items() for phase in plan.phases if phase != plan.phase]


@pytest.mark.parametrize(("system", "phase"), LATER)
def test_main_py_finds_nothing_wrong_in_a_later_phase(tmp_path: Path, system: str, phase: str) -> None:
    synthesize(PLANS[system], phase, tmp_path)
    assert list(tmp_path.glob("stacks/*/cdk.tf.json"))
