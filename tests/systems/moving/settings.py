"""The settings of `moving`: those of every system that migrates."""

from typing import ClassVar

from infra.settings import Domain
from infra.settings.phases import Measure, MigrationSettings


class Settings(MigrationSettings):
    """Nothing beside them but the domain of the name."""

    sides: ClassVar = ("old", "new")
    metrics: ClassVar = {"throttled": Measure(1, 1000), "copies-late": Measure(15, 3600)}
    domain: Domain
