"""The systems that the platform deploys, each a package of its own: `settings` with the model `Settings`,
its TOML of the same name as the system, and `stacks`, whose `build` composes blocks into stacks.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from infra.settings import PlatformSettings, SettingsError
from infra.settings import load as load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf import App

    from infra.stack import PlatformStack

SYSTEMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "disaster_recovery": "infra.systems.disaster_recovery",
        "global_payments": "infra.systems.global_payments",
        "onprem_migration": "infra.systems.onprem_migration",
        "pci_web_app": "infra.systems.pci_web_app",
        "region_migration": "infra.systems.region_migration",
    }
)
DEFAULT_SYSTEM: Final = "global_payments"


def settings_file(system: str) -> Path:
    """The TOML of a system. Raises KeyError for a system that is not listed."""
    package = import_module(SYSTEMS[system])
    return Path(str(package.__file__)).with_name(f"{system}.toml")


def load(  # noqa: PLR0913 (what settings consist of)
    system: str,
    suffix: str,
    *,
    profile: str | None = None,
    path: Path | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
    origins: Mapping[str, str] = MappingProxyType({}),
    overridden: bool = True,
) -> PlatformSettings:
    """The settings of `system` for the environment `suffix`, of the system's own model.

    `profile` is one of the file's profiles (default: `ephemeral`); `path` stands in for the system's TOML;
    `environment`: environment variables, of which some systems read some. `origins`: where `suffix` and
    `profile` were said, for messages; `overridden`: whether with what regions override. Raises SettingsError,
    with one line a problem.
    """
    if system not in SYSTEMS:
        raise SettingsError(f"there is no system '{system}'; the systems are {', '.join(sorted(SYSTEMS))}")
    model: type[PlatformSettings] = import_module(f"{SYSTEMS[system]}.settings").Settings
    file = path or settings_file(system)
    return load_settings(
        model,
        system,
        suffix,
        path=file,
        profile=profile,
        environment=environment,
        origins=origins,
        overridden=overridden,
    )


def build(app: App, settings: PlatformSettings) -> tuple[PlatformStack, ...]:
    """The stacks of the system that `settings` are of, in the order of deployment.

    Raises KeyError for a system that is not listed.
    """
    system = import_module(f"{SYSTEMS[settings.system]}.stacks")
    return cast("tuple[PlatformStack, ...]", system.build(app, settings))
