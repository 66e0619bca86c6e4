"""Stacks for tests: as a configuration, and as the files of a synthesized folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from policies.configuration import Configuration
from policies.context import Context
from policies.examples import stacks_of
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.model import Terraform

CONTEXT: Final = Context(system="example", suffix="zq7", profile="ephemeral")
"""What the stacks of examples belong to."""


def metadata_of(*stacks: str) -> Metadata:
    """What a synthesis would note of these stacks."""
    return Metadata(
        stacks=dict.fromkeys(stacks, StackMetadata(CONTEXT.system, CONTEXT.suffix, CONTEXT.profile))
    )


def configuration_of(example: Terraform) -> Configuration:
    """The configuration of an example's stacks."""
    stacks = stacks_of(example)
    return build(stacks, metadata_of(*stacks), NO_OVERRIDES)


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
