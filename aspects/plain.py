"""A system as it would be without the overrides of its settings, so that what they change can be told."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cdktf import App

from aspects.dispatch import mutate
from aspects.journal import Journal
from infra import systems
from infra.settings import PlatformSettings


def rendered(settings: PlatformSettings) -> Mapping[str, Mapping[str, Any]]:
    """The content of each stack by its name, made as every synthesis makes it, mutators included.

    Nothing of it is judged or stays on disk.
    """
    with tempfile.TemporaryDirectory(prefix="plain-") as folder:
        app, journal = App(outdir=folder, stack_traces=False), Journal()
        stacks = systems.build(app, settings)
        for stack in stacks:
            mutate(stack, journal)
        app.synth()
        return {stack.stack_id: json.loads(_written(folder, stack.stack_id)) for stack in stacks}


def _written(folder: str, stack: str) -> str:
    return (Path(folder) / "stacks" / stack / "cdk.tf.json").read_text(encoding="utf-8")
