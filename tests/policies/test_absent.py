"""One resource that a region lacks is one finding; what follows from it is told with it, and what does not
follow from it is told by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from policies.configuration import Configuration
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.gate.verdict import conclude, evaluate_rules
from policies.model import Finding, Status
from tests.policies.verdicts import TODAY

REGIONS = ("xx-test-1", "xx-test-2", "xx-test-3")
NETWORK, APP = "pay-network-xx-test-3", "pay-app-xx-test-3"
Stacks = dict[str, dict[str, Any]]


def provider(region: str) -> dict[str, Any]:
    return {"aws": [{"region": region}]}


def backend(name: str) -> dict[str, Any]:
    return {"backend": {"s3": {"bucket": "states", "key": f"{name}.tfstate"}}}


def network(region: str, zones: int) -> dict[str, Any]:
    """A subnet a zone, with its route; an endpoint in all of them; what they are, for other stacks."""
    numbers = range(1, zones + 1)
    return {
        "provider": provider(region),
        "terraform": backend(f"pay-network-{region}"),
        "resource": {
            "aws_vpc": {"net": {"cidr_block": "10.1.0.0/16"}},
            "aws_subnet": {f"private_{n}": {"vpc_id": "${aws_vpc.net.id}"} for n in numbers},
            "aws_route_table_association": {
                f"routes_{n}": {"subnet_id": f"${{aws_subnet.private_{n}.id}}"} for n in numbers
            },
            "aws_vpc_endpoint": {
                "events": {"subnet_ids": [f"${{aws_subnet.private_{n}.id}}" for n in numbers]}
            },
        },
        "output": {f"subnet_{n}": {"value": f"${{aws_subnet.private_{n}.id}}"} for n in numbers},
    }


def app(region: str, zones: int) -> dict[str, Any]:
    """A function in all subnets, with a role that may use them, and one thing more for each of them."""
    subnets = [f"${{data.terraform_remote_state.net.outputs.subnet_{n}}}" for n in range(1, zones + 1)]
    allowed = [f"arn:aws:ec2:{region}:1:subnet/{subnet}" for subnet in subnets]
    return {
        "provider": provider(region),
        "terraform": backend(f"pay-app-{region}"),
        "data": {
            "terraform_remote_state": {
                "net": {
                    "backend": "s3",
                    "config": {"bucket": "states", "key": f"pay-network-{region}.tfstate"},
                }
            }
        },
        "resource": {
            "aws_lambda_function": {"pay": {"vpc_config": {"subnet_ids": subnets}, "timeout": 3}},
            "aws_iam_role_policy": {
                "pay": {"policy": json.dumps({"Statement": [{"Action": ["ec2:A"], "Resource": allowed}]})}
            },
            "aws_efs_mount_target": {f"share_{n}": {"subnet_id": each} for n, each in enumerate(subnets, 1)},
        },
    }


def stacks(zones: int = 3) -> Stacks:
    """Two stacks in each of three regions, of which the third has so many zones."""
    counted = dict(zip(REGIONS, (3, 3, zones), strict=True))
    return {f"pay-network-{region}": network(region, number) for region, number in counted.items()} | {
        f"pay-app-{region}": app(region, number) for region, number in counted.items()
    }


def configuration(made: Stacks) -> Configuration:
    belongs = StackMetadata("pay", "zq7", "ephemeral")
    return build(made, Metadata(stacks=dict.fromkeys(made, belongs)), NO_OVERRIDES)


def differences(made: Stacks) -> list[Finding]:
    """What the rules that compare regions find, among all rules."""
    verdict = conclude(evaluate_rules(configuration(made), strict=True), today=TODAY)
    assert verdict.problems == ()
    failing = [found for found in verdict.findings if found.status is Status.FAIL]
    return [found for found in failing if found.rule.startswith("parity-")]


def places(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(each.rule, each.stack, each.address) for each in found]


def test_regions_that_are_alike_differ_in_nothing() -> None:
    assert differences(stacks()) == []


def test_one_zone_fewer_is_one_finding_which_names_what_follows() -> None:
    (found,) = differences(stacks(zones=2))
    assert (found.rule, found.stack) == ("parity-regions", NETWORK)
    assert found.message == (
        "it lacks what pay-network-xx-test-1 has: aws_route_table_association.routes_3, "
        "aws_subnet.private_3; so those differ that name it: aws_efs_mount_target.share_3, "
        "aws_iam_role_policy.pay, aws_lambda_function.pay, aws_vpc_endpoint.events"
    )
    assert found.subjects == ("aws_route_table_association.routes_3, aws_subnet.private_3",)


def test_one_zone_more_is_one_finding_at_the_region_that_has_it() -> None:
    made = stacks()
    for region in REGIONS[:2]:
        made[f"pay-network-{region}"], made[f"pay-app-{region}"] = network(region, 2), app(region, 2)
    (found,) = differences(made)
    assert (found.rule, found.stack) == ("parity-regions", NETWORK)
    said = (
        "it has what pay-network-xx-test-1 lacks: aws_route_table_association.routes_3, aws_subnet.private_3;"
    )
    assert found.message.startswith(said)


Remove = tuple[str, str, str]
ALONE: tuple[Remove, ...] = (
    (NETWORK, "aws_vpc_endpoint", "events"),
    (NETWORK, "aws_route_table_association", "routes_1"),
    (APP, "aws_lambda_function", "pay"),
    (APP, "aws_iam_role_policy", "pay"),
    (APP, "aws_efs_mount_target", "share_2"),
    (NETWORK, "aws_subnet", "private_2"),
    (NETWORK, "aws_vpc", "net"),
)


@pytest.mark.parametrize(("stack", "kind", "name"), ALONE)
def test_one_resource_that_is_left_out_is_one_finding(stack: str, kind: str, name: str) -> None:
    made = stacks()
    del made[stack]["resource"][kind][name]
    assert places(differences(made)) == [("parity-regions", stack, "terraform")]


def app_of(made: Stacks) -> dict[str, Any]:
    found: dict[str, Any] = made[APP]["resource"]
    return found


def policy(made: Stacks, **said: object) -> None:
    document = json.loads(app_of(made)["aws_iam_role_policy"]["pay"]["policy"])
    document["Statement"][0] |= said
    app_of(made)["aws_iam_role_policy"]["pay"]["policy"] = json.dumps(document)


SECOND: Mapping[str, tuple[Callable[[Stacks], object], str]] = {
    "the same resource": (
        lambda made: app_of(made)["aws_lambda_function"]["pay"].update(timeout=900),
        "timeout is 900, there 3",
    ),
    "the same argument": (
        lambda made: app_of(made)["aws_lambda_function"]["pay"]["vpc_config"]["subnet_ids"].pop(),
        "vpc_config.subnet_ids is ",
    ),
    "the same policy": (lambda made: policy(made, Action=["*"]), 'policy.Statement.0.Action.0 is "*"'),
    "the same list": (lambda made: policy(made, Resource=["*"]), "policy.Statement.0.Resource is "),
}


@pytest.mark.parametrize("name", SECOND)
def test_a_second_difference_at_what_follows_is_found(name: str) -> None:
    change, said = SECOND[name]
    made = stacks(zones=2)
    change(made)
    found = {each.rule: each for each in differences(made)}
    assert found["parity-regions"].stack == NETWORK
    assert found["parity-attributes"].stack == APP
    assert found["parity-attributes"].message.startswith(said)


def test_what_one_region_lacks_explains_no_difference_of_another() -> None:
    made = stacks(zones=2)
    made["pay-network-xx-test-2"]["resource"]["aws_vpc_endpoint"]["events"]["subnet_ids"].pop()
    found = places(differences(made))
    assert ("parity-regions", NETWORK, "terraform") in found
    assert {rule for rule, _, address in found if address == "aws_vpc_endpoint.events"} == {
        "parity-attributes"
    }


def test_what_two_stacks_lack_apart_are_two_findings() -> None:
    made = stacks()
    del made[NETWORK]["resource"]["aws_vpc_endpoint"]["events"]
    del made[APP]["resource"]["aws_efs_mount_target"]["share_1"]
    assert places(differences(made)) == [
        ("parity-regions", APP, "terraform"),
        ("parity-regions", NETWORK, "terraform"),
    ]


def test_stacks_that_name_each_other_in_a_circle_hide_nothing() -> None:
    made = stacks()
    for region in REGIONS:
        state = {"backend": "s3", "config": {"bucket": "states", "key": f"pay-app-{region}.tfstate"}}
        made[f"pay-network-{region}"]["data"] = {"terraform_remote_state": {"app": state}}
        made[f"pay-app-{region}"]["output"] = {"pay": {"value": "${aws_lambda_function.pay.arn}"}}
        made[f"pay-network-{region}"]["resource"]["aws_vpc_endpoint"]["events"]["tags"] = {
            "For": "${data.terraform_remote_state.app.outputs.pay}"
        }
        made[f"pay-network-{region}"]["output"]["events"] = {"value": "${aws_vpc_endpoint.events.id}"}
        made[f"pay-app-{region}"]["resource"]["aws_lambda_function"]["pay"]["tags"] = {
            "For": "${data.terraform_remote_state.net.outputs.events}"
        }
    del made[NETWORK]["resource"]["aws_vpc_endpoint"]["events"]
    del made[APP]["resource"]["aws_lambda_function"]["pay"]
    assert {(rule, stack) for rule, stack, _ in places(differences(made))} >= {
        ("parity-regions", APP),
        ("parity-regions", NETWORK),
    }


def test_an_output_that_is_absent_by_itself_is_one_finding() -> None:
    made = stacks()
    for region in REGIONS:
        made[f"pay-network-{region}"]["output"]["net"] = {"value": "${aws_vpc.net.id}"}
    del made[NETWORK]["output"]["net"]
    (found,) = differences(made)
    assert (found.rule, found.address) == ("parity-verdicts", "output.net")
    assert found.message.endswith("and has no verdict in xx-test-3, as 2 more rules")
