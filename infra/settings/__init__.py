"""The settings that every system has: their schema, and `load`. A system's own stand in its folder."""

from infra.settings.loading import DEFAULT_PROFILE, SettingsError, load
from infra.settings.schema import EPHEMERAL, PlatformSettings, Problem, Promises, Region
from infra.settings.tables import Domain

__all__ = [
    "DEFAULT_PROFILE",
    "EPHEMERAL",
    "Domain",
    "PlatformSettings",
    "Problem",
    "Promises",
    "Region",
    "SettingsError",
    "load",
]
