"""What a switch is when it is flipped."""

from __future__ import annotations

from policies.switches import ABSENT, DEPENDS, Switch


def off(switch: Switch, value: object) -> object:
    """What the argument is when it is flipped: the opposite of what it must be, or of what it is."""
    if switch.must == (ABSENT,):
        return {}
    if switch.must == (DEPENDS,) and is_block(switch):
        return {} if value is None else None
    stands = switch.must[0] if switch.must != (DEPENDS,) else shown(switch.absent if value is None else value)
    return {"true": False, "false": True, "DISABLED": "ENABLED"}.get(stands, "DISABLED")


def is_block(switch: Switch) -> bool:
    return switch.path.split(".")[-2:-1] != [] and switch.path.split(".")[-2].endswith("action")


def shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
