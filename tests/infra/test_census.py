"""Nothing appears or disappears unseen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.infra.census import GOLDEN, census

if TYPE_CHECKING:
    from tests.infra.synthesis import Estate

pytestmark = pytest.mark.synth


def test_the_synthesis_holds_what_the_golden_census_counts(estate: Estate) -> None:
    told = "counts changed; if that was meant: python -m tests.infra.census"
    assert census(estate) == json.loads(GOLDEN.read_text(encoding="utf-8")), told
