"""The settings of `sample`: those that every system has."""

from infra.settings import PlatformSettings, Promises


class Settings(PlatformSettings):
    """Nothing beside what every system has."""

    @property
    def promises(self) -> Promises:
        """It keeps logs for thirty days, and has a tag more than others."""
        return Promises(isolated=True, log_days=30, tags={"Purpose": "sample"})
