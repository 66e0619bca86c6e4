"""What the settings of every system hold: one frozen model, every value typed and bounded.

A system's own model extends it. A validator's message states what is allowed; `infra.settings.load` adds
the file, the key and what was found. Nothing here knows cdktf, so that settings can be read and tested in
milliseconds.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType
from typing import ClassVar, Final, NamedTuple, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from infra.names import RegionLike
from infra.settings.nearest import meant
from infra.settings.tables import Alerts, Domain, Operations, Profile, Retention, State, Table, Tags
from infra.settings.values import (
    AccountId,
    AppName,
    Concurrency,
    InterfaceEndpoint,
    LogRetention,
    Network,
    RegionCode,
    RegionName,
    Suffix,
    Zones,
)


class Problem(NamedTuple):
    """A value that is wrong, or contradicts another one: its dotted key, itself, and what is allowed there.

    found: None where the key is missing, for which TOML has no value.
    """

    key: str
    found: object
    allowed: str

    def __str__(self) -> str:
        if self.found is None:
            return f"{self.key}: the key is missing; required: {self.allowed}"
        return f"{self.key}: found {self.found!r}; allowed: {self.allowed}"


@dataclass(frozen=True, slots=True)
class Promises:
    """What a system promises beside what every system does: the gate holds it to them.

    isolated: none of its networks has a way to the internet.
    log_days: for how many days exactly its logs are kept; None: a year or more.
    health_seconds: how often health checks ask, at the least.
    scheduled_mb: the memory of what a schedule calls, at the least; all else has what R64 says.
    tags: what every resource carries beside the tags of every system.
    uneven: the arguments, as `<type>.<argument>`, in which its regions differ on purpose.
    parameters: functions have every value of theirs from Parameter Store.
    fixed_names: parts of names that are in every phase, although a word of theirs is that of a phase.
    expires: the attribute by which an item of its tables expires; empty: whichever.
    shares: by what names end in, how many percent of the callers a target or a record gets.
    """

    isolated: bool = False
    log_days: int | None = None
    health_seconds: int = 10
    scheduled_mb: int = 3072
    tags: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    uneven: tuple[str, ...] = ()
    parameters: bool = False
    fixed_names: tuple[str, ...] = ()
    expires: str = ""
    shares: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def zone_prefix(region: str) -> str:
    """What the ids of a region's zones begin with: its area, the initials of its direction, its number."""
    area, *words, number = region.split("-")
    initials = (part[0] for part in re.findall(r"north|south|east|west|central|gov|iso", "-".join(words)))
    return f"{area}{''.join(initials)}{number}"


INCONSISTENT: Final = "inconsistent"
EPHEMERAL: Final = "ephemeral"
EPHEMERAL_CONCURRENCY: Final = 5


class Region(Table):
    """One region with the values that hold there: `[region_defaults]` and its own overrides.

    overrides: the keys of `[region_defaults]` that the region's own table overrides, but for those `unbuilt`.
    unbuilt: keys of which nothing is built, so that regions may differ in them.
    """

    unbuilt: ClassVar[frozenset[str]] = frozenset()
    name: RegionName
    overrides: tuple[str, ...] = ()
    code: RegionCode
    cidr: Network
    zones: Zones
    log_retention_days: LogRetention
    interface_endpoints: tuple[InterfaceEndpoint, ...] = ()
    reserved_concurrency: Concurrency


class PlatformSettings(Table):
    """What a synthesis of any system depends on. Its own model adds what is the system's.

    readers: by the name of a store, the names of the roles of its region that alone may read it.
    """

    variables: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The environment variables that a synthesis reads beside the file: variable -> the key that it sets."""
    least_zones: ClassVar[int] = 2
    """Over how many zones the networks of the system spread, at the least."""

    system: str
    suffix: Suffix
    app: AppName
    profile: Profile
    primary_region: RegionName
    allowed_account_ids: tuple[AccountId, ...] = ()
    tags: Tags
    state: State
    domain: Domain | None = None
    retention: Retention = Retention()
    alerts: Alerts = Alerts()
    operations: Operations = Operations()
    readers: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    regions: tuple[Region, ...]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        problems = tuple(self.problems())
        if problems:
            texts = "; ".join(str(problem) for problem in problems)
            raise PydanticCustomError(INCONSISTENT, "{texts}", {"texts": texts, "problems": problems})
        return self

    def problems(self) -> Iterable[Problem]:
        """What contradicts itself. A system's model adds what is its own."""
        names = [region.name for region in self.regions]
        if self.primary_region not in names:
            near = meant(self.primary_region, names)
            yield Problem("primary_region", self.primary_region, f"one of {', '.join(names)}{near}")
        for one, other in combinations(self.regions, 2):
            if one.cidr.overlaps(other.cidr):
                yield Problem(
                    f"regions.{other.name}.cidr",
                    str(other.cidr),
                    f"a network apart from the one of {one.name}",
                )
            if one.code == other.code:
                yield Problem(f"regions.{other.name}.code", other.code, f"another code than {one.name}'s")
        yield from self._of_state()
        for region in self.regions:
            prefix = f"{zone_prefix(region.name)}-"
            if foreign := [zone for zone in region.zones if not zone.startswith(prefix)]:
                own = f"{prefix}{foreign[0].rpartition('-')[2]}"
                yield Problem(
                    f"regions.{region.name}.zones",
                    foreign[0],
                    f"zones of the region: {prefix}az…; did you mean {own}?",
                )
            if len(region.zones) < self.least_zones:
                yield Problem(
                    f"regions.{region.name}.zones",
                    list(region.zones),
                    f"{self.least_zones} zones or more, over which the network spreads",
                )
            if self.promises.log_days not in (None, region.log_retention_days):
                yield Problem(
                    f"regions.{region.name}.log_retention_days",
                    region.log_retention_days,
                    f"{self.promises.log_days}, which the system promises",
                )
        if self.profile.name == EPHEMERAL:
            yield from self._too_much_concurrency()

    def _of_state(self) -> Iterable[Problem]:
        if len(self.regions) > 1 and "{code}" not in self.state.bucket:
            yield Problem(
                "state.bucket", self.state.bucket, "a bucket name with {code}: each region has its own"
            )
        if len(self.regions) > 1 and self.state.region:
            yield Problem("state.region", self.state.region, "no region: each stack's state is where it is")
        for region in self.regions:
            if re.fullmatch(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", self.state_bucket(region)) is None:
                yield Problem(
                    "state.bucket",
                    self.state.bucket,
                    "a template of names of 3 to 63 lower-case letters, digits and inner hyphens",
                )

    def _too_much_concurrency(self) -> Iterable[Problem]:
        # Many short-lived environments share one account's concurrency.
        for key, found in self.reserved().items():
            if found > EPHEMERAL_CONCURRENCY:
                yield Problem(key, found, f"1 to {EPHEMERAL_CONCURRENCY} in the profile {EPHEMERAL} (R49)")

    def reserved(self) -> dict[str, int]:
        """The concurrency of a function by the key that says it."""
        inherited = self.profile.reserved_concurrency
        found = {f"profiles.{self.profile.name}": inherited} | {
            f"regions.{region.name}": region.reserved_concurrency
            for region in self.regions
            if region.reserved_concurrency != inherited
        }
        return {f"{key}.reserved_concurrency": value for key, value in found.items()}

    @property
    def promises(self) -> Promises:
        """What the system promises beside what every system does; its own model says it."""
        return Promises()

    @property
    def off(self) -> tuple[str, ...]:
        """The requirements that these settings switch off, each with what would switch it on."""
        return ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever synthesizes should know of these settings beforehand."""
        return ()

    @property
    def overrides(self) -> tuple[str, ...]:
        """What one region alone says otherwise than the others, as `<region>.<key>`."""
        return tuple(f"{region.name}.{key}" for region in self.regions for key in region.overrides)

    def region(self, name: str) -> Region:
        """The region called `name`. Raises KeyError where the system has no such region."""
        for region in self.regions:
            if region.name == name:
                return region
        raise KeyError(name)

    @property
    def primary(self) -> Region:
        """The region that owns what exists once."""
        return self.region(self.primary_region)

    def peers(self, region: RegionLike) -> tuple[Region, ...]:
        """Every other region, in the order of the file."""
        return tuple(other for other in self.regions if other.name != region.name)

    def watcher(self, region: RegionLike) -> Region | None:
        """The one region that watches `region`: the next in the order of the file; None for a lone one."""
        names = [other.name for other in self.regions]
        following = names.index(region.name) + 1
        others = self.regions[following:] + self.regions[: following - 1]
        return others[0] if others else None

    def watched(self, region: RegionLike) -> tuple[Region, ...]:
        """The regions that `region` watches."""
        watchers = ((other, self.watcher(other)) for other in self.regions)
        return tuple(other for other, watcher in watchers if watcher and watcher.name == region.name)

    def state_bucket(self, region: RegionLike) -> str:
        """The bucket of Terraform's state for a stack whose home is `region`."""
        return self.state.bucket.format(app=self.app, code=region.code, region=region.name)
