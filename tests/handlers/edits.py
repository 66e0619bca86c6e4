"""Handlers as they are not: copies with a call more or less, for the proof of permissions to tell of."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Final

_FUTURE: Final = "from __future__ import annotations\n"
_NOTHING: Final = "\n\ndef _nothing() -> Any:\n    return None\n"
_PORTS: Final = re.compile(r'(class Ports:\n    """.*?"""\n)', re.DOTALL)
_HANDLE: Final = re.compile(r'(\ndef handle\(.*?\n    """.*?"""\n)', re.DOTALL)


@dataclass(frozen=True)
class Further:
    """A port that a function may be given besides its own, what it then calls of it, and what that is."""

    field: str
    kind: str
    call: str
    needs: str


FURTHER: Final = (
    Further("alerts", "handlers.domain.ports.Alerts", "ports.alerts.send", "sns:Publish on alerts"),
    Further("receipts", "handlers.domain.ports.Receipts", "ports.receipts.put", "s3:PutObject on receipts"),
    Further(
        "settlement_workflow",
        "handlers.domain.ports.StateMachine",
        "ports.settlement_workflow.start('', name='')",
        "states:StartExecution on workflow/settlement",
    ),
    Further(
        "secrets",
        "handlers.domain.credentials.Secrets",
        "ports.secrets.random_password()",
        "secretsmanager:GetRandomPassword on *",
    ),
)


def fields_of(handler: str) -> list[str]:
    """Return the names of the ports of a handler's text, in order."""
    kinds = [node for node in ast.parse(handler).body if isinstance(node, ast.ClassDef)]
    (ports,) = (node for node in kinds if node.name == "Ports")
    return [ast.unparse(node.target) for node in ports.body if isinstance(node, ast.AnnAssign)]


def with_more(handler: str, further: Further) -> str:
    """Return the text of a handler that is given one more port, and calls it first of all."""
    package, _, kind = further.kind.rpartition(".")
    text = _PORTS.sub(rf"\1\n    {further.field}: {kind}\n", handler)
    text = text.replace(_FUTURE, f"{_FUTURE}from {package} import {kind}\n")
    return with_lines(text, further.call)


def with_lines(handler: str, lines: str) -> str:
    """Return the text of a handler that does so first of all."""
    return _HANDLE.sub(lambda found: f"{found[1]}    {lines}\n", handler)


def without(handler: str, field: str) -> str:
    """Return the text of a handler that has nothing more to do with a port."""
    tree = ast.parse(handler)
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    text = f"{ast.unparse(_Without(field, imported).visit(tree))}{_NOTHING}"
    return text.replace(_FUTURE, f"{_FUTURE}from typing import Any\n")


class _Without(ast.NodeTransformer):
    """Takes out what names a port, and what all ports are handed to elsewhere: its value says nothing."""

    def __init__(self, field: str, imported: set[str]) -> None:
        self._field, self._imported = field, imported

    def visit_Call(self, node: ast.Call) -> ast.AST:
        given = [*node.args, *(each.value for each in node.keywords)]
        named = any(self._is_it(each) for part in (node.func, *given) for each in ast.walk(part))
        elsewhere = isinstance(node.func, ast.Name) and node.func.id in self._imported
        if named or (elsewhere and any(_is_all(each) for each in given)):
            return self._nothing()
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        return self._nothing() if self._is_it(node) else self.generic_visit(node)

    def _is_it(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Attribute) and node.attr == self._field and _is_all(node.value)

    def _nothing(self) -> ast.AST:
        return ast.Call(ast.Name("_nothing"), [], [])


def _is_all(node: ast.AST) -> bool:
    return ast.unparse(node) in ("ports", "self._ports") if isinstance(node, ast.expr) else False
