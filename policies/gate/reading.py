"""From synthesized files to an estate. What cannot be read is a problem with its own sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from policies.estate import UNKNOWN, Context, Estate, Resource, is_known
from policies.gate.metadata import METADATA_FILE, Metadata, MetadataError, read_metadata
from policies.strict_json import StrictJsonError, loads

STACK_FILE: Final = "cdk.tf.json"
_READ_BY_TERRAFORM: Final = (".tf", ".tf.json", ".tfvars", ".tfvars.json", ".tofu", ".tofu.json")
_SECTIONS: Final = frozenset(
    {
        *("//", "terraform", "provider", "resource", "data", "output", "variable", "locals", "module"),
        *("import", "moved", "removed", "check", "ephemeral"),
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a folder.

    contents: each stack's parsed file, by stack name.
    problems: what could not be read; with one of them, there is no verdict.
    notes: what a reader of the verdict should know.
    """

    estate: Estate
    contents: Mapping[str, Mapping[str, Any]]
    metadata: Metadata
    problems: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says of all stacks; None where it says nothing."""

    system: str | None = None
    suffix: str | None = None
    profile: str | None = None


def read(folder: Path, overrides: Overrides = Overrides()) -> Reading:  # noqa: B008 - frozen
    """Read every stack of a synthesized folder. Never raises for bad content; it becomes a problem."""
    problems: list[str] = []
    notes: list[str] = []
    try:
        metadata = read_metadata(folder)
    except MetadataError as error:
        problems.append(str(error))
        metadata = Metadata()
    contents: dict[str, Mapping[str, Any]] = {}
    for name, path in _stack_files(folder, problems, notes):
        parsed = _parsed(path, problems)
        if parsed is not None:
            contents[name] = parsed
            _refuse_unjudged_files(path.parent, problems)
    if not contents and not problems:
        problems.append(
            f"{folder}: no stack to judge. Synthesize first, or name the folder that cdktf wrote."
        )
    estate = build(contents, metadata, overrides)
    return Reading(estate, contents, metadata, tuple(problems), tuple(notes))


def build(contents: Mapping[str, Mapping[str, Any]], metadata: Metadata, overrides: Overrides) -> Estate:
    """Make the estate of parsed stacks, by stack name; nothing is read from disk."""
    elements: list[Resource] = []
    for stack, content in contents.items():
        context = _context(stack, content, metadata, overrides)
        elements.extend(_elements(stack, content, context, metadata.sources))
    return Estate(tuple(elements))


def _stack_files(folder: Path, problems: list[str], notes: list[str]) -> list[tuple[str, Path]]:
    if not folder.is_dir():
        problems.append(
            f"{folder}: there is no such folder. Synthesize first, or name the folder that cdktf wrote."
        )
        return []
    present = {path.parent.name: path for path in sorted(folder.glob(f"stacks/*/{STACK_FILE}"))}
    manifest = folder / "manifest.json"
    if not manifest.exists():
        if present:
            notes.append(f"{folder}: no manifest.json, so every stacks/*/{STACK_FILE} was read")
        return list(present.items())
    expected = _manifest_stacks(manifest, problems)
    if expected is None:
        return []
    for name in sorted(expected.keys() - present.keys()):
        problems.append(f"{folder}: the manifest names the stack {name}, whose {expected[name]} is missing")
    for name in sorted(present.keys() - expected.keys()):
        problems.append(
            f"{present[name]}: the manifest does not name this stack. Clear the folder and synthesize."
        )
    return [(name, path) for name, path in present.items() if name in expected]


def _manifest_stacks(manifest: Path, problems: list[str]) -> dict[str, str] | None:
    """The stacks of a manifest and the file of each; None where it cannot be read."""
    parsed = _parsed(manifest, problems)
    if parsed is None:
        return None
    stacks = parsed.get("stacks")
    if not isinstance(stacks, Mapping) or not stacks:
        problems.append(f"{manifest}: it names no stack")
        return None
    return {
        str(name): str(entry.get("synthesizedStackPath")) if isinstance(entry, Mapping) else STACK_FILE
        for name, entry in stacks.items()
    }


def _parsed(path: Path, problems: list[str]) -> Mapping[str, Any] | None:
    try:
        parsed = loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, StrictJsonError) as error:
        problems.append(f"{path}: it does not parse: {error}")
        return None
    if not isinstance(parsed, Mapping):
        problems.append(f"{path}: it is no JSON object")
        return None
    if path.name == STACK_FILE and (strange := sorted(set(parsed) - _SECTIONS)):
        problems.append(f"{path}: '{strange[0]}' is no section of a Terraform file that the gate knows")
        return None
    if path.name == STACK_FILE and (where := _misshapen(parsed)):
        problems.append(f"{path}: {where} is not an object, so what it holds cannot be judged")
        return None
    return parsed


def _misshapen(content: Mapping[str, Any]) -> str:
    """Where a resource or data section is no object of objects; empty where all is well."""
    for section in ("resource", "data"):
        level = [(section, content[section])] if section in content else []
        for _ in ("types", "names", "values"):
            for where, value in level:
                for item in value if isinstance(value, list) else [value]:
                    if not isinstance(item, Mapping):
                        return where
            level = [
                (f"{where}.{key}", inner)
                for where, value in level
                for item in (value if isinstance(value, list) else [value])
                for key, inner in item.items()
                if key != "//"
            ]
        for where, value in level:
            if not all(isinstance(item, Mapping) for item in (value if isinstance(value, list) else [value])):
                return where
    return ""


def _refuse_unjudged_files(folder: Path, problems: list[str]) -> None:
    """Terraform reads every configuration file of a folder: one beside the stack would deploy unjudged."""
    for path in sorted(folder.iterdir()):
        if path.name != STACK_FILE and path.name.endswith(_READ_BY_TERRAFORM):
            problems.append(f"{path}: Terraform would read this file too, and no rule judges it. Remove it.")


def _context(stack: str, content: Mapping[str, Any], metadata: Metadata, overrides: Overrides) -> Context:
    written = metadata.stacks.get(stack)
    suffix = overrides.suffix or (written.suffix if written else None) or _tagged_suffix(content)
    return Context(
        system=overrides.system or (written.system if written else None) or UNKNOWN,
        suffix=suffix or UNKNOWN,
        profile=overrides.profile or (written.profile if written else None) or "ephemeral",
    )


def _tagged_suffix(content: Mapping[str, Any]) -> str | None:
    """The EnvironmentSuffix tag, where all the stack's resources that have one agree."""
    found = {
        str(tags["EnvironmentSuffix"])
        for _, _, values in _blocks(content.get("resource"))
        if isinstance(tags := values.get("tags"), Mapping) and tags.get("EnvironmentSuffix")
    }
    only = found.pop() if len(found) == 1 else None
    return only if is_known(only) else None


def _elements(
    stack: str, content: Mapping[str, Any], context: Context, sources: Mapping[str, str]
) -> Iterator[Resource]:
    regions = _provider_regions(content)

    def element(address: str, kind: str, name: str, values: Mapping[str, Any], region: str = "") -> Resource:
        path = _construct_path(values)
        kept = without_nulls({key: value for key, value in values.items() if key != "//"})
        return Resource(address, kind, name, kept, stack, context, region, path, sources.get(path, ""))

    for kind, name, values in _blocks(content.get("resource")):
        yield element(f"{kind}.{name}", kind, name, values, _region(values, regions))
    for kind, name, values in _blocks(content.get("data")):
        yield element(f"data.{kind}.{name}", f"data.{kind}", name, values, _region(values, regions))
    for name, values in _providers(content):
        alias = values.get("alias")
        address = f"provider.{name}.{alias}" if alias else f"provider.{name}"
        yield element(address, f"provider.{name}", str(alias or ""), values, str(values.get("region") or ""))
    for settings in _each(content.get("terraform")):
        yield element("terraform", "terraform", "", {k: v for k, v in settings.items() if k != "backend"})
        for backends in _each(settings.get("backend")):
            for kind, values in backends.items():
                for block in _each(values):
                    yield element(f"terraform.backend.{kind}", "terraform.backend", kind, block)
    for section in ("output", "variable", "module"):
        for group in _each(content.get(section)):
            for name, values in group.items():
                for block in _each(values):
                    yield element(f"{section}.{name}", section, name, block)
    for group in _each(content.get("locals")):
        for name, value in group.items():
            yield element(f"local.{name}", "local", name, {"value": value})


def without_nulls(value: Any) -> Any:  # noqa: ANN401 - JSON has every type
    """The value without its null attributes: to Terraform, null and absent are the same."""
    if isinstance(value, Mapping):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value if item is not None]
    return value


def _each(value: object) -> Iterator[Mapping[str, Any]]:
    """A JSON section is an object, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            yield {key: content for key, content in item.items() if key != "//"} if "//" in item else item


def _blocks(section: object) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every (type, name, values) of a `resource` or `data` section."""
    for types in section if isinstance(section, list) else [section]:
        if not isinstance(types, Mapping):
            continue
        for kind, named in types.items():
            for group in named if isinstance(named, list) else [named]:
                if not isinstance(group, Mapping):
                    continue
                for name, values in group.items():
                    for block in values if isinstance(values, list) else [values]:
                        if isinstance(block, Mapping):
                            yield kind, name, block


def _providers(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for group in _each(content.get("provider")):
        for name, configurations in group.items():
            for values in configurations if isinstance(configurations, list) else [configurations]:
                if isinstance(values, Mapping):
                    yield name, values


def _provider_regions(content: Mapping[str, Any]) -> Mapping[str, str]:
    """Region by provider reference: `aws`, `aws.alias`."""
    regions = {}
    for name, values in _providers(content):
        alias = values.get("alias")
        region = values.get("region")
        if isinstance(region, str) and is_known(region):
            regions[f"{name}.{alias}" if alias else name] = region
    return regions


def _region(values: Mapping[str, Any], regions: Mapping[str, str]) -> str:
    own = values.get("region")
    if isinstance(own, str) and own:
        return own if is_known(own) else ""
    provider = str(values.get("provider") or "aws")
    return regions.get(provider.removeprefix("${").removesuffix("}"), "")


def _construct_path(values: Mapping[str, Any]) -> str:
    comment = values.get("//")
    metadata = comment.get("metadata") if isinstance(comment, Mapping) else None
    return str(metadata.get("path", "")) if isinstance(metadata, Mapping) else ""


__all__ = ["METADATA_FILE", "STACK_FILE", "Overrides", "Reading", "build", "read", "without_nulls"]
