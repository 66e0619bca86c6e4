"""The stacks of `global_payments`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from infra.blocks.compute.package import build_package
from infra.systems.global_payments.application import Application
from infra.systems.global_payments.data import Data
from infra.systems.global_payments.edge import Certificates, Edge
from infra.systems.global_payments.foundation import Foundation
from infra.systems.global_payments.operations import Operations

if TYPE_CHECKING:
    from cdktf import App

    from infra.stack import PlatformStack
    from infra.systems.global_payments.settings import Settings


def build(app: App, settings: Settings) -> tuple[PlatformStack, ...]:
    """The stacks of the system. Each declares itself which others it waits for."""
    foundations = tuple(Foundation(app, settings, region) for region in settings.regions)
    data = Data(app, settings, foundations)
    domain = settings.domain
    certificates = Certificates(app, settings, domain) if domain else None
    package = build_package(Path(app.outdir) / "packages")
    applications = tuple(
        Application(app, settings, foundation, data, certificates, package) for foundation in foundations
    )
    operations = Operations(app, settings, applications)
    stacks = (*foundations, data, *applications, operations)
    if certificates is None or domain is None:
        return stacks
    return (*stacks, certificates, Edge(app, settings, domain, applications))
