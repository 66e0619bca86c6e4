"""Shares: how much of the callers something gets, as its system promises."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.model import Judgement, fail, unspecified
from policies.resource import Resource


def as_promised(shared: Resource, subject: Resource, weight: object) -> Iterator[Judgement]:
    """Where the system promises a share to what is called like the subject, the weight is that one.

    shared: what shares callers out. subject: what gets them. A weight that is no number is not judged.
    """
    promises = shared.context.promises
    found = expect.number(weight)
    if promises is None:
        yield unspecified("promises")
        return
    for end, percent in promises.shares:
        if subject.name.endswith(f"_{end}") and found is not None and found != percent:
            yield fail(
                f"{subject.address} gets {found:g} % of the callers, and is to get {percent} %",
                f"share {end}",
            )
