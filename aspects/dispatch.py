"""One aspect a stack: it hands each resource to the mutators of its type.

What can be told on the Python side is told there: every question to jsii costs 0.4 ms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import jsii
from cdktf import IAspect, TerraformResource
from constructs import IConstruct

from aspects import concurrency, key_rotation, recovery, tags
from aspects.journal import Journal
from infra.stack import PlatformStack

Mutator = Callable[[Any, PlatformStack, Journal], None]

BY_TYPE: Final[Mapping[str, tuple[Mutator, ...]]] = {
    "aws_kms_key": (key_rotation.force,),
    "aws_dynamodb_table": (recovery.force_on_table,),
    "aws_dynamodb_table_replica": (recovery.force_on_replica,),
    "aws_lambda_function": (concurrency.force,),
}
_PROVIDER_PREFIX: Final = "cdktf_cdktf_provider_"


@jsii.implements(IAspect)
class Mutators:
    """Visits every node of one stack."""

    def __init__(self, stack: PlatformStack, journal: Journal) -> None:
        self._stack = stack
        self._journal = journal

    def visit(self, node: IConstruct) -> None:
        """Mend one resource; data sources, whose tags are filters, are left alone."""
        self._journal.visits[self._stack.stack_id] += 1
        if not isinstance(node, TerraformResource):
            return
        if tags.is_taggable(type(node)):
            tags.inject(node, self._stack, self._journal)
        for mutator in BY_TYPE.get(terraform_type(type(node)), ()):
            mutator(node, self._stack, self._journal)


@cache
def terraform_type(kind: type) -> str:
    """The Terraform type of a resource class (`aws_kms_key`), also of a subclass; empty for others."""
    for base in kind.__mro__:
        if base.__module__.startswith(_PROVIDER_PREFIX):
            provider, module = base.__module__.removeprefix(_PROVIDER_PREFIX).split(".", 1)
            return f"{provider}_{module}"
    return ""
