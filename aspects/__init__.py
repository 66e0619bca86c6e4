"""What every stack gets, whatever its author remembered: mutators first, then enforcement.

`apply` is the only entry. Mutators mend what has one right answer and record what they changed;
enforcement judges the rendered stack by the rules of `policies` and fails the synthesis.
"""

from __future__ import annotations

from aspects.dispatch import mutate
from aspects.enforce import Enforcement, Enforcer
from infra.stack import PlatformStack

__all__ = ["Enforcement", "apply"]


def apply(stack: PlatformStack, enforcement: Enforcement) -> None:
    """Put the mutators and the enforcement on one stack.

    cdktf never runs the aspects of an App, so each stack has its own. All stacks of an app share one
    `Enforcement`, which judges them together once the last one is rendered.
    """
    enforcement.expect(stack)
    mutate(stack, enforcement.journal)
    stack.node.add_validation(Enforcer(stack, enforcement))
