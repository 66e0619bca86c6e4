"""The systems that the platform deploys, each a package that composes blocks into stacks."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf import App

    from infra.settings import Settings
    from infra.stack import PlatformStack

SYSTEMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "global_payments": "infra.systems.global_payments",
    }
)


def build(app: App, settings: Settings) -> tuple[PlatformStack, ...]:
    """The stacks of the system that `settings` are of, in the order of deployment.

    Raises KeyError for a system that is not listed.
    """
    system = import_module(SYSTEMS[settings.system])
    return cast("tuple[PlatformStack, ...]", system.build(app, settings))
