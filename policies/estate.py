"""The estate: every element of every stack that is judged, and how they refer to each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, wraps
from typing import Any, Final, TypeVar, cast

_Found = TypeVar("_Found")
UNKNOWN: Final = "unknown"
PROFILES: Final = ("ephemeral", "throughput", "production")
_KEY: Final = r"\[(?:\d+|\"(?:[^\"\\$%]|\\.)*\")\]"
_MODULES: Final = rf"(?:(?:module\.[\w-]+(?:{_KEY})?\.)+(?=(?:data\.)?[A-Za-z]+_\w+\.))?"
"""Before the address of what lies in modules, as a plan and a state tell it; types have an underscore."""
_REFERENCE: Final = re.compile(
    rf"^\$\{{(?P<address>{_MODULES}(?:(?:data|ephemeral)\.)?[A-Za-z][\w-]*\.[\w-]+(?:{_KEY})?)"
    r"(?P<attribute>[.\[][^{}]*)?\}$"
)
_INSTANCE: Final = re.compile(rf"{_KEY}$")
_MENTION: Final = re.compile(rf"(?<![\w.]){_MODULES}(?:(?:data|ephemeral)\.)?[A-Za-z][\w-]*\.[A-Za-z_][\w-]*")
_MOST_VIEWS: Final = 1024
"""Expressions of `count` and `for_each` up to which each is looked at by itself: the work must not grow
with their square."""
_UNMANAGED: Final = frozenset(
    {"terraform", "output", "variable", "module", "local", "import", "moved", "removed", "check"}
)
_NAMES: Final = ("name", "bucket", "identifier", "function_name")
_ARN_OR_URL: Final = re.compile(
    r"^(?:arn:[^:]*:(?P<service>[^:]*):(?P<region>[^:]*):|https://(?P<host>\w+)\.(?P<place>[^/]+?)\.amazonaws)"
)
_LAST: Final = re.compile("[:/]")
_SEPARATOR: Final = re.compile(r"[:/]")
_VARIABLE: Final = re.compile(r"^\$\{var\.[\w-]+\}$")
_OUTPUT: Final = re.compile(r"^\.outputs(?:\.|\[\")(?P<name>[\w-]+)")


class Form(StrEnum):
    """In which form a stack is told: as it is synthesized, or as Terraform shows its plan or its state."""

    SYNTHESIS = "synthesis"
    PLAN = "plan"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Promises:
    """What a system promises beside what every system does, as its settings say and a synthesis notes.

    isolated: none of its networks has a way to the internet.
    log_days: for how many days exactly its logs are kept; None: a year or more.
    tags: the keys of tags that every resource carries beside those of every system.
    """

    isolated: bool = False
    log_days: int | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a stack belongs to, where it is known; `unknown` where nothing says it.

    profile: one of `PROFILES`.
    promises: None where nothing says what the system promises.
    overrides: what the settings of its system say otherwise for one region, as `<region>.<key>`.
    form: what of a stack can be told at all depends on it.
    """

    system: str = UNKNOWN
    suffix: str = UNKNOWN
    profile: str = UNKNOWN
    overrides: tuple[str, ...] = ()
    form: Form = Form.SYNTHESIS
    promises: Promises | None = None

    def told(self, what: str, value: str | Promises) -> Context:
        """The same, with the profile, promises, suffix or system said."""
        return replace(self, **{what: value})  # type: ignore[arg-type]

    def overridden(self, *regions: str) -> tuple[str, ...]:
        """What the settings declare for one of these regions alone."""
        return tuple(override for override in self.overrides if override.rsplit(".", 1)[0] in regions)


_DOUBTS: Final[ContextVar[list[str] | None]] = ContextVar("doubts", default=None)


@contextmanager
def doubts() -> Iterator[list[str]]:
    """What a check leans on that nobody can tell, a sentence each, noted while it looks at an estate."""
    noted: list[str] = []
    token = _DOUBTS.set(noted)
    try:
        yield noted
    finally:
        _DOUBTS.reset(token)


def _doubt(reason: str) -> None:
    noted = _DOUBTS.get()
    if noted is not None and reason not in noted:
        noted.append(reason)


class Generated(str):
    """Stands where a `dynamic` block generates others: an expression that only the plan can tell."""

    __slots__ = ()

    @classmethod
    def by(cls, label: str) -> Generated:
        """What the `dynamic` block of this label generates."""
        return cls('${dynamic "' + label + '"}')


class UnknownBlock(Mapping[str, Any]):
    """A block that an expression gives or a `dynamic` block generates: every attribute is that expression."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    def __getitem__(self, name: str) -> str:
        return self._expression

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 1


def is_known(value: object) -> bool:
    """False where the value, or a part of it, is an expression that only Terraform can evaluate."""
    return not (isinstance(value, str) and ("${" in value or "%{" in value))


@dataclass(frozen=True, eq=False)
class Resource:
    """One element of a stack: a resource, data source, provider, backend, output, variable or module.

    address: as Terraform writes it (`aws_kms_key.data`, `data.aws_x.y`, `provider.aws.alias`,
        `terraform.backend.s3`, `output.name`).
    type: what rules select by (`aws_kms_key`, `data.aws_x`, `provider.aws`, `terraform.backend`, ...).
    region: where the provider puts it; empty where that cannot be told.
    path: the construct path, empty for what cdktf did not write.
    source: file and line of the Python that made it, empty where not known.
    presence: the expression of `count` or `for_each` that decides whether, and how often, Terraform makes
        it; empty where it makes exactly this one.
    by_default: whether Terraform makes it where nobody sets a variable.
    several: whether it stands for instances of which nobody can tell how many there are.
    """

    address: str
    type: str
    name: str
    values: Mapping[str, Any]
    stack: str
    context: Context
    region: str = ""
    path: str = ""
    source: str = ""
    presence: str = ""
    by_default: bool = True
    several: bool = False

    @property
    def block(self) -> str:
        """The address of the block that it is an instance of: its own, without `[key]`."""
        return _INSTANCE.sub("", self.address)

    @property
    def is_managed(self) -> bool:
        """Whether Terraform creates it, rather than reads it or is configured by it."""
        return "." not in self.type and self.type not in _UNMANAGED

    def get(self, attribute: str) -> Any:  # noqa: ANN401 - Terraform values have every JSON type
        """The value at a dotted path (`server_side_encryption.kms_key_arn`), or None where absent.

        A block that stands once reads the same whether Terraform writes it as an object or as a
        list of one. Where a block stands several times, use `blocks`. What lies in a block that is
        generated, or that an expression gives, is that expression.
        """
        value: Any = self.values
        for key in attribute.split("."):
            if not isinstance(value, dict):  # nearly always it is one: nothing else is then asked
                if isinstance(value, list) and value:
                    value = value[0] if len(value) == 1 else next(filter(_is_expression, value), None)
                if not isinstance(value, Mapping):
                    value = value if _is_expression(value) else None
                    break
            value = value.get(key)
        if type(value) is Generated or (
            type(value) is list and any(type(item) is Generated for item in value)
        ):
            _doubt(f"{self.address} generates {attribute}, which only the plan can tell")
        return value

    def blocks(self, attribute: str) -> tuple[Mapping[str, Any], ...]:
        """Every block at a dotted path, through every list on the way.

        For one that is generated, or that an expression gives, stands an `UnknownBlock`.
        """
        first, *within = attribute.split(".")
        if first not in self.values:  # nearly always
            return ()
        found: list[Any] = [self.values]
        for key in (first, *within):
            found = [
                item for block in found if isinstance(block, Mapping) for item in _as_list(block.get(key))
            ]
            if any(map(_is_expression, found)):
                _doubt(f"{self.address} generates {attribute}, which only the plan can tell")
                found = [UnknownBlock(item) if _is_expression(item) else item for item in found]
        return tuple(item for item in found if isinstance(item, Mapping))

    def strings(self) -> tuple[tuple[str, str], ...]:
        """Every string in the resource as (dotted path, value), in the order of the file."""
        return self._all_strings

    @cached_property
    def _all_strings(self) -> tuple[tuple[str, str], ...]:
        return tuple(_strings(self.values, "", []))


def as_written(value: Any) -> Any:  # noqa: ANN401 - Terraform values have every JSON type
    """The value without what a `dynamic` block generates."""
    if isinstance(value, Mapping):
        kept = {key: item for key, item in value.items() if key != "dynamic" and type(item) is not Generated}
        return {key: as_written(item) for key, item in kept.items()}
    if isinstance(value, list):
        return [as_written(item) for item in value if type(item) is not Generated]
    return value


def _is_expression(value: object) -> bool:
    return isinstance(value, str) and not is_known(value)


def _is_one_of_several(value: str, target: Resource) -> bool:
    """Whether a reference names one instance of a block of which nobody can tell how many it makes."""
    return target.several and not any(key in value for key in ("[each.key]", "[count.index]"))


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _strings(value: object, path: str, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Add every string of a value to what was found."""
    if isinstance(value, str):
        if type(value) is not Generated:  # what it generates from stands in its own block
            found.append((path, value))
    elif isinstance(value, dict | Mapping):  # nearly always the first, which is told faster
        for key, item in value.items():
            _strings(item, f"{path}.{key}" if path else str(key), found)
    elif isinstance(value, list | tuple):
        for item in value:
            _strings(item, path, found)
    return found


@dataclass(frozen=True, slots=True)
class Reference:
    """A whole value that refers to another element: `${aws_kms_key.data["eu"].arn}`.

    address: that of the element, with its instance's key where one is named.
    """

    address: str
    attribute: str


def reference(value: object) -> Reference | None:
    """Parse a value that is nothing but one reference; None for every other value."""
    match = _REFERENCE.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    return Reference(match["address"], (match["attribute"] or "").lstrip("."))


_Index = tuple[Mapping[int, list[Resource]], Mapping[str, list[Resource]]]
"""Companions by the identity of what they refer to, and by the name they give."""


@dataclass(frozen=True, eq=False)
class Estate:
    """Every element of every stack that Terraform makes or may make, in the order of the files.

    unmade: those whose `count` or `for_each` is literally nothing.
    """

    elements: tuple[Resource, ...]
    unmade: tuple[Resource, ...] = ()
    _all: Mapping[tuple[str, str], Resource] | None = field(default=None, repr=False)
    _given: dict[tuple[str, str], Estate] = field(default_factory=dict, repr=False)
    _targets: dict[tuple[str, str], Resource | None] = field(default_factory=dict, repr=False)
    _looked_up: dict[object, tuple[Any, tuple[str, ...]]] = field(default_factory=dict, repr=False)

    def recall(self, key: object, look: Callable[[], _Found]) -> _Found:
        """What `look` finds, looked for once under this key, however many ask.

        What it leans on that nobody can tell is a doubt of each who asks.
        """
        if key not in self._looked_up:
            with doubts() as noted:
                found = look()
            self._looked_up[key] = found, tuple(noted)
        answer, noted_then = self._looked_up[key]
        for reason in noted_then:
            _doubt(reason)
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

    def given(self, resource: Resource) -> Estate | None:
        """The estate in which Terraform makes what it surely does, and what it makes where it makes this.

        None where there are more such estates than are looked at.
        """
        place = (resource.stack, resource.presence) if resource.presence else ("", "")
        if resource.presence and self._presences > _MOST_VIEWS:
            return None
        if place not in self._given:
            kept = (
                each for each in self.elements if not each.presence or (each.stack, each.presence) == place
            )
            self._given[place] = Estate(tuple(kept), self.unmade, self.by_address)
        return self._given[place]

    @cached_property
    def without_generated(self) -> tuple[Estate, Mapping[Resource, Resource]]:
        """The estate in which no `dynamic` block generates anything, and by element what it is there."""
        bare = {
            place: replace(element, values=as_written(element.values))
            if "dynamic" in str(element.values)
            else element
            for place, element in self.by_address.items()
        }
        elements = tuple(bare[element.stack, element.address] for element in self.elements)
        same = {element: bare[place] for place, element in self.by_address.items()}
        return Estate(elements, self.unmade, bare), same

    def find(self, stack: str, address: str) -> Resource | None:
        """The element of a reference's address; an instance that nobody can tell is its block's element."""
        found = self.by_address.get((stack, address))
        return found or (self.by_address.get((stack, _INSTANCE.sub("", address))) if "[" in address else None)

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
        if not isinstance(value, str):
            return None
        if (user.stack, value) not in self._targets:
            self._targets[user.stack, value] = self._followed(user.stack, value)
        return self._targets[user.stack, value]

    def _followed(self, stack: str, value: object) -> Resource | None:
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
                    return element
                stack, value = output.stack, output.values.get("value")
            elif element.type == "data.aws_kms_alias":
                return self._aliased_key(element) or element
            elif element.type == "aws_kms_alias" and found.attribute.startswith("target_key"):
                value = element.values.get("target_key_id")
            else:
                return element
        return None

    def companions(self, resource: Resource, kind: str, attribute: str) -> tuple[Resource, ...]:
        """Resources of type `kind` whose `attribute` names `resource`, by reference or by its very name.

        This is how a bucket finds its versioning, and a queue its policy.
        """
        by_reference, by_name = self.recall(
            ("companions", kind, attribute), lambda: self._index(kind, attribute)
        )
        named = [
            found
            for name in ("name", "bucket", "identifier", "domain_name")
            for found in by_name.get(str(resource.values.get(name)), ())
            # Names are unique in one region only; an expression means the same in its own stack only.
            if found.region == resource.region
            and (found.stack == resource.stack or is_known(resource.values[name]))
        ]
        certain = dict.fromkeys([*by_reference.get(id(resource), ()), *named])
        return tuple(certain) or self._mentioning(resource, kind, attribute)

    def _mentioning(self, resource: Resource, kind: str, attribute: str) -> tuple[Resource, ...]:
        """Companions that name the resource within an expression: whether they are its own is a doubt."""
        mentions = self.recall(("mentions", kind, attribute), lambda: self._mentions(kind, attribute))
        mentioning = tuple(mentions.get((resource.stack, resource.block), ()))
        for found in mentioning:
            _doubt(f"{found.address} may be its own: {attribute} is {found.get(attribute)}")
        return mentioning

    def _mentions(self, kind: str, attribute: str) -> Mapping[tuple[str, str], list[Resource]]:
        grouped: dict[tuple[str, str], list[Resource]] = defaultdict(list)
        for found in self.by_type.get(kind, ()):
            for item in _as_list(found.get(attribute)):
                target = self.target(found, item)
                if _is_expression(item) and (target is None or _is_one_of_several(item, target)):
                    for address in set(_MENTION.findall(item)):
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
            if any(isinstance(item, str) and _VARIABLE.match(item) for item in _as_list(found.get(attribute)))
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
            for address in _MENTION.findall(text)
        )

    def owner(self, companion: Resource, attribute: str, *types: str) -> Resource | None:
        """The element of one of these types that a companion names; None where it is not in the estate.

        Where it is, it is judged with its companions; one without its owner is judged alone.
        """
        for value in _as_list(companion.get(attribute)):
            target = self.target(companion, value)
            if target is not None and target.type in types:
                return target
            mentioned = _MENTION.findall(value) if target is None and _is_expression(value) else ()
            named = [text for _, text in target.strings()] if target is not None else [str(value)]
            candidates = [
                *(
                    found
                    for address in mentioned
                    for found in self.by_block.get((companion.stack, address), ())
                ),
                *(found for text in named for found in self._named.get(_LAST.split(text)[-1], ())),
                *(found for text in named for found in self._named.get(text, ())),
            ]
            for found in candidates:
                if found.type in types and (found.block in mentioned or self.names(companion, value, found)):
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
            for item in _as_list(found.get(attribute)):
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


def once(look: Callable[[Estate], _Found]) -> Callable[[Estate], _Found]:
    """`look`, which goes through an estate, so that it does so once however many ask (`Estate.recall`)."""

    @wraps(look)
    def looked(estate: Estate) -> _Found:
        return estate.recall(look, lambda: look(estate))

    return looked
