"""What a text can become, as far as it says so itself, whatever names stand for."""

from __future__ import annotations

from collections.abc import Iterator

from policies.expressions.evaluation import Unresolved
from policies.expressions.syntax import Node, NotReadError, parsed


def outcomes(text: str) -> tuple[str, ...]:
    """The literals among which a text chooses (`${var.logs ? "logs:PutLogEvents" : ""}`), each once.

    Empty where it is no choice, or where one of its outcomes is an expression itself.
    """
    try:
        parts = parsed(text).parts
        chosen = list(_chosen(parts[0])) if len(parts) == 1 and parts[0].kind == "condition" else []
    except (NotReadError, Unresolved):
        return ()
    return tuple(dict.fromkeys(chosen))


def _chosen(node: Node) -> Iterator[str]:
    if node.kind == "condition":
        for part in node.parts[1:]:
            yield from _chosen(part)
    elif node.kind == "literal" and isinstance(node.detail, str):
        yield node.detail
    else:
        raise Unresolved(node.kind)


def literals(text: str) -> str:
    """What is written in a text and in the strings of its expressions, without their operators and tests."""
    try:
        return "\n".join(_written(parsed(text)))
    except NotReadError:
        return text


def _written(node: Node) -> Iterator[str]:
    if node.kind in ("text", "literal") and isinstance(node.detail, str):
        yield node.detail
    for part in node.parts[1:] if node.kind == "condition" else node.parts:
        yield from _written(part)
