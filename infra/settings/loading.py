"""Reads a system's TOML, layers defaults, profile and region overrides, and names every mistake."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from infra.settings.lines import line_of
from infra.settings.nearest import meant
from infra.settings.schema import EPHEMERAL, INCONSISTENT, PlatformSettings, Problem, Region
from infra.settings.tables import Profile

DEFAULT_PROFILE: Final = EPHEMERAL
_TABLES: Final = ("profiles", "region_defaults", "regions")
"""Tables of the file that are layered into the model instead of being fields of it."""


_Settings = TypeVar("_Settings", bound=PlatformSettings)


class SettingsError(Exception):
    """Settings that cannot be used. Each line of the text names the file with its line, and the key with what
    was found there and what is allowed, or else why the file cannot be used.
    """


def load(  # noqa: PLR0913 (what settings consist of)
    model: type[_Settings],
    system: str,
    suffix: str,
    *,
    path: Path,
    profile: str | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
    origins: Mapping[str, str] = MappingProxyType({}),
    overridden: bool = True,
) -> _Settings:
    """The settings of `system` that the file `path` says, for the environment `suffix`.

    `profile` is one of the file's profiles (default: `ephemeral`). `environment`: environment variables, of
    which the model says what they set. `origins`: where `suffix` and `profile` were said, which are in no
    file. `overridden`: whether regions have what they override, rather than the value that they override.
    Raises SettingsError, with one line a problem.
    """
    said = {key: variable for variable, key in model.variables.items() if environment.get(variable)}
    table = _overlaid(_read(path, system), {key: environment[variable] for key, variable in said.items()})
    chosen = profile or DEFAULT_PROFILE
    problems = [*_profile_problems(model, table, chosen), *_shape_problems(table)]
    if not problems:
        layered = _layered(model, table, suffix, chosen, overridden=overridden)
        try:
            return model.model_validate_json(json.dumps(layered, default=str))
        except ValidationError as error:
            problems = [problem for detail in error.errors() for problem in _problems(model, detail, table)]

    text = path.read_text(encoding="utf-8")

    def origin(key: str) -> str:
        line = line_of(text, key)
        return said.get(key) or origins.get(key) or (f"{path}:{line}" if line else str(path))

    # A wrong default is wrong in every region, and is said once.
    lines = dict.fromkeys(f"{origin(problem.key)}: {problem}" for problem in problems)
    raise SettingsError("\n".join(lines))


def _overlaid(table: Mapping[str, Any], values: Mapping[str, str]) -> Mapping[str, Any]:
    """The table with other values under dotted keys."""
    for key, value in values.items():
        own: dict[str, Any] = {}
        inner, *path = own, *key.split(".")
        for part in path[:-1]:
            inner = inner.setdefault(part, {})
        inner[path[-1]] = value
        table = _merged(table, own)
    return table


def _read(file: Path, system: str) -> Mapping[str, Any]:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SettingsError(f"{file}: the file cannot be read: {error.strerror}") from None
    try:
        table = tomllib.loads(content.decode())
    except ValueError as error:  # of TOML, or of its encoding
        raise SettingsError(f"{file}: the file is not TOML 1.0 in UTF-8: {error}") from None
    if table.get("system") != system:
        problem = Problem("system", table.get("system"), repr(system))
        line = line_of(content.decode(), "system")
        raise SettingsError(f"{file}:{line}: {problem}" if line else f"{file}: {problem}")
    return table


def _shape_problems(table: Mapping[str, Any]) -> Iterable[Problem]:
    """Whatever must hold before the layers can be laid on each other."""
    for key in _TABLES:
        if not isinstance(table.get(key), dict):
            yield Problem(key, table.get(key), f"a table [{key}]")
    if table.get("regions") == {}:
        yield Problem("regions", {}, "a table [regions.<name>] for each region")
    for key in ("regions", "profiles"):
        for name, value in _subtable(table, key).items():
            if not isinstance(value, dict):
                yield Problem(f"{key}.{name}", value, f"a table [{key}.{name}]")
    yield from _derived_keys("", table, ("suffix", "profile"))
    defaults = _subtable(table, "region_defaults")
    yield from _derived_keys("region_defaults.", defaults, ("name", "overrides", "reserved_concurrency"))
    for kind in ("regions", "profiles"):
        for name in _subtable(table, kind):
            yield from _derived_keys(f"{kind}.{name}.", _subtable(table[kind], name), ("name", "overrides"))


def _derived_keys(path: str, table: Mapping[str, Any], keys: tuple[str, ...]) -> Iterable[Problem]:
    """Fields of the model that come from elsewhere, and would be overwritten without a word."""
    for key in keys:
        if key in table:
            yield Problem(f"{path}{key}", table[key], "no value here, since it is set elsewhere")


def _profile_problems(
    model: type[PlatformSettings], table: Mapping[str, Any], chosen: str
) -> Iterable[Problem]:
    profiles = _subtable(table, "profiles")
    if chosen not in profiles:
        yield Problem("profile", chosen, f"one of {', '.join(profiles) or 'none'}{meant(chosen, profiles)}")
    of_profiles = cast("type[Profile]", model.model_fields["profile"].annotation)
    for name, values in profiles.items():
        if isinstance(values, dict):
            try:
                of_profiles.model_validate_json(json.dumps({**values, "name": name}, default=str))
            except ValidationError as error:
                for detail in error.errors():
                    key = ".".join(map(str, ("profiles", name, *detail["loc"])))
                    yield _problem(detail, key, of_profiles)


def _subtable(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def _of_regions(model: type[PlatformSettings]) -> type[Region]:
    """The model of each region in a system's settings."""
    return cast("type[Region]", get_args(model.model_fields["regions"].annotation)[0])


def _layered(
    model: type[PlatformSettings], table: Mapping[str, Any], suffix: str, chosen: str, *, overridden: bool
) -> dict[str, Any]:
    profile = {**table["profiles"][chosen], "name": chosen}
    inherited = {**table["region_defaults"], "reserved_concurrency": profile["reserved_concurrency"]}
    regions = []
    for name, own in table["regions"].items():
        overrides = (own.keys() & inherited.keys()) - _of_regions(model).unbuilt
        kept = own if overridden else {key: value for key, value in own.items() if key not in overrides}
        said = sorted(overrides) if overridden else []
        regions.append({**_merged(inherited, kept), "name": name, "overrides": said})
    own = {key: value for key, value in table.items() if key not in _TABLES}
    return {**own, "suffix": suffix, "profile": profile, "regions": regions}


def _merged(defaults: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """`defaults` overlaid with `own`; a table overlays a table key by key."""
    merged = dict(defaults)
    for key, value in own.items():
        default = defaults.get(key)
        merged[key] = (
            _merged(default, value) if isinstance(value, dict) and isinstance(default, dict) else value
        )
    return merged


def _problems(
    model: type[PlatformSettings], detail: ErrorDetails, table: Mapping[str, Any]
) -> Iterable[Problem]:
    if detail["type"] == INCONSISTENT:
        yield from detail["ctx"]["problems"]
        return
    location = list(detail["loc"])
    root: type[BaseModel] = model
    if location[:1] == ["regions"] and len(location) > 1:
        name, *key = list(table["regions"])[int(location[1])], *location[2:]
        root = _of_regions(model)
        own = detail["type"] == "missing" or key == ["name"] or _holds(table["regions"][name], key)
        key = [] if key == ["name"] else key  # the name is what the table is called
        location = ["regions", name, *key] if own else ["region_defaults", *key]
    yield _problem(detail, ".".join(map(str, location)), root)


def _holds(table: Any, key: list[Any]) -> bool:  # noqa: ANN401 - a value of TOML may be anything
    for part in key:
        if isinstance(part, int):
            return True
        if not isinstance(table, dict) or part not in table:
            return False
        table = table[part]
    return True


def _problem(detail: ErrorDetails, key: str, root: type[BaseModel]) -> Problem:
    match detail["type"]:
        case "missing":
            return Problem(key, None, "a value")
        case "extra_forbidden":
            keys = _keys(root, detail)
            near = meant(detail["loc"][-1], keys)
            return Problem(key, detail["input"], f"one of the keys {', '.join(keys)}{near}")
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    if detail["type"] in ("literal_error", "enum"):
        message += meant(detail["input"], re.findall(r"'([^']+)'", message))
    return Problem(key, detail["input"], message)


def _keys(root: type[BaseModel], detail: ErrorDetails) -> list[str]:
    """The keys that the table around an unknown key may hold."""
    model = root
    for part in detail["loc"][:-1]:
        field = model.model_fields.get(str(part))
        model = _model_of(field.annotation if field else None) or model
    if issubclass(model, PlatformSettings):
        return [key for key in model.model_fields if key not in {"suffix", "profile", "regions"}] + [*_TABLES]
    return [key for key in model.model_fields if key not in {"name", "overrides"}]


def _model_of(annotation: object) -> type[BaseModel] | None:
    """The model of a table, or of each table in a collection."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_of, get_args(annotation))), None)
