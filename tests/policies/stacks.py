"""Stacks for tests: as the configuration of an example, and as the files of a synthesized folder."""

from __future__ import annotations

import json
from pathlib import Path

from policies.gate.proving import configuration_of

__all__ = ("configuration_of", "without_stacks", "write_manifest", "write_stack")


def write_stack(folder: Path, name: str, content: object) -> Path:
    """Write a stack, or a text in place of one, to where a synthesis puts it."""
    path = folder / "stacks" / name / "cdk.tf.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def write_manifest(folder: Path, *names: str) -> None:
    """Write the manifest that names these stacks."""
    stacks = {name: {"name": name, "synthesizedStackPath": f"stacks/{name}/cdk.tf.json"} for name in names}
    (folder / "manifest.json").write_text(
        json.dumps({"version": "0.21.0", "stacks": stacks}), encoding="utf-8"
    )


def without_stacks(folder: Path, *names: str) -> None:
    """Have the manifest and the metadata of a synthesis no longer name these stacks."""
    for name in ("manifest.json", "estate.json"):
        content = json.loads((folder / name).read_text(encoding="utf-8"))
        content["stacks"] = {key: value for key, value in content["stacks"].items() if key not in names}
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
