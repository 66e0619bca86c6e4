"""The settings of `pci_web_app`: those of every system, and what the application needs beside them."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from infra.settings import Domain, PlatformSettings, Problem, web
from infra.settings.tables import Profile


class Application(web.Container):
    """The container that answers, and how many of it run."""

    least_tasks: Annotated[int, Field(ge=2)] = 2  # in two zones
    most_tasks: Annotated[int, Field(ge=2, le=500)] = 6

    def problems(self, key: str, profile: str) -> Iterable[Problem]:
        """What contradicts itself, in the table `key`, where this profile holds."""
        yield from super().problems(key, profile)
        if self.most_tasks < self.least_tasks:
            yield Problem(
                f"{key}.most_tasks", self.most_tasks, f"{key}.least_tasks ({self.least_tasks}) or more"
            )


class Database(web.Database):
    """The database; version: a release of Aurora MySQL (R142, C24)."""

    reserved: ClassVar = frozenset({"admin", "mysql", "rdsadmin", "root"})

    version: Annotated[str, Field(pattern=r"^8\.0\.mysql_aurora\.3\.\d+\.\d+$")] = "8.0.mysql_aurora.3.10.4"


class WebProfile(Profile):
    """What one kind of deployment changes. Days: for how long the database can be restored (C8), and for how
    long flow logs are kept (C10, PCI DSS 10.5.1: a year).
    """

    backup_days: Annotated[int, Field(ge=1, le=35)]
    flow_log_days: Annotated[int, Field(ge=365)]


class Settings(PlatformSettings):
    """Everything a synthesis of the application depends on."""

    variables: ClassVar = MappingProxyType(
        {
            "AWS_REGION": "primary_region",
            "TERRAFORM_STATE_BUCKET": "state.bucket",
            "TERRAFORM_STATE_BUCKET_REGION": "state.region",
        }
    )
    profile: WebProfile
    domain: Domain
    network: web.Network = web.Network()
    application: Application
    database: Database
    operations: web.WebOperations = web.WebOperations()

    def problems(self) -> Iterable[Problem]:
        """What contradicts itself."""
        yield from super().problems()
        yield from self.application.problems("application", self.profile.name)
        yield from self.database.problems("database")
