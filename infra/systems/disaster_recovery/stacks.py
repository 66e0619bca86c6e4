"""The stacks of `disaster_recovery`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from infra.blocks.compute.package import build_package
from infra.systems.disaster_recovery.application import Application
from infra.systems.disaster_recovery.data import Data
from infra.systems.disaster_recovery.edge import Certificates, Dns
from infra.systems.disaster_recovery.foundation import Foundation

if TYPE_CHECKING:
    from cdktf import App

    from infra.stack import PlatformStack
    from infra.systems.disaster_recovery.settings import Settings


def build(app: App, settings: Settings) -> tuple[PlatformStack, ...]:
    """The stacks of the system. Which waits for which, they say themselves."""
    regions = settings.primary, settings.secondary
    foundations = tuple(Foundation(app, settings, region) for region in regions)
    data, certificates = Data(app, settings, foundations), Certificates(app, settings)
    package = build_package(Path(app.outdir) / "packages")
    applications = tuple(
        Application(app, settings, foundation, certificates, package) for foundation in foundations
    )
    for application in applications:
        application.add_dependency(data)  # whose table they look up by its name
    dns = Dns(app, settings, foundations, applications)
    return (*foundations, data, certificates, *applications, dns)
