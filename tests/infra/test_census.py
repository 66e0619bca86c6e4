"""Nothing appears or disappears unseen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from infra.systems import SYSTEMS
from tests.infra.census import census, golden
from tests.infra.synthesis import Configuration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.synth


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_synthesis_holds_what_the_golden_census_counts(
    system: str, synthesis_of: Callable[[str], Path]
) -> None:
    told = "counts changed; if that was meant: python -m tests.infra.census"
    counted = census(Configuration.read(synthesis_of(system)))
    assert counted == json.loads(golden(system).read_text(encoding="utf-8")), told
