"""A release is reached and asked for its health in the same way in both groups of targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
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
from policies.related.deployments import GROUP, targets
from policies.resource import Resource
from policies.values import is_known

_ALIKE: Final = ("port", "protocol", "protocol_version", "target_type", "deregistration_delay", "slow_start")
_HEALTH: Final = "health_check"
_SERVICE: Final = "aws_ecs_service"


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The groups of its pair have the same ports, protocols and health checks, and drain alike; no service
    but its own registers targets in one of them, and no other pair that it fits better has one.
    """
    found = list(targets(group, configuration))
    yield from _shared(group, found, configuration)
    if len(found) != 2:
        yield NOT_APPLICABLE
        return
    one, other = found
    if one is None or other is None:
        yield unknown("one of its groups of targets is not in the configuration")
        return
    ones, others = _said(one), _said(other)
    for name in sorted(ones.keys() | others.keys()):
        if ones.get(name) == others.get(name):
            continue
        said = f"{name} is {ones.get(name)} of {one.address} and {others.get(name)} of {other.address}"
        if is_known(ones.get(name)) and is_known(others.get(name)):
            yield fail(said, name)
        else:
            yield unknown(f"{said}: only the plan can tell whether they are the same")


def _shared(
    group: Resource, pair: list[Resource | None], configuration: Configuration
) -> Iterator[Judgement]:
    own = configuration.named(group, group.get("ecs_service.service_name"))
    for one in filter(None, pair) if own else ():
        for service in configuration.related(one, _SERVICE, "load_balancer.target_group_arn"):
            if service not in own:
                said = f"{one.address} is that of {service.address}: a deployment leads its callers there"
                yield fail(said, service.address)
    for one in filter(None, pair):
        for other in _paired(configuration)[one]:
            if other is not group and _fits(one, pair) <= _fits(one, list(targets(other, configuration))):
                said = (
                    f"{one.address} is of the pair of {other.address} too: its deployment moves their callers"
                )
                yield fail(said, other.address)


@recalled
def _paired(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """The deployment groups in whose pair a group of targets is."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for group in configuration.of(GROUP):
        for one in filter(None, targets(group, configuration)):
            found[one].append(group)
    return found


def _fits(one: Resource, pair: list[Resource | None]) -> int:
    """How many letters the name of the other of a pair begins with as this one's does."""
    other = next((each for each in pair if each is not None and each is not one), None)
    letters = () if other is None else zip(one.name, other.name, strict=False)
    return len([*takewhile(lambda both: both[0] == both[1], letters)])


def _said(targets: Resource) -> Mapping[str, Any]:
    return {name: targets.get(name) for name in _ALIKE} | {
        f"{_HEALTH}.{name}": value for block in targets.blocks(_HEALTH) for name, value in block.items()
    }


def _pair(
    path: object = "/health", *names: str, services: tuple[str, ...] = ("blue",), **other: object
) -> Terraform:
    said = {"port": 8443, "protocol": "HTTPS"}
    info = {
        "target_group": [
            {"name": f"${{aws_lb_target_group.{name}.name}}"} for name in names or ("blue", "green")
        ]
    }
    return {
        "resource": {
            GROUP: {
                "example": {
                    "ecs_service": {"service_name": f"${{{_SERVICE}.blue.name}}"},
                    "load_balancer_info": {"target_group_pair_info": info},
                }
            },
            _SERVICE: {
                name: {
                    "name": f"{name}-service-zq7",
                    "load_balancer": [{"target_group_arn": f"${{aws_lb_target_group.{name}.arn}}"}],
                }
                for name in services
            },
            "aws_lb_target_group": {
                "blue": {"name": "blue-zq7", **said, _HEALTH: {"path": "/health"}},
                "green": {"name": "green-zq7", **said, _HEALTH: {"path": path}, **other},
            },
        }
    }


def _beside() -> Terraform:
    """The pair of another deployment group in which one of the first is."""
    made = _pair("/health", "api_blue", "blue_green")["resource"]
    group, targets = made[GROUP]["example"], made["aws_lb_target_group"]
    names = [{"name": f"${{aws_lb_target_group.{name}.name}}"} for name in ("blue_one", "blue_green")]
    other = {**group, "load_balancer_info": {"target_group_pair_info": {"target_group": names}}}
    alike = {
        name: {**targets["blue"], "name": f"{name}-zq7"} for name in ("api_blue", "blue_one", "blue_green")
    }
    return {
        "resource": {
            **made,
            GROUP: {"example": group, "other": other},
            "aws_lb_target_group": {**targets, **alike},
        }
    }


RULE = Rule(
    id="deploy-target-groups",
    title="Both groups of targets of a deployment are alike, and its own",
    severity=Severity.HIGH,
    types=(GROUP,),
    scope="configuration",
    check=check,
    rationale=(
        "Releases take turns in the two groups. Where one is asked for its health at another path or port, "
        "every second deployment never gets healthy, or one that is broken does. Where one is another "
        "service's, callers of both end up there."
    ),
    remediation="Give both LbTargetGroup of the pair the same port, protocol, draining and health_check.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:CP-10"),
    requirements=("R123", "C28"),
    examples=Examples(
        passing=(_pair(),),
        failing=(
            _pair(services=("blue", "green")),
            _pair("/healthz"),
            _beside(),
            _pair(None),
            _pair(port=8080),
            _pair(deregistration_delay="0"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(**{GROUP: {}})),
        unknown=(Status.UNKNOWN, _pair("${var.path}")),
    ),
)
