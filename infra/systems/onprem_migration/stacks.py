"""The stacks of `onprem_migration`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from infra.blocks.compute.package import build_package
from infra.systems.onprem_migration.compute import Compute
from infra.systems.onprem_migration.data import Database, Migration
from infra.systems.onprem_migration.monitoring import Monitoring
from infra.systems.onprem_migration.network import Network
from infra.systems.onprem_migration.storage import Storage

if TYPE_CHECKING:
    from cdktf import App

    from infra.stack import PlatformStack
    from infra.systems.onprem_migration.settings import Settings


def build(app: App, settings: Settings) -> tuple[PlatformStack, ...]:
    """The stacks of the system. Which waits for which, they say themselves."""
    storage = Storage(app, settings)
    network = Network(app, settings, storage)
    database = Database(app, settings, storage, network)
    package = build_package(Path(app.outdir) / "packages")
    compute = Compute(app, settings, package, storage, network, database)
    monitoring = Monitoring(app, settings, storage, database, compute)
    stacks = (storage, network, database, compute, monitoring)
    moved, site = settings.data_migration, settings.on_premises
    if moved is None or site is None:
        return stacks
    return (*stacks, Migration(app, settings, moved, site, storage, network, database))
