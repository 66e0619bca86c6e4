"""Settings of every system: the schema, one TOML a system, and `load`."""

from infra.settings.loading import DEFAULT_PROFILE, SettingsError, load
from infra.settings.schema import Region, ReplicatedStore, Residency, Settings
from infra.settings.tables import Domain

__all__ = [
    "DEFAULT_PROFILE",
    "Domain",
    "Region",
    "ReplicatedStore",
    "Residency",
    "Settings",
    "SettingsError",
    "load",
]
