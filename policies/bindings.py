"""What the provider's bindings say of its resources. Read as data, when tables are generated or tested:
the gate needs no binding, and importing them takes half a minute.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import engines

_LINK: Final = re.compile(r"/docs/[\w-]+/\w+#(?P<path>\w+) ")
_UNRESOLVED: Final = tuple(f"{name}.IResolvable" for name in engines.ENGINES)
_TYPE: Final = re.compile(r"/hashicorp/aws/(?P<version>[\d.]+)/docs/\S+ (?P<name>\w+)\}")


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a resource, at whatever depth.

    path: dotted, through the blocks that hold it (`rule.visibility_config.sampled_requests_enabled`).
    kind: `boolean`, `string`, `number`, `any`, or `block`; of lists and maps, what they hold.
    collection: `array` or `map` where it holds several, empty otherwise.
    """

    path: str
    kind: str
    collection: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Bindings:
    """The provider's version, the arguments of each of its resource types (`aws_kms_key`), and the names of
    its data sources (`aws_partition`).
    """

    version: str
    types: Mapping[str, tuple[Argument, ...]]
    data_sources: tuple[str, ...]


@cache
def bindings() -> Bindings:
    """Read the assembly of the engine's bindings (130 MB of JSON: seconds).

    Raises FileNotFoundError where they are not installed, and EngineError.
    """
    engine = engines.prepare()
    types = _assembly(engine.aws)["types"]
    found: dict[str, tuple[Argument, ...]] = {}
    data_sources: list[str] = []
    versions: set[str] = set()
    for declared in types.values():
        described = _TYPE.search(declared["docs"].get("summary", ""))
        if described is None:
            continue
        if declared.get("base") == f"{engine.name}.TerraformResource":
            config = types[declared["initializer"]["parameters"][2]["type"]["fqn"]]
            found[described["name"]] = tuple(_arguments(types, config, "", ()))
        elif declared.get("base") == f"{engine.name}.TerraformDataSource":
            data_sources.append(described["name"])
        versions.add(described["version"])
    return Bindings(", ".join(sorted(versions)), dict(sorted(found.items())), tuple(sorted(data_sources)))


def _assembly(package: str) -> dict[str, Any]:
    spec = find_spec(package)
    folders = [Path(folder) / "_jsii" for folder in (spec and spec.submodule_search_locations) or ()]
    for archive in (path for folder in folders for path in folder.glob("*.jsii.tgz")):
        with tarfile.open(archive, "r|gz") as members:  # a stream: the assembly stands first
            for member in members:
                file = members.extractfile(member) if member.name.endswith("/.jsii") else None
                if file is not None:
                    return dict(json.load(file))
    raise FileNotFoundError(f"{package} is not installed, or has no jsii assembly")


def _link(property_: Mapping[str, Any]) -> re.Match[str] | None:
    docs = property_["docs"]  # what has a description has its link in the remarks
    return _LINK.search(f"{docs.get('summary', '')} {docs.get('remarks', '')}")


def _arguments(
    types: Mapping[str, Any], struct: Mapping[str, Any], prefix: str, above: tuple[str, ...]
) -> Iterator[Argument]:
    """Its arguments and those of its blocks; a block within itself (`statement`) is told once."""
    for property_ in struct.get("properties", ()):
        link = _link(property_)
        name = link["path"] if link else re.sub("([A-Z])", r"_\1", property_["name"]).lower()
        path = f"{prefix}{name}"
        required = not property_.get("optional", False)
        for kind, collection in dict.fromkeys(_kinds(property_["type"], "")):
            if kind not in types:
                yield Argument(path, kind, collection, required)
            elif kind not in above:
                yield Argument(path, "block", collection, required)
                yield from _arguments(types, types[kind], f"{path}.", (*above, kind))


def _kinds(kind: Mapping[str, Any], collection: str) -> Iterator[tuple[str, str]]:
    """Each thing that an argument may be, as (primitive or struct, collection)."""
    if "primitive" in kind:
        yield kind["primitive"], collection
    elif kind.get("fqn") not in (None, *_UNRESOLVED):
        yield kind["fqn"], collection
    elif "collection" in kind:
        yield from _kinds(kind["collection"]["elementtype"], kind["collection"]["kind"])
    for choice in kind.get("union", {}).get("types", ()):
        yield from _kinds(choice, collection)
