"""What another region needs of a kind is there as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
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
from policies.resource import Resource
from policies.rules.data._classes import CLASSES, data_class
from policies.rules.dynamodb._replicas import replicas
from policies.values import is_known

_KINDS: Final[Mapping[str, str]] = {
    "aws_dynamodb_table": "region_name",
    "aws_secretsmanager_secret": "region",
}
"""By type that has `replica` blocks: the argument of one that names the region."""
_STAYS: Final = frozenset(CLASSES) - {"tokenised"}
"""The classes of data of which a copy elsewhere is not wanted, or not needed."""


def check(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A table or secret beside which another of its stack and region has a replica has one in the same
    region, unless its class of data says that it stays.
    """
    where = _KINDS[store.type]
    others = [
        other
        for other in configuration.of(store.type, stack=store.stack)
        if other is not store and other.region == store.region
    ]
    wanted = {
        str(block.get(where)): other.address
        for other in others
        for block in expect.written_blocks(other, "replica")
        if is_known(block.get(where))
    }
    own = {str(block.get(where)) for block in store.blocks("replica")}
    missing = [region for region in wanted if region not in own]
    label = data_class(store)
    if (
        not wanted
        or label in _STAYS
        or (store.type == "aws_dynamodb_table" and replicas(store, configuration))
    ):
        yield NOT_APPLICABLE
    elif (
        not is_known(label)
        or any(not is_known(region) for region in own)
        or any(expect.written_out(store, "replica"))
    ):
        yield unknown("only the plan can tell where it is replicated to")
    else:
        for region in missing:
            said = f"{wanted[region]} is replicated to {region}, and this is not"
            yield fail(f"{said}: what runs there lacks it", region)


def _secrets(replica: object, **values: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    return {
        "resource": {
            "aws_secretsmanager_secret": {
                "example": {"name": "pay/acquirer", "replica": replica, **values},
                "other": {"name": "pay/database", "replica": [{"region": "xx-test-2"}]},
            }
        }
    }


RULE = Rule(
    id="data-replicated-alike",
    title="Of secrets and tables that another region needs, none is left out",
    severity=Severity.MEDIUM,
    types=tuple(_KINDS),
    scope="configuration",
    check=check,
    rationale=(
        "A standby in which one secret or table is missing starts, passes its health checks and fails at "
        "the first request that needs it: that is found at the failover."
    ),
    remediation="Add a replica block for the region, or set the tag DataClass to a class of data that stays.",
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:CP-6"),
    requirements=("R8",),
    examples=Examples(
        passing=(
            _secrets([{"region": "xx-test-2"}]),
            _secrets([{"region": "xx-test-3"}, {"region": "xx-test-2"}]),
        ),
        failing=(_secrets([{"region": "xx-test-3"}]), _secrets([])),
        absent=(Status.NOT_APPLICABLE, resources(aws_secretsmanager_secret={"name": "pay/acquirer"})),
        unknown=(Status.UNKNOWN, _secrets([{"region": "${var.region}"}])),
    ),
)
