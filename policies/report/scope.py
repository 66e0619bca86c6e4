"""What of a system is in the scope of an assessment: its stores, what is joined to them, what secures it.

A store of personal or tokenised data brings into scope what leads to it, and where it or any of these lead.
What any chain of references joins to those secures them. A store that does not say what it holds may hold
such data, so that what is joined to it alone is unknown. What is outside is listed too: of every resource it
is told why it is where it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from policies.context import Form
from policies.report.flows import System, Vertex
from policies.report.model import Place, ScopeEntry
from policies.resource import Resource
from policies.rules.data._classes import CLASSES, PERSONAL, STORES, data_class
from policies.types.table import Power, table
from policies.values import is_known

_SENSITIVE: Final = frozenset({PERSONAL, "tokenised"})
"""The classes of data that bring into scope what is joined to their stores."""

_GUARDS: Final = (
    *("aws_accessanalyzer_", "aws_cloudtrail", "aws_config_", "aws_detective_", "aws_guardduty_"),
    *("aws_inspector2_", "aws_macie2_", "aws_networkfirewall_", "aws_securityhub_", "aws_iam_account_"),
)
"""How the types begin of what records or guards a whole account, whatever it refers to."""

_SECURING: Final = (*("aws_iam_", "aws_kms_", "aws_security_group", "aws_vpc_security_group_", "aws_wafv2_"),)
"""How the types begin of what is on the way of data, and decides who goes it rather than going it."""

_LAW: Final = "Jurisdiction"
_Found = tuple[Place, str]
_Ways = Mapping[Vertex, str]
"""Each vertex that is joined to something, with how."""


def scope_entries(system: System) -> tuple[ScopeEntry, ...]:
    """Every managed resource of a system, by stack and address, and every module, whose resources nothing
    tells.
    """
    inventory = _Inventory(system)
    return tuple(
        _entry(system, element, *inventory.place(element))
        for element in sorted(inventory.elements, key=lambda each: (each.stack, each.address))
    )


def _entry(system: System, element: Resource, place: Place, why: str) -> ScopeEntry:
    node = system.node(element)
    return ScopeEntry(
        id=_vertex(element).id,
        system=system.name,
        type=element.type,
        region=element.region,
        node=node.name if node else "",
        place=place,
        data=_label(element) if place is Place.STORE else "",
        jurisdiction=_jurisdiction(element),
        why=why,
    )


@dataclass(frozen=True)
class _Inventory:
    system: System

    @cached_property
    def elements(self) -> tuple[Resource, ...]:
        """What has a place: what Terraform makes, and modules."""
        return tuple(
            each for each in self.system.configuration.elements if each.is_managed or each.type == "module"
        )

    def place(self, element: Resource) -> _Found:
        """Where a resource is, and why."""
        vertex = _vertex(element)
        if element.type == "module":
            return Place.UNKNOWN, "what it makes is told by a plan alone"
        if doubt := self._stores.get(vertex, ""):
            return Place.UNKNOWN, doubt
        if vertex in self._stores:
            return Place.STORE, f"holds {CLASSES[_label(element)]}"
        joined, secures = self._surely
        may_be_joined, may_secure = self._perhaps
        for ways, place in (
            (joined, Place.SECURES if element.type.startswith(_SECURING) else Place.CONNECTED),
            (secures, Place.SECURES),
            (may_be_joined, Place.UNKNOWN),
            (may_secure, Place.UNKNOWN),
        ):
            if vertex in ways:
                return place, ways[vertex]
        if element.type.startswith(_GUARDS):
            return Place.SECURES, "records or guards the whole account"
        return _apart(element)

    @cached_property
    def _stores(self) -> _Ways:
        """Each store, with why it is not known what it holds; empty where that is known."""
        return {
            _vertex(each): _doubt(each)
            for each in self.elements
            if each.type in STORES or (each.is_managed and _label(each))
        }

    @cached_property
    def _surely(self) -> tuple[_Ways, _Ways]:
        """What is joined to stores of sensitive data, and what secures it."""
        return self._ways(
            _vertex(each)
            for each in self.elements
            if self._stores.get(_vertex(each)) == "" and _label(each) in _SENSITIVE
        )

    @cached_property
    def _perhaps(self) -> tuple[_Ways, _Ways]:
        """The same of stores of which nobody knows what they hold."""
        return self._ways(store for store, doubt in self._stores.items() if doubt)

    def _ways(self, stores: Iterable[Vertex]) -> tuple[_Ways, _Ways]:
        seeds = sorted(stores)
        leading = _followed(_turned(self.system.arrows), seeds, "leads to {}")
        led = _followed(self.system.arrows, [*seeds, *leading], "is led to from {}")
        # The sides of a security group are one resource: how it leads is told before how it is led to.
        joined = {vertex._replace(side=""): way for ways in (led, leading) for vertex, way in ways.items()}
        return joined, self._referring([*seeds, *sorted(joined)])

    def _referring(self, core: Iterable[Vertex]) -> _Ways:
        """What any chain of references joins to the core, each with the next link of the shortest one."""
        ways = dict.fromkeys(core, "")
        open_ = list(ways)
        for vertex in open_:
            found = dict.fromkeys(self._references.get(vertex, ()), f"{vertex.id} refers to it")
            found |= dict.fromkeys(self._users.get(vertex, ()), f"refers to {vertex.id}")
            new = {other: way for other, way in sorted(found.items()) if other not in ways}
            ways |= new
            open_ += new
        return ways

    @cached_property
    def _references(self) -> Mapping[Vertex, Iterable[Vertex]]:
        return {
            _vertex(each): set(self.system.named(each.stack, _told(each))) - {_vertex(each)}
            for each in self.elements
        }

    @cached_property
    def _users(self) -> Mapping[Vertex, Iterable[Vertex]]:
        return _turned(self._references)


def _followed(
    edges: Mapping[Vertex, Iterable[Vertex]], starts: Iterable[Vertex], how: str
) -> dict[Vertex, str]:
    """What is reached from the starts, without these, each by way of the first start that reaches it."""
    origin = {start: start for start in starts}
    open_ = list(origin)
    for vertex in open_:
        for other in sorted(edges.get(vertex, ())):
            if other not in origin:
                origin[other] = origin[vertex]
                open_.append(other)
    return {vertex: how.format(start.id) for vertex, start in origin.items() if vertex != start}


def _told(element: Resource) -> Mapping[str, object]:
    """Its values without tags, whose words may be names of something else."""
    return {key: value for key, value in element.values.items() if key not in ("tags", "tags_all")}


def _turned(edges: Mapping[Vertex, Iterable[Vertex]]) -> Mapping[Vertex, list[Vertex]]:
    turned: dict[Vertex, list[Vertex]] = defaultdict(list)
    for one, others in edges.items():
        for other in others:
            turned[other].append(one)
    return turned


def _apart(element: Resource) -> _Found:
    """Where something is that nothing joins to a store: outside, as far as that can be told."""
    known = table().types.get(element.type)
    if known is None:
        return Place.UNKNOWN, "nobody has classed its type, so it is not known what it holds"
    if Power.STORES in known.powers and not _label(element):
        return Place.UNKNOWN, "its type may store data, and it does not say what it holds"
    if element.context.form is Form.STATE:
        return Place.UNKNOWN, "a state does not tell what refers to it"
    return (
        Place.OUTSIDE,
        "no flow and no reference joins it to a store of personal, tokenised or unknown data",
    )


def _doubt(store: Resource) -> str:
    label = data_class(store)
    if not is_known(label):
        return "says not what it holds: only the plan can tell its tag DataClass"
    if not label:
        return "says not what it holds: it has no tag DataClass"
    return "" if _label(store) in CLASSES else "says not what it holds: its tag DataClass is no known class"


def _label(element: Resource) -> str:
    label = data_class(element)
    return str(label).lower() if label else ""


def _jurisdiction(element: Resource) -> str:
    tags = element.values.get("tags")
    law = tags.get(_LAW) if isinstance(tags, Mapping) else None
    return law if isinstance(law, str) and is_known(law) else ""


def _vertex(element: Resource) -> Vertex:
    return Vertex(element.stack, element.type, element.address)
