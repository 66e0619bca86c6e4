"""What a stack belongs to, where that is known, and in which form it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

UNKNOWN: Final = "unknown"
PROFILES: Final = ("ephemeral", "throughput", "production")
IN_PRODUCTION: Final = frozenset({"live", "prd", "prod", "production"})
"""How teams tag what is in production. No tag tells another profile: all of them ask for less."""


class Form(StrEnum):
    """In which form a stack is told: as it is synthesized, or as Terraform shows its plan or its state."""

    SYNTHESIS = "synthesis"
    PLAN = "plan"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Promises:
    """What a system promises beside what every system does, as its settings say and a synthesis notes.

    isolated: none of its networks has a way to the internet.
    log_days: for how many days exactly its logs are kept; None: a year or more.
    health_seconds: how often health checks ask, at the least.
    scheduled_mb: the memory of what a schedule calls, at the least; all else has what R64 says.
    tags: the keys of tags that every resource carries beside those of every system.
    uneven: the arguments, as `<type>.<argument>`, in which its regions differ on purpose.
    readers: by the name of a store, the names of the roles of its region that alone may read it.
    parameters: functions have every value of theirs from Parameter Store.
    fixed_names: parts of names that are in every phase, although a word of theirs is that of a phase.
    expires: the attribute by which an item of its tables expires; empty: whichever.
    shares: by what names end in, how many percent of the callers a target or a record gets.
    """

    isolated: bool = False
    log_days: int | None = None
    health_seconds: int = 10
    scheduled_mb: int = 3072
    tags: tuple[str, ...] = ()
    uneven: tuple[str, ...] = ()
    readers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    parameters: bool = False
    fixed_names: tuple[str, ...] = ()
    expires: str = ""
    shares: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a stack belongs to, where it is known; `unknown` where nothing says it.

    profile: one of `PROFILES`.
    promises: None where nothing says what the system promises.
    overrides: what the settings of its system say otherwise for one region, as `<region>.<key>`.
    form: what of a stack can be told at all depends on it.
    """

    system: str = UNKNOWN
    suffix: str = UNKNOWN
    profile: str = UNKNOWN
    overrides: tuple[str, ...] = ()
    form: Form = Form.SYNTHESIS
    promises: Promises | None = None

    def specified(self, what: str, value: str | Promises) -> Context:
        """The same, with the profile, promises, suffix or system said."""
        return replace(self, **{what: value})  # type: ignore[arg-type]

    def overridden(self, *regions: str) -> tuple[str, ...]:
        """What the settings declare for one of these regions alone."""
        return tuple(override for override in self.overrides if override.rsplit(".", 1)[0] in regions)
