"""The tables of systems whose containers answer behind a load balancer, over a database."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Final

from pydantic import Field

from infra.settings.schema import EPHEMERAL, Problem
from infra.settings.tables import Operations, Table
from infra.settings.values import KeyAlias, Percent, PublicNetwork, SecretName

_NO_IMAGE: Final = f"sha256:{'0' * 64}"  # what the sample settings name
_FARGATE_MEMORY: Final = {256: (512, 2048), 512: (1024, 4096), 1024: (2048, 8192), 2048: (4096, 16384)}
"""MiB at least and at most by CPU units (Amazon ECS Developer Guide, "Task CPU and memory")."""


class Network(Table):
    """nat_per_zone: a NAT gateway in each zone instead of one for all (C9)."""

    nat_per_zone: bool = False


class Container(Table):
    """The container that answers.

    repository, digest: of the image, in the account's registry of the region.
    cpu: units of 1/1024. memory: MiB.
    client_tps: requests a second from one address, above which it is refused.
    outbound: the networks beside AWS that it calls by HTTPS, as those of its payment processor.
    """

    repository: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._/-]{1,255}$")]
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    cpu: int = 512
    memory: int = 1024
    client_tps: Annotated[int, Field(ge=1, le=1_000_000)] = 50
    outbound: tuple[PublicNetwork, ...] = ()

    def problems(self, key: str, profile: str) -> Iterable[Problem]:
        """What contradicts itself, in the table `key`, where this profile holds."""
        if self.digest == _NO_IMAGE and profile != EPHEMERAL:
            yield Problem(f"{key}.digest", self.digest, "the digest of an image of yours")
        least, most = _FARGATE_MEMORY.get(self.cpu, (0, 0))
        if not most:
            yield Problem(f"{key}.cpu", self.cpu, f"one of {', '.join(map(str, _FARGATE_MEMORY))}")
        elif not least <= self.memory <= most:
            yield Problem(f"{key}.memory", self.memory, f"{least} to {most} with this CPU")


class Database(Table):
    """The database. Its secrets are made at account set-up: JSON with `username` and `password`.

    reserved: the names of users that RDS or the engine keep to themselves.
    administrator, administrator_secret: the master user's name, and the secret with its password.
    application_secret: what the application signs in with.
    least_capacity, most_capacity: Aurora capacity units.
    """

    reserved: ClassVar[frozenset[str]]

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,62}$")] = "paymentdb"
    administrator: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,15}$")]
    administrator_secret: SecretName
    application_secret: SecretName
    secrets_key_alias: KeyAlias
    least_capacity: Annotated[float, Field(ge=0.5, le=256)] = 0.5
    most_capacity: Annotated[float, Field(ge=1, le=256)] = 2.0

    def problems(self, key: str) -> Iterable[Problem]:
        """What contradicts itself, in the table `key`."""
        if self.administrator in self.reserved:
            yield Problem(f"{key}.administrator", self.administrator, "a name that RDS leaves free")
        if self.most_capacity < self.least_capacity:
            yield Problem(
                f"{key}.most_capacity",
                self.most_capacity,
                f"{key}.least_capacity ({self.least_capacity:g}) or more",
            )


class WebOperations(Operations):
    """When operators are told: percentages, milliseconds, connections (R147)."""

    failure_percent: Percent = 1.0
    least_traffic: Annotated[int, Field(ge=1)] = 100
    response_p99: Annotated[int, Field(ge=1)] = 2000
    busy_percent: Percent = 80.0
    connections: Annotated[int, Field(ge=1)] = 100
