"""Tells when it was called, and counts that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.functions.echo.core import told
from handlers.functions.echo.spec import SPEC

from handlers.adapters.runtime import workflow_step
from handlers.domain.ports import Clock, Telemetry
from handlers.domain.telemetry import SUCCESS


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    telemetry: Telemetry


def handle(_: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Tell the time."""
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    return told(ports.clock.now())


handler = workflow_step(SPEC, handle, Ports)
