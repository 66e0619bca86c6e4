"""What runs under which right, held against what is deployed and was done: every finding a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from handlers.local.processor import SimulatedProcessor
from rehearsal.account import clients
from rehearsal.deployed import read_deployed
from rehearsal.emulator.process import Emulator
from rehearsal.exercise import exercise
from rehearsal.invocations import compare_invocations
from rehearsal.permissions import Unexercised, compare
from rehearsal.platform_calls import platform_calls
from rehearsal.simulation import simulate
from tests.integration.deployed import Region

UNEXERCISED: Final = tuple(
    Unexercised(step, ("states:StartExecution",), "the processor answers until the fire, which comes later")
    for step in ("authorize", "capture", "refund")
)
"""What is granted and cannot be used here, with the reason."""


def check_access(
    emulator: Emulator,
    stacks: Path,
    regions: Sequence[Region],
    processor: SimulatedProcessor,
) -> list[str]:
    """Take the paths that are left, and tell what roles and functions' policies lack or have too much.

    stacks: the deployed copies of stacks with their states. regions: the first two are exercised. To be
    called after payments were made, settled, refunded and looked at, and before anything is broken.
    Raises NeverCameError where a function did not do its part.
    """
    estate = read_deployed(stacks)
    home, away, *_ = regions
    exercise(emulator, home, away, processor)
    codes: Mapping[str, str] = {region.name: region.code for region in regions}
    return [
        *compare(estate, emulator.ask("/_rehearsal/calls"), codes=codes, unexercised=UNEXERCISED),
        *compare_invocations(estate),
        *simulate(clients(emulator, home.name)("iam"), estate, platform_calls(estate)),
    ]
