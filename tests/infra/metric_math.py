"""CloudWatch's metric math, worked out: what an alarm measures, where its metrics have these values.

A series is a value a period, None where there is none (CloudWatch User Guide, "Using metric math").
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tests.infra.synthesis import Resource

Series = Sequence[float | None]
Value = float | list[float | None]
Values = Callable[[Mapping[str, Any], int], Series]
"""The values of a metric, by its arguments and its period in seconds."""

_ARITHMETIC: Final[Mapping[type, Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def measured(alarm: Resource, values: Values) -> Series:
    """What an alarm measures."""
    if alarm.get("metric_name"):
        return values(alarm.arguments, alarm["period"])
    metrics = {query["id"]: query["metric"] for query in alarm["metric_query"] if "metric" in query}
    (expression,) = (query["expression"] for query in alarm["metric_query"] if "expression" in query)
    return evaluate(expression, {name: values(each, each["period"]) for name, each in metrics.items()})


def evaluate(expression: str, series: Mapping[str, Series]) -> Series:
    """The series that an expression makes of others, which are of one length."""
    found = _value(ast.parse(expression, mode="eval").body, series)
    if not isinstance(found, list):
        raise TypeError(f"'{expression}' is one number: CloudWatch wants a series")
    return found


def _value(node: ast.expr, series: Mapping[str, Series]) -> Any:
    """A number, a series, or a list of series."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name):
            return list(series[name])
        case ast.List(elts=several):
            return [_value(each, series) for each in several]
        case (
            ast.BinOp(left=left, op=how, right=right) | ast.Compare(left=left, ops=[how], comparators=[right])
        ):
            return _each(_ARITHMETIC[type(how)], _value(left, series), _value(right, series))
        case ast.Call(func=ast.Name(id=function), args=arguments):
            return _FUNCTIONS[function](*(_value(each, series) for each in arguments))
    raise NotImplementedError(ast.unparse(node))


def _each(how: Callable[[float, float], float], left: Value, right: Value) -> Value:
    if isinstance(left, float | int) and isinstance(right, float | int):
        return float(how(left, right))
    length = len(left) if isinstance(left, list) else len(right)  # type: ignore[arg-type]
    return [_of_two(how, *pair) for pair in zip(_long(left, length), _long(right, length), strict=True)]


def _of_two(how: Callable[[float, float], float], left: float | None, right: float | None) -> float | None:
    """Nothing where either is nothing, or where it would be divided by zero."""
    if left is None or right is None or (how is operator.truediv and right == 0):
        return None
    return float(how(left, right))


def _if(holds: list[float | None], chosen: Value, otherwise: Value | None = None) -> Value:
    """Without an alternative, nothing where it does not hold."""
    yes, no = _long(chosen, len(holds)), _long(otherwise, len(holds))
    several = zip(holds, yes, no, strict=True)
    return [None if does is None else one if does else other for does, one, other in several]


def _fill(series: list[float | None], gap: float) -> Value:
    return [gap if each is None else each for each in series]


def _sum(series: list[float | None]) -> Value:
    """Of one series: a number."""
    return sum(each for each in series if each is not None)


def _max(several: list[list[float]]) -> Value:
    """Of several series: one."""
    return [max(moment) for moment in zip(*several, strict=True)]


def _long(value: Value | None, length: int) -> list[float | None]:
    return value if isinstance(value, list) else [value] * length


_FUNCTIONS: Final[Mapping[str, Callable[..., Value]]] = {
    "FILL": _fill,
    "IF": _if,
    "MAX": _max,
    "SUM": _sum,
}
