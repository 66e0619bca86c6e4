"""The stacks of `region_migration`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.systems.region_migration.application import Application
from infra.systems.region_migration.data import Data, Transit
from infra.systems.region_migration.edge import Certificates, Dns
from infra.systems.region_migration.foundation import Foundation

if TYPE_CHECKING:
    from cdktf import App

    from infra.stack import PlatformStack
    from infra.systems.region_migration.settings import Settings


def build(app: App, settings: Settings) -> tuple[PlatformStack, ...]:
    """The stacks of the system. Which waits for which, they say themselves."""
    regions = settings.primary, settings.peer(settings.primary)
    foundations = {each.name: Foundation(app, settings, each) for each in regions}
    based = tuple(foundations.values())
    data, transit = Data(app, settings, based), Transit(app, settings, based)
    certificates = Certificates(app, settings)
    applications = tuple(Application(app, settings, each, data, certificates) for each in based)
    for application in applications:
        application.add_dependency(transit)  # by which its tasks reach the database of the other region
    dns = Dns(app, settings, foundations, data, applications)
    return (*based, data, transit, certificates, *applications, dns)
