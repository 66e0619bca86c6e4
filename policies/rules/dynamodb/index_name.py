"""The name of an index tells its keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.context import Promises
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
from policies.values import is_known

_INDEXES: Final = ("global_secondary_index", "local_secondary_index")
_BY_DEFAULT: Final = "-index"
"""What the console of DynamoDB ends the name of an index with, which begins with its keys."""


def check(table: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each index is called `<partition key>-<sort key>`, with or without `-index`.

    That is this project's own way: elsewhere, it is demanded where a name ends as the console's do.
    """
    blocks = [block for kind in _INDEXES for block in table.blocks(kind)]
    for kind in _INDEXES:
        yield from expect.written_out(table, kind)
    if not blocks:
        yield NOT_APPLICABLE
    for block in blocks:
        said = tuple(_tells_its_keys(table, block))
        if said and is_known(block.get("name")) and not str(block.get("name")).endswith(_BY_DEFAULT):
            ways = (Promises(), Promises(expires="expires_at"))
            yield from expect.whichever(table, "promises", ways, lambda known: _ours(known, said))  # noqa: B023
        else:
            yield from said


def _ours(table: Resource, said: tuple[Judgement, ...]) -> Iterator[Judgement]:
    """What is said, where the system says how items expire, as every one of this project with tables does."""
    ours = table.context.promises is not None and table.context.promises.expires
    yield from said if ours else [NOT_APPLICABLE]


def _tells_its_keys(table: Resource, block: Mapping[str, Any]) -> Iterator[Judgement]:
    name = block.get("name")
    keys = [block.get("hash_key") or table.get("hash_key"), block.get("range_key")]
    if not all(map(is_known, (name, *keys))):
        yield unknown(f"only the plan can tell the name and the keys of an index: {name}")
        return
    wanted = "-".join(str(key) for key in keys if key)
    if str(name).removesuffix(_BY_DEFAULT) != wanted:
        yield fail(f"the index {name} has the keys {wanted}", str(name))


def _table(name: object, partition: object, sort: object = None, kind: str = _INDEXES[0]) -> Terraform:
    index = {"name": name, "hash_key": partition, "range_key": sort}
    return resources(aws_dynamodb_table={"hash_key": "pk", "range_key": "sk", kind: [index]})


RULE = Rule(
    id="dynamodb-index-name",
    title="The name of an index tells its keys",
    severity=Severity.MEDIUM,
    types=("aws_dynamodb_table",),
    check=check,
    rationale=(
        "Whoever queries an index gives its name and conditions on its keys; where these do not fit, every "
        "query is refused. An index cannot be changed: other keys are another index, which can be built "
        "under its own name while the old one is still read."
    ),
    remediation="Name the DynamodbTableGlobalSecondaryIndex after its keys: '<partition>-<sort>'.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2"),
    requirements=("R62",),
    examples=Examples(
        passing=(
            _table("merchant-created_at-index", "merchant", "created_at"),
            _table("merchant-index", "merchant"),
            _table("pk-due_at-index", None, "due_at", _INDEXES[1]),
        ),
        failing=(
            _table("merchant-due_at-index", "merchant", "created_at"),
            _table("merchant-due_at-index", "merchant"),
            _table("pk-due_at-index", None, "created_at", _INDEXES[1]),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_dynamodb_table={"hash_key": "pk"})),
        unknown=(Status.UNKNOWN, _table("${var.name}", "merchant")),
    ),
)
