"""The grammar: a template and its expressions, as nodes that know where they stand in their text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

DEEPEST: Final = 32  # no honest chain of locals, or nesting of brackets, is deeper
_DEEPEST_NODE: Final = 100  # parts within parts: each takes several calls to evaluate
LONGEST: Final = 200_000
"""Characters of an expression, and of what one evaluates to; a longer one is left as it is written."""
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_][\w-]*(?:::[A-Za-z_][\w-]*)*)"
    r"|(?P<symbol>&&|\|\||==|!=|<=|>=|=>|\.\.\.|[-+*/%!<>?:.,()\[\]{}=\"])"
    r"|(?P<end>$))"
)
_OPENING: Final = re.compile(r"(?P<escaped>\$\$\{|%%\{)|(?P<directive>%\{)|\$\{")
_PRECEDENCE: Final = (
    ("||",),
    ("&&",),
    ("==", "!="),
    ("<", ">", "<=", ">="),
    ("+", "-"),
    ("*", "/", "%"),
)


class NotReadError(Exception):
    """A text is no template that this grammar has: it stays as it is written."""


@dataclass(frozen=True, slots=True)
class Node:
    """One part of an expression.

    kind: `text` (a part of a template), `literal`, `quoted`, `template`, `name`, `attribute`, `index`,
        `splat`, `call`, `object`, `tuple`, `condition`, `binary`, `unary` or `for`.
    start, end: where it stands in its source.
    detail: the literal's value, the name, the attribute, the function, the operator.
    """

    kind: str
    start: int
    end: int
    detail: Any = None
    parts: tuple[Node, ...] = ()
    depth: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        depth = 1 + max((part.depth for part in self.parts), default=0)
        if depth > _DEEPEST_NODE:
            raise NotReadError
        object.__setattr__(self, "depth", depth)


@lru_cache(maxsize=65536)
def has_expression(text: str) -> bool:
    """Whether a text has an expression in it, rather than what only looks like one."""
    return "{" in text and any(not match["escaped"] for match in _OPENING.finditer(text))


@lru_cache(maxsize=65536)
def parsed(text: str) -> Node:
    """A template's node. Raises NotReadError for what is none that this module reads."""
    if len(text) > LONGEST:
        raise NotReadError
    parser = _Parser(text)
    parts = tuple(parser.template(closing=""))
    return Node("template", 0, len(text), None, parts)


class _Parser:
    """Recursive descent; a template and the expressions in it share one text and its positions."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def template(self, closing: str) -> Iterator[Node]:
        """The parts of a template, to the closing quote or to the end of the text."""
        text, start = self._text, self._at
        while self._at < len(text) and text[self._at] != closing:
            match = _OPENING.match(text, self._at)
            if match is None:
                self._at += 2 if closing and text[self._at] == "\\" else 1
                if not closing:
                    following = _OPENING.search(text, self._at)
                    self._at = following.start() if following else len(text)
                continue
            if match["directive"]:
                raise NotReadError
            if match["escaped"]:
                self._at = match.end()
                continue
            if self._at > start:
                yield self._text_node(start, closing)
            self._at = match.end()
            if text[self._at : self._at + 1] == "~":
                raise NotReadError
            yield self._expression()
            if self._next() != "}":
                raise NotReadError
            start = self._at
        if self._at > start:
            yield self._text_node(start, closing)

    def _text_node(self, start: int, closing: str) -> Node:
        written = self._text[start : self._at]
        if closing and "\\" in written:
            try:
                written = json.loads(f'"{written}"')
            except ValueError as error:
                raise NotReadError from error
        return Node("text", start, self._at, written)

    def _peek(self) -> str:
        match = _TOKEN.match(self._text, self._at)
        if match is None:
            raise NotReadError
        return match[0].strip()

    def _next(self) -> str:
        match = _TOKEN.match(self._text, self._at)
        if match is None:
            raise NotReadError
        self._at = match.end()
        return match[0].strip()

    def _skip(self) -> int:
        """Where the next token begins."""
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at

    def _take(self, symbol: str) -> bool:
        if self._peek() != symbol:
            return False
        self._next()
        return True

    def _demand(self, symbol: str) -> None:
        if self._next() != symbol:
            raise NotReadError

    def _expression(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotReadError
        start = self._skip()
        node = self._operation(0)
        if self._take("?"):
            then = self._expression()
            self._demand(":")
            otherwise = self._expression()
            node = Node("condition", start, self._at, None, (node, then, otherwise))
        self._depth -= 1
        return node

    def _operation(self, level: int) -> Node:
        if level == len(_PRECEDENCE):
            return self._unary()
        start = self._skip()
        node = self._operation(level + 1)
        while (symbol := self._peek()) in _PRECEDENCE[level]:
            self._next()
            right = self._operation(level + 1)
            node = Node("binary", start, self._at, symbol, (node, right))
        return node

    def _unary(self) -> Node:
        start = self._skip()
        symbol = self._peek()
        if symbol in ("!", "-"):
            self._next()
            self._depth += 1
            if self._depth > DEEPEST:
                raise NotReadError
            operand = self._unary()
            self._depth -= 1
            return Node("unary", start, self._at, symbol, (operand,))
        return self._traversal()

    def _traversal(self) -> Node:
        start = self._skip()
        node = self._primary()
        while True:
            if self._text[self._at : self._at + 1] == "." and self._peek() != "...":
                self._at += 1
                if self._take("*"):
                    names = []
                    while self._text[self._at : self._at + 1] == ".":
                        self._at += 1
                        names.append(self._next())
                    node = Node("splat", start, self._at, tuple(names), (node,))
                else:
                    name = self._next()
                    # `a.0.1` reads as the number 0.1 to the tokens; to Terraform it is two steps.
                    for step in name.split("."):
                        if not re.fullmatch(r"[\w-]+", step):
                            raise NotReadError
                        node = Node("attribute", start, self._at, step, (node,))
            elif self._text[self._at : self._at + 1] == "[":
                self._at += 1
                if self._take("*"):
                    self._demand("]")
                    names = []
                    while self._text[self._at : self._at + 1] == ".":
                        self._at += 1
                        names.append(self._next())
                    node = Node("splat", start, self._at, tuple(names), (node,))
                else:
                    key = self._expression()
                    self._demand("]")
                    node = Node("index", start, self._at, None, (node, key))
            else:
                return node

    def _primary(self) -> Node:  # noqa: PLR0911 - one for each kind of beginning
        start = self._skip()
        word = self._next()
        if word == '"':
            parts = tuple(self.template(closing='"'))
            self._demand('"')
            if all(part.kind == "text" for part in parts):
                return Node("literal", start, self._at, "".join(part.detail for part in parts))
            return Node("quoted", start, self._at, None, parts)
        if word == "(":
            node = self._expression()
            self._demand(")")
            # Its brackets belong to it, so that what is put in its place needs none.
            return Node(node.kind, start, self._at, node.detail, node.parts)
        if word == "[":
            return self._for_expression(start, "]") if self._peek() == "for" else self._tuple(start)
        if word == "{":
            return self._for_expression(start, "}") if self._peek() == "for" else self._object(start)
        if word in ("true", "false", "null"):
            return Node("literal", start, self._at, {"true": True, "false": False}.get(word))
        if word[:1].isdigit():
            number = float(word) if re.search(r"[.eE]", word) else int(word)
            return Node("literal", start, self._at, number)
        if not re.match(r"[A-Za-z_]", word):
            raise NotReadError
        if self._text[self._at : self._at + 1] == "(":
            return self._call(start, word)
        return Node("name", start, self._at, word)

    def _call(self, start: int, function: str) -> Node:
        self._next()
        given = []
        while not self._take(")"):
            given.append(self._expression())
            if self._take("..."):
                raise NotReadError
            if self._peek() != ")":
                self._demand(",")
        return Node("call", start, self._at, function, tuple(given))

    def _tuple(self, start: int) -> Node:
        items = []
        while not self._take("]"):
            items.append(self._expression())
            if self._peek() != "]":
                self._demand(",")
        return Node("tuple", start, self._at, None, tuple(items))

    def _object(self, start: int) -> Node:
        items: list[Node] = []
        while not self._take("}"):
            key = self._expression()
            if key.kind == "name":  # a bare word is a key, not a reference
                key = Node("literal", key.start, key.end, key.detail)
            if self._next() not in ("=", ":"):
                raise NotReadError
            items += (key, self._expression())
            self._take(",")
        return Node("object", start, self._at, None, tuple(items))

    def _for_expression(self, start: int, closing: str) -> Node:
        self._demand("for")
        names = [self._next()]
        if self._take(","):
            names.append(self._next())
        self._demand("in")
        parts = [self._expression()]
        self._demand(":")
        parts.append(self._expression())
        keyed = self._take("=>")
        if keyed:
            parts.append(self._expression())
        grouped = self._take("...")
        if self._take("if"):
            parts.append(self._expression())
        else:
            parts.append(Node("literal", self._at, self._at, detail=True))
        self._demand(closing)
        return Node("for", start, self._at, (tuple(names), keyed, grouped), tuple(parts))
