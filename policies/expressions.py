"""Terraform's expression language, as far as files alone can evaluate it.

A text is a template: literal parts and `${...}`. What can be evaluated becomes its value; what cannot
stays a text with `${...}` in it, with everything put in place that could be. `$${` and `%%{` stay as they
are written: to every reader here a value is the text of a template.

The grammar is that of https://developer.hashicorp.com/terraform/language/expressions.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from policies.functions import FUNCTIONS, Set, same_kind

Value = Any
"""What Terraform JSON holds: text, number, boolean, None, list, or mapping by text."""

_DEEPEST: Final = 32  # no honest chain of locals, or nesting of brackets, is deeper
_DEEPEST_NODE: Final = 100  # parts within parts: each takes several calls to evaluate
_LONGEST: Final = 200_000
"""Characters of an expression, and of what one evaluates to; a longer one is left as it is written."""

_MOST_STEPS: Final = 100_000  # of one value's evaluation
_MOST_PARTS: Final = 20_000  # of what a local stands for

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_][\w-]*(?:::[A-Za-z_][\w-]*)*)"
    r"|(?P<symbol>&&|\|\||==|!=|<=|>=|=>|\.\.\.|[-+*/%!<>?:.,()\[\]{}=\"])"
    r"|(?P<end>$))"
)
_OPENING: Final = re.compile(r"(?P<escaped>\$\$\{|%%\{)|(?P<directive>%\{)|\$\{")
_PLAIN: Final = re.compile(r"\$\{(?!(?:var|local|each|count)\.)(?:data\.)?[A-Za-z_][\w-]*(?:\.[\w-]+){2,}\}")
"""A template that is one reference to an element and its attribute: there is nothing to evaluate."""

_PRECEDENCE: Final = (
    ("||",),
    ("&&",),
    ("==", "!="),
    ("<", ">", "<=", ">="),
    ("+", "-"),
    ("*", "/", "%"),
)


class Unresolved(Exception):  # noqa: N818 - it is an answer, not an error
    """What an expression stands for cannot be told from the files; the text says what is missing."""


class Invalid(Unresolved):
    """What Terraform refuses to evaluate: a key that a known value lacks, an instance that is not made."""


class _Syntax(Exception):  # noqa: N818 - never seen outside: the text then stays as it is written
    pass


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
            raise _Syntax
        object.__setattr__(self, "depth", depth)


@dataclass
class Scope:
    """What names stand for in one stack, and in one instance of an element.

    locals, variables: as they are written; a variable without a default is not among the latter.
    names: `each` and `count` of the instance, and what a `for` expression binds.
    instances: by the address of a block, the keys (`[0]`, or an empty one) of what Terraform makes of it;
        of a block that is not among them, nobody can tell.
    defaults_decide: whether the default of a variable may decide.
    """

    locals: Mapping[str, Value] = field(default_factory=dict)
    variables: Mapping[str, Value] = field(default_factory=dict)
    names: Mapping[str, Value] = field(default_factory=dict)
    instances: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defaults_decide: bool = False
    steps: list[int] = field(default_factory=lambda: [0])
    _known: dict[tuple[str, bool], Value] = field(default_factory=dict)
    _entered: frozenset[str] = frozenset()

    def within(self, names: Mapping[str, Value]) -> Scope:
        """The same stack where these names are bound as well."""
        return replace(self, names={**self.names, **names}) if names else self

    def resolve(self, value: Value) -> Value:
        """The value with each expression in it evaluated, or with what can be told of it in place."""
        self.steps[0] = 0
        return self._all(value, decide=False)

    def _all(self, value: Value, *, decide: bool) -> Value:
        if isinstance(value, str):
            return self._template(value, decide=decide) if "${" in value else value
        if isinstance(value, dict | Mapping):
            return {self._key(key): self._all(item, decide=decide) for key, item in value.items()}
        if isinstance(value, list):
            return [self._all(item, decide=decide) for item in value]
        return value

    def _key(self, key: str) -> str:
        """A key of an object, which is a template too; as it is written where that cannot be told."""
        found = self._template(key, decide=True) if "${" in key else key
        return found if isinstance(found, str) else key

    def by_default(self) -> Scope:
        """The same where nobody sets a variable, so that their defaults decide as well."""
        return replace(self, defaults_decide=True, _known={})

    def decide(self, value: Value) -> Value:
        """The value by which something is decided, which no variable may: who deploys can set it.

        Raises Unresolved where that, or anything else, keeps it from being told.
        """
        self.steps[0] = 0
        if isinstance(value, str) and "${" in value:
            found = self._template(value, decide=True)
            if isinstance(found, str) and "${" in found:
                raise Unresolved(value)
            return found
        return value

    def _template(self, text: str, *, decide: bool) -> Value:
        if "$${" not in text and "%{" not in text and "${" not in _PLAIN.sub(" ", text):
            return text  # it refers to what has no value yet, and to nothing else
        try:
            node = parsed(text)
        except _Syntax:
            return text
        return _Evaluation(text, self, decide=decide).partial(node)

    def local(self, name: str, *, decide: bool) -> Value:
        """What a local stands for. Raises Unresolved where there is none, or it leads back to itself."""
        if name not in self.locals:
            raise Unresolved(f"local.{name}")
        if (name, decide) not in self._known:
            if name in self._entered or len(self._entered) >= _DEEPEST:
                raise Unresolved(f"local.{name} refers to itself")
            entered = self._entered | {name}
            inner = replace(self, names={}, _entered=entered)
            value = inner._all(self.locals[name], decide=decide)  # noqa: SLF001 - its own class
            if not _is_small(value):
                raise Unresolved(f"local.{name} has more than {_MOST_PARTS} parts")
            if _has_open_key(value):
                raise Unresolved(f"local.{name} has keys that cannot be told")
            self._known[name, decide] = value
        return self._known[name, decide]


def _has_open_key(value: Value) -> bool:
    if isinstance(value, Mapping):
        return any(map(is_partial, value)) or any(map(_has_open_key, value.values()))
    return isinstance(value, list) and any(map(_has_open_key, value))


def _is_small(value: Value) -> bool:
    """Whether a value has a bounded number of parts: locals that hold one another double at each step."""
    waiting, seen = [value], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > _MOST_PARTS:
            return False
        waiting += part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ()
    return True


class _Evaluation:
    """One evaluation of a template's nodes; `decide` leaves out what a variable decides."""

    def __init__(self, source: str, scope: Scope, *, decide: bool) -> None:
        self._source = source
        self._scope = scope
        self._decide = decide
        self._open: dict[int, Unresolved] = {}  # by node: what was found to have no value, to ask once

    def partial(self, node: Node) -> Value:
        """The node's value; where it has none, a text with `${...}` and everything in place that could be."""
        try:
            return self.value(node)
        except Unresolved:
            if node.kind == "template":
                return "".join(self._piece(part) for part in node.parts)
            return "${" + self._rendered(node) + "}"

    def _piece(self, part: Node) -> str:
        """A part of a template, as text to stand in it."""
        found = self.partial(part)
        if isinstance(found, str):
            return found
        if isinstance(found, bool | int | float):
            return _as_text(found)
        return "${" + self._rendered(part) + "}"

    def _rendered(self, node: Node) -> str:
        """The source of a node that has no value, with its parts that have one put in place."""
        text, position = "", node.start
        # What decides is shown as it is written: its parts in place would say that it is decided.
        parts = node.parts[1:] if node.kind == "condition" else node.parts if node.kind != "for" else ()
        for place, part in enumerate(parts):
            shown = self._source[part.start : part.end]
            if part.kind not in ("literal", "text"):
                try:
                    value = self.value(part)
                    # A literal has no attributes: what is read of it stays as it is written.
                    of_it = place == 0 and node.kind in ("attribute", "index", "splat")
                    shown = shown if of_it and not is_partial(value) else _literal(value) or shown
                except Unresolved:
                    shown = self._rendered(part)
            text += self._source[position : part.start] + shown
            position = part.end
        return text + self._source[position : node.end]

    def value(self, node: Node) -> Value:
        """The node's value. Raises Unresolved where it has none, or where it takes too long to tell."""
        self._scope.steps[0] += 1
        if self._scope.steps[0] > _MOST_STEPS:
            raise Unresolved("it takes too many steps")
        if id(node) in self._open:
            raise self._open[id(node)]
        try:
            found: Value = getattr(self, f"_{node.kind}")(node)
        except Unresolved as reason:
            self._open[id(node)] = reason
            raise
        return found

    def _literal(self, node: Node) -> Value:
        return node.detail

    def _text(self, node: Node) -> Value:
        return node.detail

    def _template(self, node: Node) -> Value:
        if len(node.parts) == 1:
            return self.value(node.parts[0])
        return "".join(_as_text(self.value(part)) for part in node.parts)

    def _quoted(self, node: Node) -> Value:
        """A text within an expression: always text; what it refers to may stay in it."""
        return "".join(self._piece(part) for part in node.parts)

    def _name(self, node: Node) -> Value:
        if node.detail in self._scope.names:
            return self._scope.names[node.detail]
        raise Unresolved(str(node.detail))

    def _attribute(self, node: Node) -> Value:
        (base,) = node.parts
        keys = self._scope.instances.get(self._source[node.start : node.end], ("",))
        if keys != ("",):
            return self._instances(self._source[node.start : node.end], keys)
        if base.kind == "name" and base.detail not in self._scope.names:
            if base.detail == "local":
                return self._scope.local(node.detail, decide=self._decide)
            decides = not self._decide or self._scope.defaults_decide
            if base.detail == "var" and node.detail in self._scope.variables and decides:
                return self._scope.variables[node.detail]
        return _item(self.value(base), node.detail)

    @staticmethod
    def _instances(address: str, keys: tuple[str, ...]) -> Value:
        """What the address of a block stands for: a map of its instances, or a list of them."""
        if any(key.startswith('["') for key in keys):
            return {json.loads(key[1:-1]): f"${{{address}{key}}}" for key in keys}
        return [f"${{{address}{key}}}" for key in keys]

    def _index(self, node: Node) -> Value:
        base, key = node.parts
        made = self._scope.instances.get(self._source[base.start : base.end])
        if made is not None:
            told = _known(self.value(key))
            written = f"[{told}]" if isinstance(told, int) else f"[{json.dumps(told, ensure_ascii=False)}]"
            if written not in made:
                raise Invalid(f"{self._source[node.start : node.end]} is not made")
        return _item(self.value(base), _known(self.value(key)))

    def _splat(self, node: Node) -> Value:
        (base,) = node.parts
        address = self._source[base.start : base.end]
        if address in self._scope.instances:
            path = "".join(f".{name}" for name in node.detail)
            return [f"${{{address}{key}{path}}}" for key in self._scope.instances[address]]
        items = self.value(base)
        if not isinstance(items, list):
            items = [] if items is None else [items]
        for name in node.detail:
            items = [_item(item, name) for item in items]
        return items

    def _call(self, node: Node) -> Value:
        if node.detail == "try":
            return self._first_valid(node.parts)
        function = FUNCTIONS.get(node.detail)
        if function is None:
            raise Unresolved(f"{node.detail}()")
        given = [self.partial(part) for part in node.parts]
        try:
            found = function(*given)
        except (ValueError, TypeError, KeyError, IndexError, OverflowError, ArithmeticError) as error:
            raise Unresolved(f"{node.detail}(): {error}") from error
        if isinstance(found, str) and len(found) > _LONGEST:
            raise Unresolved(f"{node.detail}() gives more than {_LONGEST} characters")
        return found

    def _first_valid(self, parts: tuple[Node, ...]) -> Value:
        """The first that Terraform does not refuse; a reference to what is made is not refused."""
        for part in parts:
            try:
                return self.value(part)
            except Invalid:
                continue
            except Unresolved:
                if not self._refers_to_what_is_made(part):
                    raise
                return self.partial(part)
        raise Invalid("try: every part is refused")

    def _refers_to_what_is_made(self, node: Node) -> bool:
        while node.kind == "attribute":
            node = node.parts[0]
            base = node.parts[0] if node.kind == "index" else node
            if self._source[base.start : base.end] in self._scope.instances:
                return True
        return False

    def _object(self, node: Node) -> Value:
        pairs = zip(node.parts[::2], node.parts[1::2], strict=True)
        return {str(_known(self.value(key))): self.partial(item) for key, item in pairs}

    def _tuple(self, node: Node) -> Value:
        return [self.partial(part) for part in node.parts]

    def _condition(self, node: Node) -> Value:
        test, then, otherwise = node.parts
        decided = _truth(_Evaluation(self._source, self._scope, decide=True).value(test))
        chosen, other = map(self.partial, (then, otherwise) if decided else (otherwise, then))
        if not same_kind((chosen, other)) and not is_partial(other):
            raise Unresolved("both results are made of one type")
        return chosen

    def _unary(self, node: Node) -> Value:
        value = _known(self.value(node.parts[0]))
        if node.detail == "!":
            return not _truth(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Unresolved("no number")
        return -value

    def _binary(self, node: Node) -> Value:
        left, right = node.parts
        if node.detail in ("&&", "||"):
            # Terraform evaluates both; one that is decided decides alone.
            ends = node.detail == "||"
            sides = [self._decided(side) for side in (left, right)]
            if ends in sides:
                return ends
            if None in sides:
                raise Unresolved(node.detail)
            return not ends
        first, second = _known(self.value(left)), _known(self.value(right))
        if node.detail in ("==", "!="):
            return _equal(first, second) == (node.detail == "==")
        if any(isinstance(each, bool) or not isinstance(each, int | float) for each in (first, second)):
            raise Unresolved(f"{node.detail} of what is no number")
        try:
            return _ARITHMETIC[node.detail](first, second)
        except ArithmeticError as error:
            raise Unresolved(str(error)) from error

    def _decided(self, node: Node) -> bool | None:
        try:
            return _truth(self.value(node))
        except Unresolved:
            return None

    def _for(self, node: Node) -> Value:
        names, keyed, grouped = node.detail
        collection, *rest = node.parts
        items = _known(self.value(collection), shallow=True)
        if isinstance(items, Mapping):
            pairs: Iterable[tuple[Value, Value]] = sorted(items.items(), key=lambda pair: pair[0])
        elif isinstance(items, Set):
            pairs = zip(items, items, strict=True)
        elif isinstance(items, list):
            pairs = enumerate(items)
        else:
            raise Unresolved("for")
        made: list[tuple[Value, Value]] = []
        for key, item in pairs:
            bound = {names[-1]: item} if len(names) == 1 else {names[0]: key, names[1]: item}
            inner = _Evaluation(self._source, self._scope.within(bound), decide=self._decide)
            *shown, test = rest
            if test.kind != "literal" or test.detail is not True:
                decided = _Evaluation(self._source, self._scope.within(bound), decide=True)
                if not _truth(decided.value(test)):
                    continue
            own_key = str(_known(inner.value(shown[0]))) if keyed else ""
            made.append((own_key, _without(bound, inner.partial(shown[-1]))))
        if not keyed:
            return [item for _, item in made]
        if not grouped:
            return dict(made)
        groups: dict[str, list[Value]] = {}
        for own_key, item in made:
            groups.setdefault(own_key, []).append(item)
        return groups


_BOOLEANS: Final = {"True": True, "true": True, "1": True, "False": False, "false": False, "0": False}

_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Value]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": lambda a, b: a - b * math.trunc(a / b),  # the sign of the dividend
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def _without(names: Iterable[str], value: Value) -> Value:
    """The value of a `for`'s body. Raises Unresolved where it still speaks of the names that are bound there:
    outside of it they say nothing.
    """
    for part in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        _without(names, part)
    if isinstance(value, str) and is_partial(value):
        for name in names:
            if re.search(rf"(?<![\w.-]){name}[.\[]", value):
                raise Unresolved(f"{name} of {value}")
    return value


def is_partial(value: Value) -> bool:
    """Whether a value is a text that still has an expression in it, or is made of such."""
    if isinstance(value, str):
        return bool(_expression_in(value))
    if isinstance(value, Mapping):
        return any(map(is_partial, value.values()))
    return isinstance(value, list) and any(map(is_partial, value))


@lru_cache(maxsize=65536)
def _expression_in(text: str) -> bool:
    return "{" in text and any(not match["escaped"] for match in _OPENING.finditer(text))


def outcomes(text: str) -> tuple[str, ...]:
    """The literals among which a text chooses (`${var.logs ? "logs:PutLogEvents" : ""}`), each once.

    Empty where it is no choice, or where one of its outcomes is an expression itself.
    """
    try:
        parts = parsed(text).parts
        chosen = list(_chosen(parts[0])) if len(parts) == 1 and parts[0].kind == "condition" else []
    except (_Syntax, Unresolved):
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
    except _Syntax:
        return text


def _written(node: Node) -> Iterator[str]:
    if node.kind in ("text", "literal") and isinstance(node.detail, str):
        yield node.detail
    for part in node.parts[1:] if node.kind == "condition" else node.parts:
        yield from _written(part)


def _known(value: Value, *, shallow: bool = False) -> Value:
    if is_partial(value) if not shallow else (isinstance(value, str) and _expression_in(value)):
        raise Unresolved(str(value))
    return value


def boolean(value: Value) -> bool | None:
    """The boolean that Terraform takes a value for; None where it takes it for none."""
    return _BOOLEANS.get(str(value)) if isinstance(value, bool | int | str) else None


def _truth(value: Value) -> bool:
    found = boolean(value)
    if found is None:
        raise Unresolved(f"{value} is no boolean")
    return found


def _equal(first: Value, second: Value) -> bool:
    if isinstance(first, list | Mapping) or isinstance(second, list | Mapping):
        raise Unresolved("collections are equal by their types, too")
    # To Python, True is 1; to Terraform they differ.
    return isinstance(first, bool) == isinstance(second, bool) and bool(first == second)


def _item(value: Value, key: Value) -> Value:
    if isinstance(value, str) and _expression_in(value):
        raise Unresolved(f"{key} of {value}")
    if isinstance(value, Mapping) and str(key) in value:
        return value[str(key)]
    if isinstance(value, list) and not isinstance(value, Set) and _is_place(key) and int(key) < len(value):
        return value[int(key)]
    raise Invalid(f"no {key}")


def _is_place(key: Value) -> bool:
    return re.fullmatch(r"\d{1,9}", str(key)) is not None


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str | int | float):
        return str(value)
    raise Unresolved("no text")


def _literal(value: Value) -> str:
    """The value as it is written in an expression; empty where it has parts that cannot be."""
    if isinstance(value, str):
        if value.startswith("${") and value.endswith("}") and value.count("{") == 1:
            return value[2:-1]
        return "" if "{" in value else json.dumps(value)
    if isinstance(value, Mapping):
        pairs = [(json.dumps(str(key)), _literal(item)) for key, item in value.items()]
        return "{" + ", ".join(f"{k} = {v}" for k, v in pairs) + "}" if all(v for _, v in pairs) else ""
    if isinstance(value, list):
        items = [_literal(item) for item in value]
        return "[" + ", ".join(items) + "]" if all(items) else ""
    return json.dumps(value)


@lru_cache(maxsize=65536)
def parsed(text: str) -> Node:
    """A template's node. Raises _Syntax for what is no template that this module reads."""
    if len(text) > _LONGEST:
        raise _Syntax
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
                raise _Syntax
            if match["escaped"]:
                self._at = match.end()
                continue
            if self._at > start:
                yield self._text_node(start, closing)
            self._at = match.end()
            if text[self._at : self._at + 1] == "~":
                raise _Syntax
            yield self._expression()
            if self._next() != "}":
                raise _Syntax
            start = self._at
        if self._at > start:
            yield self._text_node(start, closing)

    def _text_node(self, start: int, closing: str) -> Node:
        written = self._text[start : self._at]
        if closing and "\\" in written:
            try:
                written = json.loads(f'"{written}"')
            except ValueError as error:
                raise _Syntax from error
        return Node("text", start, self._at, written)

    def _peek(self) -> str:
        match = _TOKEN.match(self._text, self._at)
        if match is None:
            raise _Syntax
        return match[0].strip()

    def _next(self) -> str:
        match = _TOKEN.match(self._text, self._at)
        if match is None:
            raise _Syntax
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
            raise _Syntax

    def _expression(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Syntax
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
            if self._depth > _DEEPEST:
                raise _Syntax
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
                            raise _Syntax
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
            raise _Syntax
        if self._text[self._at : self._at + 1] == "(":
            return self._call(start, word)
        return Node("name", start, self._at, word)

    def _call(self, start: int, function: str) -> Node:
        self._next()
        given = []
        while not self._take(")"):
            given.append(self._expression())
            if self._take("..."):
                raise _Syntax
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
                raise _Syntax
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
