"""What each rule judged, told as whole types and as groups within them: few names for very many verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policies.report.model import Report, ResourceEntry, RuleEntry


@dataclass(frozen=True, slots=True)
class Group:
    """Some resources of a type, and the rules that judge just these."""

    anchor: str
    resources: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeExtent:
    """A type of element: all that there are of it, the rules that judge each, and those that judge some.

    name: empty for places that are no element, such as a whole file.
    """

    name: str
    anchor: str
    resources: tuple[ResourceEntry, ...]
    rules: tuple[str, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """How many of a type some rules judge, of how many; `anchor` is that of the type, or of the group.

    managed: whether elements of the type are resources that Terraform makes.
    """

    type: str
    managed: bool
    judged: int
    of: int
    anchor: str


class Extents:
    """The types of a report by name, and what its rules judge of each."""

    def __init__(self, report: Report) -> None:
        self._types = {each.id: each.type for each in report.resources}
        self._judged = {rule.id: judged(rule) for rule in report.rules}
        members: dict[str, list[ResourceEntry]] = defaultdict(list)
        for each in report.resources:
            members[each.type].append(each)
        whole: dict[str, list[str]] = defaultdict(list)
        some: dict[str, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
        for rule, resources in self._judged.items():
            for name, found in self._by_type(resources).items():
                if len(found) == len(members[name]):
                    whole[name].append(rule)
                else:
                    some[name][found].append(rule)
        self.types = tuple(
            TypeExtent(
                name,
                f"t{number}",
                tuple(entries),
                tuple(whole[name]),
                tuple(
                    Group(f"t{number}-{place}", found, tuple(rules))
                    for place, (found, rules) in enumerate(sorted(some[name].items()), 1)
                ),
            )
            for number, (name, entries) in enumerate(sorted(members.items()), 1)
        )
        self._by_name = {each.name: each for each in self.types}
        self._anchors = {
            (each.name, group.resources): group.anchor for each in self.types for group in each.groups
        }
        self._groups: dict[str, list[Group]] = defaultdict(list)
        for group in (group for each in self.types for group in each.groups):
            for resource in group.resources:
                self._groups[resource].append(group)

    def groups_of(self, resource: str) -> Sequence[Group]:
        """The groups that a resource is in."""
        return self._groups.get(resource, ())

    def of(self, rules: Iterable[str]) -> tuple[Extent, ...]:
        """What some rules judge together, by type; a group is named where they judge just that."""
        joint = self._by_type(sorted({each for rule in rules for each in self._judged[rule]}))
        return tuple(
            Extent(
                name,
                self._by_name[name].resources[0].managed,
                len(found),
                len(self._by_name[name].resources),
                self._anchors.get((name, found), self._by_name[name].anchor),
            )
            for name, found in sorted(joint.items())
        )

    def _by_type(self, resources: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for each in resources:
            found[self._types[each]].append(each)
        return {name: tuple(each) for name, each in found.items()}


def judged(rule: RuleEntry) -> tuple[str, ...]:
    """The ids of all resources that a rule judged, each once, sorted."""
    return tuple(sorted({*rule.passed, *(result.resource for result in rule.results)}))
