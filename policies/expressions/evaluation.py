"""The values of expressions: what names stand for in a stack, and what comes of it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from policies.expressions.syntax import DEEPEST, LONGEST, Node, NotReadError, has_expression, parsed
from policies.functions import FUNCTIONS, Set, same_kind

Value = Any
"""What Terraform JSON holds: text, number, boolean, None, list, or mapping by text."""

_MOST_STEPS: Final = 100_000  # of one value's evaluation
_MOST_PARTS: Final = 20_000  # of what a local stands for

_PLAIN: Final = re.compile(r"\$\{(?!(?:var|local|each|count)\.)(?:data\.)?[A-Za-z_][\w-]*(?:\.[\w-]+){2,}\}")
"""A template that is one reference to an element and its attribute: there is nothing to evaluate."""


class Unresolved(Exception):  # noqa: N818 - it is an answer, not an error
    """What an expression stands for cannot be told from the files; the text says what is missing."""


class Invalid(Unresolved):
    """What Terraform refuses to evaluate: a key that a known value lacks, an instance that is not made."""


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
        if isinstance(value, (dict, Mapping)):
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
        except NotReadError:
            return text
        return _Evaluation(text, self, decide=decide).partial(node)

    def local(self, name: str, *, decide: bool) -> Value:
        """What a local stands for. Raises Unresolved where there is none, or it leads back to itself."""
        if name not in self.locals:
            raise Unresolved(f"local.{name}")
        if (name, decide) not in self._known:
            if name in self._entered or len(self._entered) >= DEEPEST:
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
        if isinstance(found, str) and len(found) > LONGEST:
            raise Unresolved(f"{node.detail}() gives more than {LONGEST} characters")
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
        return bool(has_expression(value))
    if isinstance(value, Mapping):
        return any(map(is_partial, value.values()))
    return isinstance(value, list) and any(map(is_partial, value))


def _known(value: Value, *, shallow: bool = False) -> Value:
    if is_partial(value) if not shallow else (isinstance(value, str) and has_expression(value)):
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
    if isinstance(value, str) and has_expression(value):
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
