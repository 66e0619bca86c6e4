"""The systems that migrate, and the alarms that one of their phases synthesizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from infra import systems
from infra.settings.phases import MigrationSettings
from tests.infra.synthesis import SUFFIX, Configuration, Resource

PLANS: Final[Mapping[str, MigrationSettings]] = {
    name: settings
    for name in systems.SYSTEMS
    if isinstance(settings := systems.load(name, SUFFIX), MigrationSettings)
}


def alarms(system: str, phase: str, folder: Path) -> Sequence[Resource]:
    """Every alarm on metrics that the phase of a system has, synthesized into `folder`."""
    # cdktf is loaded here, so that tests without a synthesis never wait for it.
    from cdktf import App

    app = App(outdir=str(folder), stack_traces=False)
    systems.build(app, systems.load(system, SUFFIX, environment={"MIGRATION_PHASE": phase}))
    app.synth()
    return list(Configuration.read(folder).of("aws_cloudwatch_metric_alarm"))
