"""The stacks of `pci_web_app`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.systems.pci_web_app.application import Application
from infra.systems.pci_web_app.data import Data
from infra.systems.pci_web_app.foundation import Foundation

if TYPE_CHECKING:
    from cdktf import App

    from infra.stack import PlatformStack
    from infra.systems.pci_web_app.settings import Settings


def build(app: App, settings: Settings) -> tuple[PlatformStack, ...]:
    """The stacks of the system, in the order of deployment."""
    foundation = Foundation(app, settings)
    data = Data(app, settings, foundation)
    return (foundation, data, Application(app, settings, foundation, data))
