"""What mypy's types say of values: of which classes they may be, and what they say nothing of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mypy.nodes import TypeInfo
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    LiteralType,
    Overloaded,
    ProperType,
    TupleType,
    Type,
    TypeAliasType,
    TypedDictType,
    TypeType,
    TypeVarType,
    UnionType,
    get_proper_type,
)


def infos(kind: Type | None, *, deep: bool = False) -> Iterator[TypeInfo]:
    """Yield the classes that a value of a type may be of; `deep`: and those that it may hold."""
    for each in _alternatives(kind, deep=deep):
        match each:
            case Instance(type=info):
                yield info
            case TupleType() as several:
                yield several.partial_fallback.type
            case LiteralType(fallback=fallback) | TypedDictType(fallback=fallback):
                yield fallback.type
            case CallableType() | Overloaded() as called if called.is_type_obj() and not deep:
                yield called.type_object()


def _alternatives(
    kind: Type | None, *, deep: bool, within: frozenset[str] = frozenset()
) -> Iterator[ProperType]:
    """Yield what a type is one of. `within` are the aliases that it is part of, since one may hold itself."""
    if isinstance(kind, TypeAliasType) and kind.alias:
        if kind.alias.fullname in within:
            return
        within |= {kind.alias.fullname}
    held: Iterable[Type] = ()
    match get_proper_type(kind):
        case UnionType(items=items):
            held = items
        case TypeVarType(upper_bound=bound):
            held = (bound,)
        case TypeType(item=item):
            held = (item,)
        case Instance(args=items) | TupleType(items=items) as proper:
            yield proper
            held = items if deep else ()
        case ProperType() as proper:
            yield proper
            held = (proper.ret_type,) if deep and isinstance(proper, CallableType) else ()
    for each in held:
        yield from _alternatives(each, deep=deep, within=within)


def callables(kind: Type | None) -> Iterator[CallableType]:
    """Yield the signatures that a call of a value of a type may have."""
    match get_proper_type(kind):
        case CallableType() as called:
            yield called
        case Overloaded(items=items):
            yield from items
        case UnionType(items=items):
            for each in items:
                yield from callables(each)


def formal(kind: CallableType, position: int, name: str | None) -> Type | None:
    """Return the type of the parameter that takes an argument, or None where there is none of its own."""
    if name is not None:
        found = kind.argument_by_name(name)
    elif position < len(kind.arg_types) and not any(each.is_star() for each in kind.arg_kinds[:position]):
        found = kind.argument_by_position(position)
    else:
        found = kind.argument_by_position(len(kind.arg_types))
    return found.typ if found else None


def is_loose(kind: Type) -> bool:
    """Tell whether a type says of its values, or of what they hold, no more than that they are there."""
    return any(
        isinstance(each, AnyType) or (isinstance(each, Instance) and each.type.fullname == "builtins.object")
        for each in _alternatives(kind, deep=True)
    )


# A client that is typed by the calls that are made of it, and its service.
_OWN_CLIENTS: Final = {"handlers.adapters.clients.ParameterClient": "ssm"}


def is_client(info: TypeInfo) -> bool:
    """Tell whether a class is one of boto3's clients."""
    known = info.module_name.startswith("mypy_boto3_") and info.name.endswith("Client")
    return known or info.fullname in _OWN_CLIENTS


def service_of(client: TypeInfo) -> str:
    """Return whose client it is, as boto3 names services."""
    of_stubs = client.module_name.split(".")[0].removeprefix("mypy_boto3_")
    return _OWN_CLIENTS.get(client.fullname, of_stubs)
