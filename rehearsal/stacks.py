"""The synthesized stacks, in the order in which they are deployed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any


class NoStacksError(Exception):
    """A folder holds no stacks that can be deployed; the text says why."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack as cdktf wrote it, and the stacks that are deployed before it."""

    name: str
    content: dict[str, Any]
    dependencies: tuple[str, ...] = ()


def regions_by_alias(content: Mapping[str, Any]) -> dict[str | None, str]:
    """The regions of a stack's providers, by alias; None: of the one without."""
    return {each.get("alias"): each["region"] for each in content["provider"]["aws"]}


def region_of(arguments: Mapping[str, Any], regions: Mapping[str | None, str]) -> str:
    """The region of a resource or a data source, by its provider's alias."""
    _, _, alias = arguments.get("provider", "").partition(".")
    return regions[alias or None]


def read_stacks(folder: Path) -> list[Stack]:
    """The stacks that the folder's manifest names, each after those that it depends on.

    Raises NoStacksError.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["stacks"]
        stacks = {
            name: Stack(
                name,
                json.loads((folder / entry["synthesizedStackPath"]).read_text(encoding="utf-8")),
                tuple(sorted(entry["dependencies"])),
            )
            for name, entry in sorted(manifest.items())
        }
        order = list(
            TopologicalSorter({stack.name: stack.dependencies for stack in stacks.values()}).static_order()
        )
        found = [stacks[name] for name in order]
    except (OSError, ValueError, KeyError, CycleError) as error:
        raise NoStacksError(
            f"{folder} holds no synthesized stacks ({error}). Run 'make synth' first."
        ) from error
    if not found:
        raise NoStacksError(f"{folder} holds no synthesized stacks. Run 'make synth' first.")
    return found


def pinned_version(stacks: Iterable[Stack]) -> str:
    """The one version of hashicorp/aws that all stacks pin. Raises NoStacksError where there is none."""
    versions = {
        stack.content.get("terraform", {}).get("required_providers", {}).get("aws", {}).get("version")
        for stack in stacks
    }
    if len(versions) != 1 or None in versions:
        raise NoStacksError(
            f"the stacks do not pin one version of hashicorp/aws, but {sorted(map(str, versions))}"
        )
    return str(versions.pop())


def regions_of(stacks: Iterable[Stack]) -> tuple[str, ...]:
    """The regions that the stacks' providers speak to."""
    return tuple(
        sorted({provider["region"] for stack in stacks for provider in stack.content["provider"]["aws"]})
    )
