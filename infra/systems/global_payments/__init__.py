"""`global_payments`: payments in three active regions, with personal data pinned to its region."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from infra.blocks.compute.package import build_package
from infra.systems.global_payments.application import Application
from infra.systems.global_payments.data import Data
from infra.systems.global_payments.foundation import Foundation

if TYPE_CHECKING:
    from cdktf import App

    from infra.settings import Settings
    from infra.stack import PlatformStack


def build(app: App, settings: Settings) -> tuple[PlatformStack, ...]:
    """The stacks of the system, in the order of deployment."""
    foundations = tuple(Foundation(app, settings, region) for region in settings.regions)
    data = Data(app, settings, foundations)
    package = build_package(Path(app.outdir) / "packages")
    applications = (Application(app, settings, foundation, data, package) for foundation in foundations)
    return (*foundations, data, *applications)
