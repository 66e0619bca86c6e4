"""Faults between callers and AWS, told at `/_rehearsal/faults`: a list of objects, the first that meets
a request befalls it. None of their fields but `kind` is needed; what is not named meets all.

caller_region, target_region, service, operation: what a request must be (`requests.Call`).
kind: `refuse` (the connection is closed without an answer), `slow` (after `seconds`), `error` (AWS's error of
that `code` and `status`), `lost_answer` (it is done, then the connection is closed).
rate: how many of the requests it befalls, 0 to 1; which ones is decided by `seed` and their order.
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from rehearsal.emulator import regions
from rehearsal.emulator.requests import Call

KINDS: Final = ("refuse", "slow", "error", "lost_answer")
_faults: list[Fault] = []


@dataclass(slots=True, kw_only=True)
class Fault:
    """See above. befallen: how many requests so far."""

    kind: str
    caller_region: str = ""
    target_region: str = ""
    service: str = ""
    operation: str = ""
    seconds: float = 1.0
    code: str = "InternalServerError"
    status: int = 500
    rate: float = 1.0
    seed: int = 0
    befallen: int = field(default=0, init=False)
    dice: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"a fault is one of {', '.join(KINDS)}, and not {self.kind}")
        # Of faults with one seed, each has its own luck.
        own = (self.kind, self.caller_region, self.target_region, self.service, self.operation)
        self.dice = random.Random(f"{self.seed} {own}")  # noqa: S311 - to be repeated

    def befalls(self, call: Call) -> bool:
        """Whether it meets this request; each that it could meet is one throw of the dice."""
        asked = ("caller_region", "target_region", "service", "operation")
        if any(getattr(self, name) and getattr(self, name) != getattr(call, name) for name in asked):
            return False
        if self.dice.random() >= self.rate:
            return False
        self.befallen += 1
        return True


def faults(told: Any) -> list[dict[str, Any]]:
    """The faults; a list that is told replaces them. Raises ValueError."""
    if told is not None:
        known = {each.name for each in fields(Fault) if each.init}
        unknown = sorted({name for each in told for name in each} - known)
        if unknown:
            raise ValueError(f"a fault has no {', '.join(unknown)}")
        _faults[:] = [Fault(**each) for each in told]
    return [{k: v for k, v in asdict(fault).items() if k != "dice"} for fault in _faults]


def expected() -> bool:
    """Whether any request may be befallen."""
    return bool(_faults) or regions.any_lost()


def fault_of(call: Call) -> Fault | None:
    """What befalls a request."""
    if regions.lost(call.target_region) or regions.lost(call.caller_region):
        return Fault(kind="refuse")
    return next((fault for fault in _faults if fault.befalls(call)), None)
