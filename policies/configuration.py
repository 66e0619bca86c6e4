"""The configuration: every element of every stack that is judged, and how they refer to each other.

Whatever is remembered of a configuration goes through `Configuration.recall`, so that it goes with it and
brings its doubts along; what depends on texts alone is remembered by `functools.cache`, or by a bounded
`lru_cache` where the texts are those of stacks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, Final, TypeVar, cast

from policies.context import Form
from policies.doubts import doubt, doubts
from policies.references import block_of, mentioned, reference
from policies.resource import Resource
from policies.values import as_list, as_written, is_expression, is_known

_Found = TypeVar("_Found")
_MOST_VIEWS: Final = 1024
"""Expressions of `count` and `for_each` up to which each is looked at by itself: the work must not grow
with their square."""
_NAMES: Final = ("name", "bucket", "identifier", "function_name")
_ARN_OR_URL: Final = re.compile(
    r"^(?:arn:[^:]*:(?P<service>[^:]*):(?P<region>[^:]*):|https://(?P<host>\w+)\.(?P<place>[^/]+?)\.amazonaws)"
)
_LAST: Final = re.compile("[:/]")
_SEPARATOR: Final = re.compile(r"[:/]")
_VARIABLE: Final = re.compile(r"^\$\{var\.[\w-]+\}$")
_OUTPUT: Final = re.compile(r"^\.outputs(?:\.|\[\")(?P<name>[\w-]+)")


def _is_one_of_several(value: str, target: Resource) -> bool:
    """Whether a reference names one instance of a block of which nobody can tell how many it makes."""
    return target.several and not any(key in value for key in ("[each.key]", "[count.index]"))


_Index = tuple[Mapping[int, list[Resource]], Mapping[str, list[Resource]]]
"""Related resources by the identity of what they refer to, and by the name they give."""


@dataclass(frozen=True, eq=False)
class Configuration:
    """Every element of every stack that Terraform makes or may make, in the order of the files.

    unmade: those whose `count` or `for_each` is literally nothing.
    """

    elements: tuple[Resource, ...]
    unmade: tuple[Resource, ...] = ()
    _all: Mapping[tuple[str, str], Resource] | None = field(default=None, repr=False)
    _otherwise: Configuration | None = field(default=None, repr=False)
    _looked_up: dict[object, tuple[Any, tuple[str, ...]]] = field(default_factory=dict, repr=False)

    @property
    def without_overrides(self) -> Configuration:
        """What it would be without the overrides that settings declare; itself where they change nothing."""
        return self._otherwise or self

    def recall(self, key: object, look: Callable[[], _Found]) -> _Found:
        """What `look` finds, looked for once under this key, however many ask.

        What it depends on that nobody can tell is a doubt of each who asks.
        """
        known = self._looked_up.get(key)
        if known is None:
            with doubts() as noted:
                found = look()
            known = self._looked_up[key] = found, tuple(noted)
        answer, noted_then = known
        for reason in noted_then:
            doubt(reason)
        return cast("_Found", answer)

    @cached_property
    def by_address(self) -> Mapping[tuple[str, str], Resource]:
        """Elements by (stack, address): all of them, since one that is named has to be there."""
        if self._all is not None:
            return self._all
        return {(element.stack, element.address): element for element in self.elements}

    @cached_property
    def by_block(self) -> Mapping[tuple[str, str], tuple[Resource, ...]]:
        """Elements by (stack, address without `[key]`)."""
        grouped: dict[tuple[str, str], list[Resource]] = defaultdict(list)
        for (stack, _), element in self.by_address.items():
            grouped[stack, element.block].append(element)
        return {place: tuple(found) for place, found in grouped.items()}

    @cached_property
    def is_conditional(self) -> bool:
        """Whether an expression decides of some element whether Terraform makes it."""
        return any(element.presence for element in self.elements)

    @cached_property
    def _presences(self) -> int:
        return len({(element.stack, element.presence) for element in self.elements})

    def given(self, resource: Resource) -> Configuration | None:
        """That in which Terraform makes what it surely does, and what it makes where it makes this.

        None where there are more such configurations than are looked at.
        """
        place = (resource.stack, resource.presence) if resource.presence else ("", "")
        if resource.presence and self._presences > _MOST_VIEWS:
            return None
        return self.recall(("given", place), lambda: self._with_those_of(place))

    def _with_those_of(self, place: tuple[str, str]) -> Configuration:
        kept = (each for each in self.elements if not each.presence or (each.stack, each.presence) == place)
        otherwise = self._otherwise and self._otherwise._with_those_of(place)  # noqa: SLF001 - its own kind
        return Configuration(tuple(kept), self.unmade, self.by_address, otherwise)

    @cached_property
    def without_generated(self) -> tuple[Configuration, Mapping[Resource, Resource]]:
        """That in which no `dynamic` block generates anything, and by element what it is there."""
        bare = {
            place: replace(element, values=as_written(element.values))
            if "dynamic" in str(element.values)
            else element
            for place, element in self.by_address.items()
        }
        elements = tuple(bare[element.stack, element.address] for element in self.elements)
        same = {element: bare[place] for place, element in self.by_address.items()}
        otherwise = self._otherwise and self._otherwise.without_generated[0]
        return Configuration(elements, self.unmade, bare, otherwise), same

    def find(self, stack: str, address: str) -> Resource | None:
        """The element of a reference's address; an instance that nobody can tell is its block's element."""
        found = self.by_address.get((stack, address))
        return found or (self.by_address.get((stack, block_of(address))) if "[" in address else None)

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Resource, ...]]:
        """Elements by type."""
        grouped: dict[str, list[Resource]] = defaultdict(list)
        for element in self.elements:
            grouped[element.type].append(element)
        return {kind: tuple(found) for kind, found in grouped.items()}

    @cached_property
    def by_stack(self) -> Mapping[str, tuple[Resource, ...]]:
        """Elements by stack."""
        grouped: dict[str, list[Resource]] = defaultdict(list)
        for element in self.elements:
            grouped[element.stack].append(element)
        return {stack: tuple(found) for stack, found in grouped.items()}

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], list[Resource]]:
        grouped: dict[tuple[str, str], list[Resource]] = defaultdict(list)
        for element in self.elements:
            grouped[element.type, element.stack].append(element)
        return grouped

    def of(self, *types: str, stack: str | None = None) -> tuple[Resource, ...]:
        """The elements of these types, of one stack or of all."""
        if stack is None and len(types) == 1:  # nearly always: then nothing is copied
            return self.by_type.get(types[0], ())
        if stack is None:
            return tuple(element for kind in types for element in self.by_type.get(kind, ()))
        return tuple(element for kind in types for element in self._by_place.get((kind, stack), ()))

    def target(self, user: Resource, value: object) -> Resource | None:
        """The element that `value`, standing in `user`, finally refers to; None where it is none.

        Follows locals, remote states to the output of the stack that produces them, and key
        aliases (as resource or as data source) to the key.
        """
        meant = self.meant(user, value)
        return None if meant is None else meant[0]

    def meant(self, user: Resource, value: object) -> tuple[Resource, str] | None:
        """The same with the attribute of it that is meant, as it is written there."""
        if not isinstance(value, str) or not value.startswith("${"):
            return None
        stack = user.stack
        return self.recall(("meant", stack, value), lambda: self._followed(stack, value))

    def _followed(self, stack: str, value: object) -> tuple[Resource, str] | None:
        for _ in range(8):  # no honest chain is longer; a circle must end
            found = reference(value)
            if found is None:
                return None
            element = self.find(stack, found.address)
            if element is None or element.type == "module":  # what a module gives, nobody reads here
                return None
            if element.type == "local":
                value = element.values.get("value")
            elif element.type == "data.terraform_remote_state":
                output = self.remote_output(element, found.attribute)
                if output is None:
                    return element, found.attribute
                stack, value = output.stack, output.values.get("value")
            elif element.type == "data.aws_kms_alias":
                return self._aliased_key(element) or element, found.attribute
            elif element.type == "aws_kms_alias" and found.attribute.startswith("target_key"):
                value = element.values.get("target_key_id")
            else:
                return element, found.attribute
        return None

    def related(self, resource: Resource, kind: str, attribute: str) -> tuple[Resource, ...]:
        """Resources of type `kind` whose `attribute` names `resource`, by reference or by its very name.

        This is how a bucket finds its versioning, and a queue its policy.
        """
        by_reference, by_name = self.recall(
            ("related", kind, attribute), lambda: self._index(kind, attribute)
        )
        named = [
            found
            for name in ("name", "bucket", "identifier", "cluster_identifier", "domain_name")
            for found in by_name.get(str(resource.values.get(name)), ())
            # Names are unique in one region only; an expression means the same in its own stack only.
            if found.region == resource.region
            and (found.stack == resource.stack or is_known(resource.values[name]))
        ]
        certain = dict.fromkeys([*by_reference.get(id(resource), ()), *named])
        return tuple(certain) or self._mentioning(resource, kind, attribute)

    def _mentioning(self, resource: Resource, kind: str, attribute: str) -> tuple[Resource, ...]:
        """Those that name the resource within an expression: whether they are its own is a doubt."""
        mentions = self.recall(("mentions", kind, attribute), lambda: self._mentions(kind, attribute))
        mentioning = tuple(mentions.get((resource.stack, resource.block), ()))
        for found in mentioning:
            doubt(f"{found.address} may be its own: {attribute} is {found.get(attribute)}")
        return mentioning

    def _mentions(self, kind: str, attribute: str) -> Mapping[tuple[str, str], list[Resource]]:
        grouped: dict[tuple[str, str], list[Resource]] = defaultdict(list)
        for found in self.by_type.get(kind, ()):
            for item in as_list(found.get(attribute)):
                target = self.target(found, item)
                if is_expression(item) and (target is None or _is_one_of_several(item, target)):
                    for address in set(mentioned(item)):
                        grouped[found.stack, address].append(found)
        return grouped

    def elsewhere(self, resource: Resource, kind: str, attribute: str) -> Resource | None:
        """A resource of type `kind` in another stack whose `attribute` may name this one, by a variable.

        None where no output hands this one on, or no other stack names what a variable says.
        """
        if not self.is_handed_on(resource):
            return None
        named = self.recall(("by variable", kind, attribute), lambda: self._by_variable(kind, attribute))
        return next((found for found in named if found.stack != resource.stack), None)

    def _by_variable(self, kind: str, attribute: str) -> list[Resource]:
        return [
            found
            for found in self.by_type.get(kind, ())
            if any(isinstance(item, str) and _VARIABLE.match(item) for item in as_list(found.get(attribute)))
        ]

    def is_handed_on(self, resource: Resource) -> bool:
        """Whether an output of its stack mentions the resource."""
        return (resource.stack, resource.block) in self._handed_on

    @cached_property
    def _handed_on(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (output.stack, address)
            for output in self.by_type.get("output", ())
            for _, text in output.strings()
            for address in mentioned(text)
        )

    def owner(self, related: Resource, attribute: str, *types: str) -> Resource | None:
        """The element of one of these types that a related resource names; None where it is not there.

        Where it is, it is judged with what is related to it; one without its owner is judged alone.
        """
        for value in as_list(related.get(attribute)):
            target = self.target(related, value)
            if target is not None and target.type in types:
                return target
            blocks = mentioned(value) if target is None and is_expression(value) else ()
            named = [text for _, text in target.strings()] if target is not None else [str(value)]
            candidates = [
                *(found for address in blocks for found in self.by_block.get((related.stack, address), ())),
                *(found for text in named for found in self._named.get(_LAST.split(text)[-1], ())),
                *(found for text in named for found in self._named.get(text, ())),
            ]
            for found in candidates:
                if found.type in types and (found.block in blocks or self.names(related, value, found)):
                    return found
        return None

    @cached_property
    def _named(self) -> Mapping[str, tuple[Resource, ...]]:
        """Elements by what they are called."""
        grouped: dict[str, list[Resource]] = defaultdict(list)
        for element in self.elements:
            for name in {str(element.values.get(key)) for key in _NAMES}:
                grouped[name].append(element)
        return {name: tuple(found) for name, found in grouped.items()}

    def provider(self, resource: Resource) -> Resource | None:
        """The provider that the resource names, or its stack's default one; None where none is configured."""
        named = resource.values.get("provider") or resource.type.removeprefix("data.").split("_")[0]
        bare = str(named).removeprefix("${").removesuffix("}")
        return self.by_address.get((resource.stack, f"provider.{bare}"))

    def names(self, user: Resource, value: object, resource: Resource) -> bool:
        """Whether `value`, standing in `user`, is `resource`: a reference, its very name, its ARN or URL.

        A data source that reads the resource by its name counts as the resource.
        """
        target = self.target(user, value)
        if target is resource:
            return True
        name = next((resource.values[key] for key in _NAMES if resource.values.get(key)), None)
        if not isinstance(name, str) or not (is_known(name) or user.stack == resource.stack):
            return False
        if target is not None:
            same = target.type == f"data.{resource.type}" and name in target.values.values()
            return same and target.region == resource.region
        text = str(value).removesuffix(":*")
        if text == name:
            return user.region == resource.region
        match = _ARN_OR_URL.match(text)
        if match is None or not text.endswith((f":{name}", f"/{name}")):
            return False
        # A topic and its queue often share a name, and so do the queues of two regions.
        kinds = {"sns": "aws_sns_topic", "sqs": "aws_sqs_queue"}
        region = match["region"] or match["place"] or ""
        return kinds.get(match["service"] or match["host"], resource.type) == resource.type and (
            region in ("", "*", resource.region) or not is_known(region)
        )

    def named(self, user: Resource, value: object) -> tuple[Resource, ...]:
        """Every element that `value`, standing in `user`, is, as `names` tells it, without asking each."""
        if not isinstance(value, str):
            return ()
        return self.recall(("named", user.stack, user.region, value), lambda: self._found(user, value))

    def _found(self, user: Resource, value: str) -> tuple[Resource, ...]:
        target = self.target(user, value)
        if target is not None:
            is_read = target.type.startswith("data.")
            texts = [text for text in target.values.values() if is_read and isinstance(text, str)]
        else:
            text = value.removesuffix(":*")
            texts = [text, *(text[match.end() :] for match in _SEPARATOR.finditer(text))]
        likely = [target] if target is not None else []
        likely += [found for text in dict.fromkeys(texts) for found in self._by_name.get(text, ())]
        return tuple(each for each in dict.fromkeys(likely) if self.names(user, value, each))

    def naming(self, resource: Resource, kind: str, attribute: str) -> tuple[Resource, ...]:
        """The elements of type `kind` whose `attribute` is `resource`, as `names` tells it."""
        by_resource = self.recall(("naming", kind, attribute), lambda: self._naming(kind, attribute))
        return tuple(dict.fromkeys(by_resource.get(resource, ())))

    def _naming(self, kind: str, attribute: str) -> Mapping[Resource, list[Resource]]:
        grouped: dict[Resource, list[Resource]] = defaultdict(list)
        for found in self.by_type.get(kind, ()):
            for item in as_list(found.get(attribute)):
                for named in self.named(found, item):
                    grouped[named].append(found)
        return grouped

    def having(self, kind: str, attribute: str, value: object) -> tuple[Resource, ...]:
        """The elements of type `kind` whose `attribute` is this value, as it is written."""
        by_value = self.recall(("having", kind, attribute), lambda: self._having(kind, attribute))
        return tuple(by_value.get(repr(value), ()))

    def _having(self, kind: str, attribute: str) -> Mapping[str, list[Resource]]:
        grouped: dict[str, list[Resource]] = defaultdict(list)
        for found in self.by_type.get(kind, ()):
            grouped[repr(found.get(attribute))].append(found)
        return grouped

    @cached_property
    def _by_name(self) -> Mapping[str, list[Resource]]:
        """Elements by the name that `names` knows them by."""
        grouped: dict[str, list[Resource]] = defaultdict(list)
        for element in self.elements:
            name = next((element.values[key] for key in _NAMES if element.values.get(key)), None)
            if isinstance(name, str):
                grouped[name].append(element)
        return grouped

    def _index(self, kind: str, attribute: str) -> _Index:
        by_reference: dict[int, list[Resource]] = defaultdict(list)
        by_name: dict[str, list[Resource]] = defaultdict(list)
        for found in self.by_type.get(kind, ()):
            value = found.get(attribute)
            for item in value if isinstance(value, list) else [value]:
                target = self.target(found, item)
                if target is not None:
                    if not _is_one_of_several(item, target):
                        by_reference[id(target)].append(found)
                elif isinstance(item, str):
                    by_name[item].append(found)
        return by_reference, by_name

    def remote_output(self, state: Resource, attribute: str) -> Resource | None:
        """The output that a remote state reads: of the stack whose backend has the same key.

        A plan and a state tell no backend; theirs is the stack after which the file of the state is named.
        """
        match = _OUTPUT.match("." + attribute)
        key = state.get("config.key")
        if match is None:
            return None
        for backend in self.having("terraform.backend", "key", key) if key is not None else ():
            return self.by_address.get((backend.stack, f"output.{match['name']}"))
        if state.context.form is not Form.SYNTHESIS:
            for part in reversed(str(key or state.get("config.path") or "").split("/")):
                output = self.by_address.get((part.removesuffix(".tfstate"), f"output.{match['name']}"))
                if output is not None:
                    return output
        return None

    def _aliased_key(self, alias: Resource) -> Resource | None:
        for candidate in self.having("aws_kms_alias", "name", alias.values.get("name")):
            if candidate.region == alias.region:
                return self.target(candidate, candidate.values.get("target_key_id"))
        return None


def recalled(look: Callable[[Configuration], _Found]) -> Callable[[Configuration], _Found]:
    """Cache what `look` finds in a configuration: it runs once, however many ask (`Configuration.recall`)."""

    @wraps(look)
    def looked(configuration: Configuration) -> _Found:
        return configuration.recall(look, lambda: look(configuration))

    return looked
