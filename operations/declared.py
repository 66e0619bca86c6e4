"""What the synthesized stacks of a system have: alarms, which have to be in the account, and quiet; and a
phase, which has to be the one that is deployed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from infra.settings.phases import TAG

_KINDS: Final = ("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm")


@dataclass(frozen=True, slots=True)
class Declared:
    """alarms: region -> the names of those that the stacks have there. phases: what their tags say."""

    alarms: Mapping[str, Sequence[str]]
    phases: frozenset[str]


class SynthesisError(Exception):
    """The folder is no synthesis of the system for this suffix; the text says what to run."""


def read_declared(folder: Path, system: str, suffix: str) -> Declared:
    """What the stacks of a system have. Raises SynthesisError."""
    found: dict[str, list[str]] = {}
    phases: set[str] = set()
    try:
        for stack in _stacks(folder, system):
            for region, alarm in _alarms(stack):
                found.setdefault(region, []).append(alarm["alarm_name"])
                phases.add((alarm.get("tags") or {}).get(TAG, ""))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise SynthesisError(
            f"{folder} holds no synthesis ({type(error).__name__}: {error}): run make synth"
        ) from None
    names = [name for region in found.values() for name in region]
    if not names or not all(name.endswith(f"-{suffix}") for name in names):
        raise SynthesisError(
            f"{folder} holds no alarms of {system} for '{suffix}': run SYSTEM={system} "
            f"ENVIRONMENT_SUFFIX={suffix} make synth"
        )
    return Declared({region: sorted(names) for region, names in sorted(found.items())}, frozenset(phases))


def _stacks(folder: Path, system: str) -> Iterator[Mapping[str, Any]]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["stacks"]
    for name, entry in sorted(manifest.items()):
        if name.startswith(f"{system}-"):
            yield json.loads((folder / entry["synthesizedStackPath"]).read_text(encoding="utf-8"))


def _alarms(stack: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each alarm of a stack, with its region."""
    regions = {each.get("alias"): each["region"] for each in stack["provider"]["aws"]}
    for kind in _KINDS:
        for alarm in stack.get("resource", {}).get(kind, {}).values():
            _, _, alias = alarm.get("provider", "").partition(".")
            yield regions[alias or None], alarm
