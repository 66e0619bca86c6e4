"""What every stack gets, whatever its author remembered: mutators first, then enforcement.

Mutators correct what has one right value and record what they changed; enforcement judges the written stacks
by the rules of `policies` and fails the synthesis.
"""

from __future__ import annotations

from aspects.dispatch import mutate
from aspects.enforce import Enforcement
from infra.stack import PlatformStack

__all__ = ["Enforcement", "apply"]


def apply(stack: PlatformStack, enforcement: Enforcement) -> None:
    """Put the mutators on one stack, and tell enforcement of it.

    cdktf never runs the aspects of an App, so each stack has its own.
    """
    enforcement.expect(stack)
    mutate(stack, enforcement.journal)
