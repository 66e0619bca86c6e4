"""From parsed stacks to the configuration that is judged; nothing is read from disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final

from policies.configuration import Configuration
from policies.context import IN_PRODUCTION, UNKNOWN, Context, Form, Promises
from policies.expressions.evaluation import Scope
from policies.gate.reading import sections
from policies.gate.reading.canonical import without_nulls
from policies.gate.reading.declared import undone
from policies.gate.reading.instances import all_instances, with_generated
from policies.gate.reading.metadata import Metadata
from policies.gate.reading.shown import form_of, managed
from policies.gate.reading.shown_elements import shown_elements
from policies.lines import primary
from policies.resource import Resource
from policies.values import is_known


@dataclass(frozen=True, slots=True)
class Overrides:
    """What is said of all stacks; None where nothing is. No option says what a system promises."""

    system: str | None = None
    suffix: str | None = None
    profile: str | None = None
    promises: Promises | None = None


NO_OVERRIDES: Final = Overrides()

_PHASES: Final = frozenset({"env", "environment", "stage"})
"""Keys of tags, in small letters, whose values say what an environment is for."""


def build(
    contents: Mapping[str, Mapping[str, Any]], metadata: Metadata, overrides: Overrides
) -> Configuration:
    """Make the configuration of parsed stacks, by stack name; nothing is read from disk."""
    made, otherwise = {}, {}
    for stack, content in contents.items():
        context = _context(stack, content, metadata, overrides)
        made[stack] = _of_stack(stack, content, context, metadata.chains)
        plain = undone(content, metadata.changes_of(stack))[0] if _is_written(context) else content
        if plain is not content:
            otherwise[stack] = _of_stack(stack, plain, context, metadata.chains)
    return _joined(made, _joined(made | otherwise) if otherwise else None)


_Made = tuple[tuple[Resource, ...], tuple[Resource, ...]]
"""What Terraform makes, and that of which it makes none."""


def _joined(stacks: Mapping[str, _Made], otherwise: Configuration | None = None) -> Configuration:
    elements = chain.from_iterable(made for made, _ in stacks.values())
    unmade = chain.from_iterable(unmade for _, unmade in stacks.values())
    return Configuration(tuple(elements), tuple(unmade), None, otherwise)


def _of_stack(
    stack: str, content: Mapping[str, Any], context: Context, chains: Mapping[str, Sequence[str]]
) -> _Made:
    if not _is_written(context):
        return tuple(shown_elements(stack, content, context)), ()
    elements = tuple(_elements(stack, content, context, chains))
    return (
        tuple(element for element, is_made in elements if is_made),
        tuple(element for element, is_made in elements if not is_made),
    )


def _is_written(context: Context) -> bool:
    return context.form is Form.SYNTHESIS


def _context(stack: str, content: Mapping[str, Any], metadata: Metadata, overrides: Overrides) -> Context:
    written = metadata.stacks.get(stack)
    suffix = overrides.suffix or (written.suffix if written else None) or _tagged_suffix(content)
    profile = overrides.profile or (written.profile if written else None) or _tagged_profile(content)
    return Context(
        system=overrides.system or (written.system if written else None) or UNKNOWN,
        suffix=suffix or UNKNOWN,
        profile=profile or UNKNOWN,
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


def _tagged_profile(content: Mapping[str, Any]) -> str | None:
    """The profile that the tags of resources, and of providers for all of theirs, agree on."""
    scope = _scope(content)
    tagged = [values.get(key) for values in _all_values(content) for key in ("tags", "tags_all")]
    for _, values in sections.providers(content):
        tagged += [block.get("tags") for block in sections.objects(values.get("default_tags"))]
    said = {
        str(value).lower()
        for tags in map(scope.resolve, tagged)
        if isinstance(tags, Mapping)
        for key, value in tags.items()
        if str(key).lower() in _PHASES
    }
    return "production" if said and said <= IN_PRODUCTION else None


def _all_values(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The values of each resource, in whatever form the stack is told."""
    yield from (values for _, _, values in sections.blocks(content.get("resource")))
    yield from (each.values for each in managed(content))


def _elements(
    stack: str, content: Mapping[str, Any], context: Context, chains: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Resource, bool]]:
    """Each element and whether Terraform makes it."""
    blocks = [
        (f"{prefix}{kind}", name, values)
        for section, prefix in (("resource", ""), ("data", "data."))
        for kind, name, values in sections.blocks(content.get(section))
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
        chain = tuple(chains.get(path, ()))
        source = primary(chain, context.system)
        return Resource(address, kind, name, resolved, stack, context, region, path, source, chain=chain)

    for kind, name, values in blocks:
        for instance in made[f"{kind}.{name}"]:
            inner = scope.within(instance.names)
            own = instance.without_repetition(values)
            one = element(f"{kind}.{name}{instance.key}", kind, name, own, inner)
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
    for name, values in sections.providers(content):
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


def _provider_regions(content: Mapping[str, Any], scope: Scope) -> Mapping[str, str]:
    """Region by provider reference: `aws`, `aws.alias`."""
    regions = {}
    for name, values in sections.providers(content):
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
