"""The table of what can be switched on and off: whole, reviewed, and judged as it says.

`python -m tests.policies.test_switches` writes it anew: it adds what the bindings have and the table lacks,
unclassed, and takes out what they have no longer. Whoever reviews it writes the classes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infra.systems import SYSTEMS
from policies.bindings import Argument, bindings
from policies.configuration import Configuration
from policies.examples import resources
from policies.gate.proving import configuration_of
from policies.gate.reading.folder import read
from policies.gate.verdict import conclude, evaluate_rules
from policies.gate.waivers.file import DEFAULT, read_waivers
from policies.model import Status
from policies.registry import Registry, load
from policies.rules.terraform import switched_off
from policies.switches import ABSENT, DEPENDS, FILE, UNCLASSED, Switch, switches, text
from tests.policies.flips import off
from tests.policies.verdicts import REVIEWED

REGISTRY = load()
RULES = {rule.id: rule for rule in REGISTRY.rules}
READ = {kind for rule in REGISTRY.rules for kind in rule.types if kind.startswith("aws_")}
TABLE = [switch for found in switches().values() for switch in found]
JUDGED = [switch for switch in TABLE if not switch.is_free]

COMING = {
    *("aws_lb_listener", "aws_lb_listener_rule", "aws_secretsmanager_secret_rotation", "aws_cloudtrail"),
    *("aws_ec2_transit_gateway", "aws_ec2_transit_gateway_route", "aws_ec2_transit_gateway_vpc_attachment"),
    *("aws_ec2_transit_gateway_peering_attachment", "aws_config_configuration_recorder_status"),
    *("aws_appautoscaling_policy", "aws_apigatewayv2_vpc_link", "aws_eip", "aws_config_delivery_channel"),
}
"""What systems of this kind use next: classed before the first stack has one."""

STATE = re.compile(
    r"(?:^|_)(?:state|status|mode|enable[ds]?|disabled?|action|behaviou?r|level|logging|preference|protection"
    r"|ownership|payer|export|include_detail|traffic_type|deployment|authorization|auth_type|authentication"
    r"|missing_data|apply_on|tracing_config|insights|monitoring|verification|validation|encryption"
    r"|encryption_type|mfa_delete|support|shared_attachments|table_association|table_propagation)$"
)
"""Names of strings that say a state (`ENABLED`, `Suspended`, `PassThrough`)."""


def paths(arguments: Collection[Argument]) -> set[str]:
    """What can be switched among a type's arguments: booleans, strings that say a state, and blocks that
    choose an action or that say something only by being there.
    """
    holders = {argument.path.rpartition(".")[0] for argument in arguments}
    return set(_paths(arguments, holders))


def _paths(arguments: Collection[Argument], holders: set[str]) -> Iterator[str]:
    for argument in arguments:
        holder, _, name = argument.path.rpartition(".")
        if (
            argument.kind == "boolean"
            or (argument.kind == "string" and argument.collection != "map" and STATE.search(name))
            or (argument.kind == "block" and (holder.endswith("action") or argument.path not in holders))
        ) and holder != "timeouts":
            yield argument.path


def generate(kinds: Collection[str]) -> str:
    """The content of FILE for these types: what is classed stays, what is new is unclassed."""
    known = {(switch.kind, switch.path): switch for switch in TABLE}
    return text(
        bindings().version,
        (
            known.get((kind, path)) or Switch(kind, path, (UNCLASSED,))
            for kind in sorted(kinds & bindings().types.keys())
            for path in sorted(paths(bindings().types[kind]))
        ),
    )


@pytest.mark.synth
def test_lists_every_switch_of_each_type_that_we_use_or_a_rule_reads(written: Configuration) -> None:
    used = {element.type for element in written.elements if element.is_managed}
    assert FILE.read_text(encoding="utf-8") == generate(READ | COMING | used | switches().keys())


def test_every_switch_is_classed() -> None:
    assert [str(switch) for switch in TABLE if switch.must == (UNCLASSED,) or not switch.why] == []
    assert [str(switch) for switch in TABLE if switch.must == (DEPENDS,) and not switch.rule] == []


def test_the_rule_named_reads_the_type() -> None:
    """It judges resources of the type, or has an example in which they stand beside what it judges."""
    for switch in TABLE:
        if switch.rule:
            rule = RULES[switch.rule]
            assert switch.kind in rule.types or "*" in rule.types or switch.kind in str(rule.examples), switch


def test_each_switch_of_the_one_rule_is_judged_wherever_it_stands() -> None:
    wrong = []
    for kind, own in switched_off.OWN.items():
        for switch in own:
            for value, stands in written_ways(switch):
                (element,) = configuration_of(resources(**{kind: holding(switch, value)})).of(kind)
                said = "; ".join(found.message for found in switched_off.check(element, Configuration(())))
                if (f"{switch.path} " in said) == stands:
                    wrong.append(f"{switch.kind}.{switch.path} = {value}: {said}")
    assert wrong == []


def written_ways(switch: Switch) -> Iterator[tuple[object, bool]]:
    """Values of the argument, in each way that Terraform takes them, and whether it stands as it must."""
    yield "${var.x}", False
    if switch.must == (ABSENT,):
        yield from [({}, False), ([{}], False), (None, True)]
    elif switch.must[0] in {"true", "false"}:
        for number, words in enumerate((("false", False, 0), ("true", True, 1))):
            for word in (*words, str(number)):
                yield word, switch.must[0] == words[0]
        yield "yes", False
    else:
        yield from ((value, True) for value in switch.must)
        yield off(switch, None), False
        yield switch.must[0].swapcase(), False


def test_what_is_generated_is_unknown() -> None:
    for kind, block, content in (
        ("aws_s3_bucket_lifecycle_configuration", "rule", {"status": "Disabled"}),
        ("aws_sfn_state_machine", "tracing_configuration", {"enabled": False}),
        ("aws_lb", "access_logs", {"enabled": "${each.value}"}),
        ("aws_ecs_service", "deployment_circuit_breaker", {"enable": False, "rollback": False}),
    ):
        generated = {block: {"for_each": "${var.blocks}", "content": content}}
        for dynamic in (generated, [generated]):
            for values in ({"dynamic": dynamic}, {block: "${var.blocks}"}):
                (element,) = configuration_of(resources(**{kind: values})).of(kind)
                said = [
                    found.status
                    for found in switched_off.check(element, Configuration(()))
                    if found.message.startswith(f"{block}.")
                ]
                assert said, (kind, values)
                assert set(said) == {Status.UNKNOWN}, (kind, values)


def holding(switch: Switch, value: object) -> dict[str, Any]:
    """A resource that has the argument alone, its blocks as lists."""
    *holders, name = switch.path.split(".")
    held: dict[str, Any] = {name: value}
    for holder in reversed(holders):
        held = {holder: [held]}
    return held


def flipped(value: Any, path: list[str], switch: Switch) -> Any:
    """The value with the argument at a path flipped, in every block on the way that is there."""
    if isinstance(value, list):
        return [flipped(item, path, switch) for item in value]
    if not isinstance(value, Mapping):
        return value
    name, *rest = path
    if rest:
        return {**value, name: flipped(value[name], rest, switch)} if name in value else value
    return {**value, name: off(switch, value.get(name))}


def everywhere(configuration: Configuration, switch: Switch) -> Configuration:
    """The configuration with one switch flipped at every resource of its type, in every region alike."""
    path = switch.path.split(".")
    return Configuration(
        tuple(
            replace(element, values=flipped(element.values, path, switch))
            if element.type == switch.kind
            else element
            for element in configuration.elements
        )
    )


@pytest.fixture(scope="module")
def written(synthesis_of: Callable[[str], Path]) -> Configuration:
    """Every stack of every system."""
    read_of = (read(synthesis_of(system)).configuration for system in SYSTEMS)
    return Configuration(tuple(element for each in read_of for element in each.elements))


@pytest.mark.synth
def test_flipped_everywhere_is_never_a_pass(written: Configuration) -> None:
    waivers = read_waivers(DEFAULT)
    unseen, judged = [], 0
    for switch in JUDGED:
        changed = everywhere(written, switch)
        if [element.values for element in changed.elements] == [
            element.values for element in written.elements
        ]:
            continue  # no resource of ours has the block that holds it
        rule = RULES[switch.rule or switched_off.RULE.id]
        answer = evaluate_rules(changed, registry=Registry((rule,), ()))
        said = conclude(answer, today=REVIEWED, waivers=waivers)
        judged += 1
        if said.outcome == "pass" or rule.id not in {finding.rule for finding in said.failures}:
            unseen.append(f"{rule.id}: {switch.kind}.{switch.path}")
    assert unseen == []
    assert judged >= 100


if __name__ == "__main__":
    FILE.write_text(generate(READ | COMING | switches().keys()), encoding="utf-8")
