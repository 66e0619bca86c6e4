"""One aspect a stack: it hands each resource to the mutators of its type.

Every message between Python and Node costs a third of a millisecond. What can be told on the Python
side is told there, and the aspect is not called for each node: it is called once and asks for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import jsii
from cdktf import Aspects, IAspect, TerraformResource
from constructs import IConstruct

import engines
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
_PROVIDER_PREFIX: Final = engines.chosen().providers


def mutate(stack: PlatformStack, journal: Journal) -> None:
    """Put the mutators on a stack.

    cdktf calls an aspect for its node and for all below: the backend, which every stack has, has none.
    """
    Aspects.of(stack.backend).add(Mutators(stack, journal))


@jsii.implements(IAspect)
class Mutators:
    """Fixes every resource of one stack, whatever node it is called for."""

    def __init__(self, stack: PlatformStack, journal: Journal) -> None:
        self._stack = stack
        self._journal = journal

    def visit(self, _node: IConstruct) -> None:
        """Fix the stack's resources; data sources, whose tags are filters, are left alone."""
        resources = [node for node in self._stack.node.find_all() if isinstance(node, TerraformResource)]
        self._journal.seen[self._stack.stack_id] = len(resources)
        for resource in resources:
            kind = type(resource)
            if tags.is_taggable(kind):
                tags.inject(resource, self._stack, self._journal)
            for mutator in BY_TYPE.get(terraform_type(kind), ()):
                mutator(resource, self._stack, self._journal)


@cache
def terraform_type(kind: type) -> str:
    """The Terraform type of a resource class (`aws_kms_key`), also of a subclass; empty for others."""
    for base in kind.__mro__:
        if base.__module__.startswith(_PROVIDER_PREFIX):
            provider, module = base.__module__.removeprefix(_PROVIDER_PREFIX).split(".", 1)
            return f"{provider}_{module}"
    return ""
