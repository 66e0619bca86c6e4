"""Applications with nothing in them but what routes events and watches: stand-ins for their functions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handlers.shared.events import Workflow
from infra.settings import load
from tests.infra.synthesis import SUFFIX, SYSTEM

if TYPE_CHECKING:
    from cdktf import App

    from infra.settings import Settings
    from infra.stack import PlatformStack

HANDLERS = (
    "ingest", "inquiry", "refund_request", "health", "validate", "screen", "authorize", "capture", "receipt",
    "settle", "refund", "sweep", "takeover", "change_capture", "alert",
)  # fmt: skip
STAGE = "live"


def build(app: App, settings: Settings) -> tuple[PlatformStack, ...]:
    """The stacks of the system with such applications, in the order of deployment."""
    from infra.blocks.compute.function import Function
    from infra.stack import RegionalStack
    from infra.systems import build as build_system
    from infra.systems.global_payments import names
    from infra.systems.global_payments.metrics import Watched
    from infra.systems.global_payments.observability import add_observability
    from infra.systems.global_payments.operations import Operations
    from infra.systems.global_payments.routing import add_routing

    stacks = build_system(app, settings)
    foundations, data = stacks[:-1], stacks[-1]
    applications = []
    for region, foundation in zip(settings.regions, foundations, strict=True):
        stack = RegionalStack(app, settings, f"app-{region.name}", region)
        stack.add_dependency(data)
        place, outputs = stack.place(), stack.outputs_of(foundation)
        functions = {}
        for handler in HANDLERS:
            name = names.function(place.names, handler)
            arn = place.arn("lambda", f"function:{name}")
            functions[handler] = Function(name, arn, f"{arn}:live", "live", f"/aws/lambda/{name}", name)
        machines = {
            each: place.arn("states", f"stateMachine:{names.workflow(place.names, each)}")
            for each in Workflow
        }
        add_routing(
            place,
            functions,
            machines,
            alerts_topic_arn=outputs["alerts_topic_arn"],
            dead_letters_arn=outputs["events_dlq_arn"],
        )
        add_observability(
            Watched(
                place,
                {handler: function.name for handler, function in functions.items()},
                machines,
                names.api(place.names),
                STAGE,
            ),
            alerts_topic_arn=outputs["alerts_topic_arn"],
        )
        applications.append(stack)
    operations = Operations(app, settings, applications, handlers=HANDLERS, stage=STAGE)
    return (*stacks, *applications, operations)


def synthesize(folder: Path, *, suffix: str = SUFFIX, path: Path | None = None) -> Path:
    """Synthesize them with the mutators and the metadata that the gate reads. Returns the folder."""
    from datetime import date

    from cdktf import App

    from aspects import Enforcement, apply
    from infra.provenance import Provenance
    from policies.gate.metadata import write_metadata
    from policies.gate.waivers import read_waivers

    with Provenance() as provenance:
        app = App(outdir=str(folder), stack_traces=False)
        enforcement = Enforcement(provenance, today=date(2026, 1, 1), waivers=read_waivers())
        for stack in build(app, load(SYSTEM, suffix, path=path)):
            apply(stack, enforcement)
        try:
            app.synth()
        except RuntimeError:
            if enforcement.verdict is None:
                raise
            from policies.gate.text import render

            raise AssertionError(render(enforcement.verdict)) from None
    write_metadata(folder, enforcement.metadata)
    return folder


if __name__ == "__main__":
    import sys

    print(synthesize(Path(sys.argv[1])))
