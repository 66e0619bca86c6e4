"""What is at the same place as an element: itself, what refers to it, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration, recalled
from policies.references import mentioned
from policies.resource import Resource

_NO_PART: Final = ("depends_on", "lifecycle", "tags", "tags_all", "provider")
"""Arguments that order and label an element: what they name is no part of what it does."""


def is_at(configuration: Configuration, stack: str, address: str, other: str) -> bool:
    """Whether what is at `other` is at the place of `address`, an element of the same stack.

    It is the same element, or one of them refers to the other in an argument that says what it does, as a
    stage to its API and a bucket's policy to the bucket. What merely stands in the same stack is not, nor is
    what a third element brings together, nor what Terraform does not make, such as an output.
    """
    if other == address:
        return True
    refers = _references(configuration)
    return ((stack, other), (stack, address)) in refers or ((stack, address), (stack, other)) in refers


_Place = tuple[str, str]


@recalled
def _references(configuration: Configuration) -> frozenset[tuple[_Place, _Place]]:
    """Who refers to whom, by stack and address."""
    return frozenset(
        ((user.stack, user.address), (target.stack, target.address))
        for user in configuration.elements
        if user.is_managed
        for target in _targets(user, configuration)
        if target.is_managed
    )


def _targets(user: Resource, configuration: Configuration) -> Iterator[Resource]:
    for path, text in user.strings():
        if path.partition(".")[0] in _NO_PART or "${" not in text:
            continue
        whole = configuration.target(user, text)
        if whole is not None:
            if not (whole.several and "[" in text):  # one of its instances is not all of them
                yield whole
            continue
        for block in mentioned(text):
            named = configuration.by_block.get((user.stack, block), ())
            if len(named) == 1:  # which of several instances is meant, nobody can tell
                yield named[0]
