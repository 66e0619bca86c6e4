"""What runs under which right, held against what is deployed and was done: every finding a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rehearsal.account import clients
from rehearsal.deployed import read_deployed
from rehearsal.emulator.process import Emulator
from rehearsal.exercise import exercise
from rehearsal.invocations import compare_invocations
from rehearsal.permissions import compare
from rehearsal.platform_calls import platform_calls
from rehearsal.processor import ProcessorServer
from rehearsal.simulation import simulate
from tests.integration.deployed import Region


def check_access(
    emulator: Emulator,
    stacks: Path,
    regions: Sequence[Region],
    processor: ProcessorServer,
) -> list[str]:
    """Take the paths that are left, and tell what roles and functions' policies lack or have too much.

    stacks: the deployed copies of stacks with their states. regions: the first two are exercised. To be
    called after payments were made, settled, refunded and looked at, and before anything is broken.
    Raises WaitTimeoutError where a function did not do its part.
    """
    configuration = read_deployed(stacks)
    home, away, *_ = regions
    exercise(emulator, home, away, processor)
    codes: Mapping[str, str] = {region.name: region.code for region in regions}
    return [
        *compare(configuration, emulator.ask("/_rehearsal/calls"), codes=codes),
        *compare_invocations(configuration),
        *simulate(clients(emulator, home.name)("iam"), configuration, platform_calls(configuration)),
    ]
