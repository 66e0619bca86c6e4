"""The same stack has the same resources in every region."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from policies.configuration import Configuration
from policies.examples import stack_in_each
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.related.copies import (
    Place,
    addresses,
    copies,
    following,
    kinds,
    naming,
    place_in_copies,
)
from policies.related.regions import named_alike, region_of
from policies.resource import Resource
from policies.rules.parity._declared import Among, compared

_SHOWN = 5


def check(settings: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A stack of one region has every resource that most of its counterparts in other regions have, and no
    other; where half of them have it, the others lack it.

    Counterparts are stacks of one system whose names differ in their region alone. What names a resource that
    is lacking, and so cannot be alike either, is told with it. `compared` says how overrides count.
    """
    own = region_of(settings.stack, configuration)
    if own is None:
        yield unknown("the region of its provider is an expression, so its counterparts cannot be told")
    elif own:
        yield from compared(partial(_compared, settings.stack), settings.context, own, configuration)
    else:
        yield NOT_APPLICABLE


def _compared(stack: str, configuration: Configuration, among: Among) -> Judgement | None:
    """What a stack lacks or has alone, compared with its copies in some regions."""
    kind = kinds(configuration)[stack]
    stacks = {region: each for region, each in copies(configuration)[kind].items() if among(region)}
    if len(stacks) < 2:
        return NOT_APPLICABLE
    holders = configuration.recall(
        ("holders", kind, tuple(stacks)), lambda: _holders(stacks.values(), addresses(configuration))
    )
    own = region_of(stack, configuration) or ""
    lacks = [at for at, have in holders.items() if stack not in have and 2 * len(have) >= len(stacks)]
    alone = [at for at, have in holders.items() if stack in have and 2 * len(have) < len(stacks)]
    lacks = [at for at in lacks if (kind, at) not in following(configuration)[own]]
    without = {at: [each for each, name in stacks.items() if name not in holders[at]] for at in alone}
    alone = [
        at
        for at in alone
        if not all((kind, at) in following(configuration)[region] for region in without[at])
    ]
    if not lacks and not alone:
        return NOT_APPLICABLE if holders else None
    said = [
        *([f"it lacks what {holders[lacks[0]][0]} has: {_listed(lacks)}"] if lacks else []),
        *([f"it has what {stacks[without[alone[0]][0]]} lacks: {_listed(alone)}"] if alone else []),
    ]
    named = _naming([(kind, at) for at in (*lacks, *alone)], configuration)
    follow = f"; so those differ that name it: {_listed(named)}" if named else ""
    return fail("; ".join(said) + follow, ", ".join((*lacks, *alone)))


def _holders(stacks: Collection[str], made: Mapping[str, frozenset[str]]) -> Mapping[str, tuple[str, ...]]:
    """The stacks that have what not all of them have, by its address, in order."""
    everywhere = frozenset.intersection(*(made[stack] for stack in stacks))
    found: dict[str, list[str]] = {}
    for stack in stacks:
        for address in made[stack] - everywhere:
            found.setdefault(address, []).append(stack)
    return {address: tuple(found[address]) for address in sorted(found)}


def _naming(places: Collection[Place], configuration: Configuration) -> list[str]:
    """Who names, directly or by what names it, what is at places that some region lacks."""
    found: dict[Place, None] = dict.fromkeys(places)
    waiting, names = list(places), set()
    while waiting:
        for element in naming(configuration).get(waiting.pop(), ()):
            own = place_in_copies(element, configuration)
            if element.is_managed and own not in found:
                names.add(named_alike(configuration)(element.address))
                if own:
                    found[own] = None
                    waiting.append(own)
    return sorted(names)


def _listed(addresses: Sequence[str]) -> str:
    more = f" and {len(addresses) - _SHOWN} more" if len(addresses) > _SHOWN else ""
    return ", ".join(addresses[:_SHOWN]) + more


def _twins(first: Terraform, second: Terraform, region: str = "xx-test-1") -> Terraform:
    """Two stacks that differ in their region alone, with these resources."""
    return stack_in_each(
        {
            name: {"terraform": {"x": 1}, "resource": content}
            for name, content in ((region, first), ("xx-test-2", second))
        }
    )


QUEUES: Terraform = {"aws_sqs_queue": {"inbox": {}, "failed": {}}}

RULE = Rule(
    id="parity-regions",
    title="A stack has the same resources in every region",
    severity=Severity.HIGH,
    types=("terraform",),
    scope="configuration",
    check=check,
    rationale=(
        "Regions that take over for each other must be alike: what is missing in one is found out on the "
        "day that the other fails."
    ),
    remediation="Build it from the same blocks in every region; declare an override in the settings.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CP-10"),
    requirements=("R8", "R124"),
    examples=Examples(
        passing=(_twins(QUEUES, QUEUES),),
        failing=(
            _twins(QUEUES, {"aws_sqs_queue": {"inbox": {}}}),
            _twins({}, QUEUES),
            _twins({"aws_sqs_queue": {"inbox": {}, "renamed": {}}}, QUEUES),
        ),
        absent=(Status.NOT_APPLICABLE, {"terraform": {"x": 1}}),
        unknown=(Status.UNKNOWN, _twins(QUEUES, QUEUES, region="${var.region}")),
    ),
)
