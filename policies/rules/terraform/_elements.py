"""What is judged at an element of Terraform."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.resource import Resource


def judged_with(element: Resource, configuration: Configuration) -> Iterator[tuple[str, Resource]]:
    """What is judged at an element, as (how messages begin, element).

    That is itself and, at a stack's settings, every data source of the stack: there are as many types
    of them as of resources, and a rule has to list its types.
    """
    yield "", element
    if element.type == "terraform":
        for other in configuration.by_stack.get(element.stack, ()):
            if other.type.startswith("data."):
                yield f"{other.address}: ", other
