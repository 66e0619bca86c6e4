"""`global_payments`: payments in three active regions, with personal data pinned to its region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.systems.global_payments.certificates import Certificates
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
    certificates = (Certificates(app, settings, settings.domain),) if settings.domain else ()
    return (*foundations, data, *certificates)
