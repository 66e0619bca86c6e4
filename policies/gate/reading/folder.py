"""From synthesized files, plans and states to an estate. What cannot be read is a problem with its own
sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from policies.estate import UNKNOWN, Context, Estate, Form, Promises, Resource, is_known
from policies.expressions import Scope
from policies.gate.reading import sections
from policies.gate.reading.instances import all_instances, with_generated
from policies.gate.reading.metadata import Metadata, MetadataError, read_metadata
from policies.gate.reading.shown import form_of, is_about_nothing, managed, refusal
from policies.gate.reading.shown_elements import shown_elements, shown_notes
from policies.gate.reading.shown_files import shown_files, stack_of, text_of
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
class Overrides:
    """What is said of all stacks; None where nothing is. No option says what a system promises."""

    system: str | None = None
    suffix: str | None = None
    profile: str | None = None
    promises: Promises | None = None


@dataclass(frozen=True)
class Reading:
    """What was read from a folder or a file.

    contents: each stack's parsed file, by stack name: synthesized, or a plan or a state that Terraform shows.
    overrides: what the reader was told of all stacks.
    problems: what could not be read; with one of them, there is no verdict.
    notes: what a reader of the verdict should know.
    """

    contents: Mapping[str, Mapping[str, Any]]
    metadata: Metadata
    overrides: Overrides
    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @cached_property
    def estate(self) -> Estate:
        """The elements of all stacks."""
        return build(self.contents, self.metadata, self.overrides)


NO_OVERRIDES: Final = Overrides()


def read(folder: Path, overrides: Overrides = NO_OVERRIDES) -> Reading:
    """Read every stack of a synthesized folder, or every plan and state that Terraform shows in a folder, or
    one file of any of these. Never raises for bad content; it becomes a problem.
    """
    problems: list[str] = []
    notes: list[str] = []
    try:
        metadata = read_metadata(folder.parent if folder.is_file() else folder)
    except MetadataError as error:
        problems.append(str(error))
        metadata = Metadata()
    notes += metadata.notes
    contents: dict[str, Mapping[str, Any]] = {}
    for name, path in _stack_files(folder, problems, notes):
        parsed = _parsed_stack(path, problems)
        if parsed is not None:
            contents[name] = parsed
            if path.name == STACK_FILE:
                _refuse_unjudged_files(path.parent, problems)
    notes += shown_notes(contents)
    if not contents and not problems:
        problems.append(
            f"{folder}: no stack to judge. Synthesis leaves none where a rule fails; "
            "synthesize first, or name the folder that cdktf wrote."
        )
    return Reading(contents, metadata, overrides, tuple(problems), tuple(notes))


def build(contents: Mapping[str, Mapping[str, Any]], metadata: Metadata, overrides: Overrides) -> Estate:
    """Make the estate of parsed stacks, by stack name; nothing is read from disk."""
    elements: list[Resource] = []
    unmade: list[Resource] = []
    for stack, content in contents.items():
        context = _context(stack, content, metadata, overrides)
        if context.form is not Form.SYNTHESIS:
            elements.extend(shown_elements(stack, content, context))
            continue
        for element, is_made in _elements(stack, content, context, metadata.sources):
            (elements if is_made else unmade).append(element)
    return Estate(tuple(elements), tuple(unmade))


def _stack_files(folder: Path, problems: list[str], notes: list[str]) -> list[tuple[str, Path]]:
    if folder.is_file():
        return [(folder.resolve().parent.name if folder.name == STACK_FILE else stack_of(folder), folder)]
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
        return list(present.items()) or shown_files(folder, problems)
    expected = _manifest_stacks(manifest, problems)
    if expected is None:
        return []
    problems += [
        f"{folder}: the manifest names the stack {name}, whose {expected[name]} is missing"
        for name in sorted(expected.keys() - present.keys())
    ]
    problems += [
        f"{present[name]}: the manifest does not name this stack. Clear the folder and synthesize."
        for name in sorted(present.keys() - expected.keys())
    ]
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
        parsed = loads(text_of(path))
    except (OSError, UnicodeDecodeError, StrictJsonError) as error:
        problems.append(f"{path}: it does not parse: {error}")
        return None
    if not isinstance(parsed, Mapping):
        problems.append(f"{path}: it is no JSON object")
        return None
    return parsed


def _parsed_stack(path: Path, problems: list[str]) -> Mapping[str, Any] | None:
    parsed = _parsed(path, problems)
    if parsed is None:
        return None
    if form_of(parsed) is not Form.SYNTHESIS:
        why = refusal(parsed) or _unlike_what_is_shown(parsed)
        if not why and is_about_nothing(parsed):
            why = "it has no resource and changes none, so there is nothing to judge"
        if why:
            problems.append(f"{path}: {why}")
        return None if why else parsed
    if strange := sorted(set(parsed) - _SECTIONS):
        problems.append(f"{path}: '{strange[0]}' is no section of a Terraform file that the gate knows")
        return None
    for section in ("resource", "data"):
        # Terraform's levels are type, name, attributes.
        if where := _misshapen(parsed.get(section, {}), section, levels=2):
            problems.append(f"{path}: {where} is not an object, so what it holds cannot be judged")
            return None
    return parsed


def _unlike_what_is_shown(parsed: Mapping[str, Any]) -> str:
    """Why a plan or state is none that Terraform writes; empty where its elements can be made."""
    try:
        if is_about_nothing(parsed):
            return ""
        for element in shown_elements("", parsed, Context(form=form_of(parsed))):
            element.type.partition(".")
        shown_notes({"": parsed})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return f"it is not what Terraform writes ({type(error).__name__}: {error})"
    return ""


def _misshapen(value: object, where: str, levels: int) -> str:
    """Where something that should be an object (or a list of them) is not; empty where all is well."""
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, Mapping):
            return where
        for key, inner in item.items() if levels else ():
            if key != "//" and (found := _misshapen(inner, f"{where}.{key}", levels - 1)):
                return found
    return ""


def _refuse_unjudged_files(folder: Path, problems: list[str]) -> None:
    """Terraform reads every configuration file of a folder: one beside the stack would deploy unjudged."""
    problems += [
        f"{path}: Terraform would read this file too, and no rule judges it. Remove it."
        for path in sorted(folder.iterdir())
        if path.name != STACK_FILE and path.name.endswith(_READ_BY_TERRAFORM)
    ]


def _context(stack: str, content: Mapping[str, Any], metadata: Metadata, overrides: Overrides) -> Context:
    written = metadata.stacks.get(stack)
    suffix = overrides.suffix or (written.suffix if written else None) or _tagged_suffix(content)
    return Context(
        system=overrides.system or (written.system if written else None) or UNKNOWN,
        suffix=suffix or UNKNOWN,
        profile=overrides.profile or (written.profile if written else None) or UNKNOWN,
        overrides=written.overrides if written else (),
        form=form_of(content),
        promises=overrides.promises or (written.promises if written else None),
    )


def _tagged_suffix(content: Mapping[str, Any]) -> str | None:
    """The EnvironmentSuffix tag, where all the stack's resources that have one agree."""
    found = {
        str(tags["EnvironmentSuffix"])
        for values in _all_values(content)
        if isinstance(tags := values.get("tags"), Mapping) and tags.get("EnvironmentSuffix")
    }
    only = found.pop() if len(found) == 1 else None
    return only if is_known(only) else None


def _all_values(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The values of each resource, in whatever form the stack is told."""
    yield from (values for _, _, values in _blocks(content.get("resource")))
    yield from (each.values for each in managed(content))


def _elements(
    stack: str, content: Mapping[str, Any], context: Context, sources: Mapping[str, str]
) -> Iterator[tuple[Resource, bool]]:
    """Each element and whether Terraform makes it."""
    blocks = [
        (f"{prefix}{kind}", name, values)
        for section, prefix in (("resource", ""), ("data", "data."))
        for kind, name, values in _blocks(content.get(section))
    ]
    made, scope = all_instances({f"{kind}.{name}": values for kind, name, values in blocks}, _scope(content))
    regions = _provider_regions(content, scope)

    def element(
        address: str, kind: str, name: str, values: Mapping[str, Any], scope: Scope = scope
    ) -> Resource:
        path = _construct_path(values)
        kept = {key: value for key, value in values.items() if key != "//"}
        resolved = without_nulls(with_generated(scope.resolve(kept), scope))
        region = (
            str(resolved.get("region") or "") if kind.startswith("provider.") else _region(resolved, regions)
        )
        return Resource(address, kind, name, resolved, stack, context, region, path, sources.get(path, ""))

    for kind, name, values in blocks:
        for instance in made[f"{kind}.{name}"]:
            inner = scope.within(instance.names)
            one = element(f"{kind}.{name}{instance.key}", kind, name, instance.of(values), inner)
            if instance.presence:
                one = replace(
                    one,
                    presence=instance.presence,
                    by_default=instance.by_default,
                    several=instance.several,
                )
            yield one, True
        if not made[f"{kind}.{name}"]:
            yield element(f"{kind}.{name}", kind, name, values), False
    for address, kind, name, values in sections.elements(content):
        yield element(address, kind, name, values), True
    for address, kind, name, values in _settings(content):
        yield element(address, kind, name, values), True


def _scope(content: Mapping[str, Any]) -> Scope:
    """What `local.` and `var.` stand for in a stack."""
    return Scope(
        locals={
            name: value for group in sections.objects(content.get("locals")) for name, value in group.items()
        },
        variables={
            name: block["default"]
            for name, block in sections.named_blocks(content.get("variable"))
            if "default" in block
        },
    )


def _settings(content: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Every other element as (address, type, name, values)."""
    for name, values in _providers(content):
        alias = values.get("alias")
        yield (
            f"provider.{name}" + (f".{alias}" if alias else ""),
            f"provider.{name}",
            str(alias or ""),
            values,
        )
    for settings in sections.objects(content.get("terraform")):
        yield "terraform", "terraform", "", {k: v for k, v in settings.items() if k != "backend"}
        for kind, block in sections.named_blocks(settings.get("backend")):
            yield f"terraform.backend.{kind}", "terraform.backend", kind, block
    for section in ("output", "variable", "module"):
        for name, block in sections.named_blocks(content.get(section)):
            yield f"{section}.{name}", section, name, block
    for group in sections.objects(content.get("locals")):
        for name, value in group.items():
            yield f"local.{name}", "local", name, {"value": value}


def without_nulls(value: Any) -> Any:  # noqa: ANN401 - JSON has every type
    """The value without its null attributes: to Terraform, null and absent are the same."""
    if isinstance(value, dict | Mapping):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value if item is not None]
    return value


def canonical(content: Mapping[str, Any]) -> dict[str, Any]:
    """The stack with its resources, data sources and providers in the one form that cdktf writes.

    Terraform also takes lists of objects at each level. Null attributes are left out.
    """
    made: dict[str, Any] = dict(without_nulls(content))
    for section in ("resource", "data"):
        if section in made:
            types: dict[str, dict[str, Any]] = {}
            for kind, name, values in _blocks(made[section]):
                types.setdefault(kind, {})[name] = values
            made[section] = types
    if "provider" in made:
        providers: dict[str, list[Any]] = {}
        for name, values in _providers(made):
            providers.setdefault(name, []).append(values)
        made["provider"] = providers
    return made


def _blocks(section: object) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every (type, name, values) of a `resource` or `data` section."""
    for types in sections.objects(section):
        for kind, named in types.items():
            for name, block in sections.named_blocks(named):
                yield kind, name, block


def _providers(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from sections.named_blocks(content.get("provider"))


def _provider_regions(content: Mapping[str, Any], scope: Scope) -> Mapping[str, str]:
    """Region by provider reference: `aws`, `aws.alias`."""
    regions = {}
    for name, values in _providers(content):
        alias = values.get("alias")
        region = scope.resolve(values.get("region"))
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
