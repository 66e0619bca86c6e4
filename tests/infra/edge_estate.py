"""The platform with an application of nothing but the API: its functions are told by name alone.

For tests of the edge, which need no function's code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import infra.settings
from tests.infra.synthesis import SUFFIX, SYSTEM

if TYPE_CHECKING:
    from pathlib import Path

    from cdktf import App

    from infra.settings import Settings
    from infra.stack import PlatformStack

FUNCTIONS = ("ingest", "inquiry", "refund_request", "health")


def without_domain(text: str) -> str:
    """The settings without the table [domain]."""
    head, _, tail = text.partition("[domain]")
    return head + tail[tail.index("\n[") + 1 :]


def build_edge(app: App, settings: Settings) -> tuple[PlatformStack, ...]:
    """The stacks below the applications, an application a region, and the edge."""
    # cdktf is loaded here, so that tests without a synthesis never wait for it.
    from infra.blocks.compute.function import Function
    from infra.stack import RegionalStack
    from infra.systems import global_payments
    from infra.systems.global_payments.api import add_api
    from infra.systems.global_payments.certificates import Certificates
    from infra.systems.global_payments.edge import Edge
    from infra.systems.global_payments.foundation import Foundation, Output

    below = global_payments.build(app, settings)
    certificates = next((stack for stack in below if isinstance(stack, Certificates)), None)
    applications = []
    for foundation in below:
        if not isinstance(foundation, Foundation):
            continue
        region = foundation.home
        application = RegionalStack(app, settings, f"app-{region.name}", region)
        place = application.place()
        functions = {}
        for name in FUNCTIONS:
            full_name = place.names.of(name.replace("_", "-"))
            arn = place.arn("lambda", f"function:{full_name}")
            functions[name] = Function(full_name, arn, f"{arn}:live", "live", "", "")
        add_api(
            place,
            functions,
            key_arn=application.outputs_of(foundation)[Output.OPERATIONS_KEY],
            certificates=certificates and certificates.for_api(application),
        )
        applications.append(application)
    edge = (Edge(app, settings, settings.domain, applications),) if settings.domain else ()
    return (*below, *applications, *edge)


def synthesize_edge(folder: Path, *, suffix: str = SUFFIX, path: Path | None = None) -> Path:
    """Synthesize into `folder`, in this process. Returns the folder."""
    from cdktf import App

    app = App(outdir=str(folder), stack_traces=False)
    build_edge(app, infra.settings.load(SYSTEM, suffix, path=path))
    app.synth()
    return folder
