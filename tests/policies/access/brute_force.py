"""A second evaluator of IAM policies, written from the same documents and sharing no code with the first.

It decides one request by walking through the policies as JSON, so that all requests of a small universe
can be tried. It knows nothing of formulas.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

Json = Mapping[str, Any]
Context = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Asked:
    """One request."""

    action: str
    resource: str
    context: Context


@dataclass(frozen=True)
class World:
    """Who asks, and all policies that are in force; each is a list of statements.

    delegates: whether the resource's policy has to let the account in first (a key, a role).
    endpoints: by id, the policy of each VPC endpoint.
    """

    arn: str
    account: str
    owner: str
    identity: Sequence[Json]
    boundary: Sequence[Json] | None
    resource: Sequence[Json]
    delegates: bool = False
    endpoints: Mapping[str, Sequence[Json]] | None = None


@lru_cache(maxsize=65536)
def glob(pattern: str, text: str) -> bool:
    """Whether `*` and `?` of the pattern can be filled so that it is the text."""
    rows = [True] + [False] * len(text)
    for sign in pattern:
        if sign == "*":
            for place in range(1, len(rows)):
                rows[place] = rows[place] or rows[place - 1]
        else:
            rows = [False] + [rows[place] and (sign in ("?", text[place])) for place in range(len(text))]
    return rows[-1]


@lru_cache(maxsize=65536)
def arn_glob(pattern: str, text: str) -> bool:
    """The same part by part."""
    if pattern == "*":
        return True
    parts, others = pattern.split(":", 5), text.split(":", 5)
    if len(parts) < 6:
        others = text.split(":")
        return len(others) > len(parts) and all(map(glob, parts, others))
    return len(others) == 6 and all(map(glob, parts, others))


def many(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def filled(text: str, context: Context) -> list[tuple[str, bool]] | None:
    """The text as pieces, each with whether wildcards in it count; None where a variable has no value."""
    pieces = []
    rest = text
    while "${" in rest:
        before, _, after = rest.partition("${")
        name, _, rest = after.partition("}")
        pieces.append((before, True))
        if name in ("*", "?", "$"):
            pieces.append((name, False))
            continue
        key, _, default = name.partition(",")
        values = context.get(key.strip().lower(), ())
        if values:
            pieces.append((values[0], False))
        elif default:
            pieces.append((default.strip().strip("'"), False))
        else:
            return None
    return [*pieces, (rest, True)]


STAR, MARK = "\ue000", "\ue001"
"""What stand for a literal star and question mark while wildcards are matched."""


def hidden(text: str) -> str:
    return text.replace("*", STAR).replace("?", MARK)


def pattern_of(text: str, context: Context, *, wild: bool) -> str | None:
    pieces = filled(text, context)
    if pieces is None:
        return None
    return "".join(piece if counts and wild else hidden(piece) for piece, counts in pieces)


def meets(name: str, value: str, wanted: str, context: Context) -> bool:
    """Whether one value of the request meets one value of the policy; what is no number meets none."""
    try:
        return compare(name, value, wanted, context)
    except ValueError:
        return False


def compare(name: str, value: str, wanted: str, context: Context) -> bool:  # noqa: C901, PLR0911, PLR0912 - a table
    if name in ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"):
        wild = name in ("StringLike", "ArnEquals", "ArnLike")
        pattern = pattern_of(wanted, context, wild=wild)
        if pattern is None:
            return False
        if name == "StringEqualsIgnoreCase":
            return pattern.lower() == hidden(value).lower()
        if name.startswith("Arn"):
            return arn_glob(pattern, hidden(value))
        return glob(pattern, hidden(value))
    if name == "Bool":
        return value.lower() == wanted.lower()
    if name == "IpAddress":
        return ipaddress.ip_address(value) in ipaddress.ip_network(wanted, strict=False)
    if name.startswith("Date"):
        first, second = (datetime.fromisoformat(each).timestamp() for each in (value, wanted))
        name = name.replace("Date", "Numeric")
    else:
        first, second = float(value), float(wanted)
    match name.removeprefix("Numeric"):
        case "Equals":
            return first == second
        case "LessThan":
            return first < second
        case "LessThanEquals":
            return first <= second
        case "GreaterThan":
            return first > second
        case "GreaterThanEquals":
            return first >= second
    raise AssertionError(name)


def holds(operator: str, key: str, wanted: list[str], context: Context) -> bool:
    """Whether one condition holds."""
    values = context.get(key.lower(), ())
    quantifier, _, name = operator.rpartition(":")
    if name == "Null":
        return any((word == "true") == (not values) for word in wanted)
    if name.endswith("IfExists"):
        name = name.removesuffix("IfExists")
        if not values:
            return True
    positive = name.replace("Not", "")
    met = [any(meets(positive, value, each, context) for each in wanted) for value in values]
    if "Not" in name:
        met = [not each for each in met]
        return any(met) if quantifier == "ForAnyValue" else all(met)
    if quantifier == "ForAllValues":
        return all(met)
    return any(met)


def is_about(statement: Json, asked: Asked) -> bool:
    """Whether action, resource and conditions of a statement are met."""
    action = asked.action.lower()
    if "Action" in statement and not any(glob(each.lower(), action) for each in many(statement["Action"])):
        return False
    if "NotAction" in statement and any(glob(each.lower(), action) for each in many(statement["NotAction"])):
        return False

    def named(texts: list[str]) -> bool:
        patterns = (pattern_of(text, asked.context, wild=True) for text in texts)
        return any(arn_glob(each, hidden(asked.resource)) for each in patterns if each is not None)

    if "Resource" in statement and not named(many(statement["Resource"])):
        return False
    if "NotResource" in statement and named(many(statement["NotResource"])):
        return False
    return all(
        holds(operator, key, many(wanted), asked.context)
        for operator, tests in statement.get("Condition", {}).items()
        for key, wanted in tests.items()
    )


def principals(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return many(value.get("AWS", []))
    return many(value)


def match(world: World, listed: list[str]) -> set[str]:
    """In which ways a list of principals names the one that asks."""
    ways = set()
    session = world.arn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/"
    for each in listed:
        if each == "*":
            ways.add("everybody")
        elif each in (world.account, f"arn:aws:iam::{world.account}:root"):
            ways.add("account")
        elif each == world.arn:
            ways.add("itself")
        elif each.startswith(session):
            ways.add("session")
    return ways


def is_allowed(world: World, asked: Asked) -> bool:  # noqa: C901, PLR0911 - the flow chart of AWS
    """The verdict of the flow chart on one request."""

    def effective(policy: Sequence[Json], effect: str) -> list[Json]:
        return [each for each in policy if each["Effect"] == effect and is_about(each, asked)]

    def denies(policy: Sequence[Json]) -> bool:
        for each in effective(policy, "Deny"):
            if "NotPrincipal" in each:
                named = match(world, principals(each["NotPrincipal"]))
                if not ("everybody" in named or {"itself", "account"} <= named):
                    return True
            elif match(world, principals(each["Principal"])):
                return True
        return False

    def lets_in(policy: Sequence[Json]) -> set[str]:
        found: set[str] = set()
        for each in effective(policy, "Allow"):
            if "NotPrincipal" in each:
                found |= set() if match(world, principals(each["NotPrincipal"])) else {"itself"}
            else:
                found |= match(world, principals(each["Principal"]))
        return found

    if effective(world.identity, "Deny") or denies(world.resource):
        return False
    if world.boundary is not None and effective(world.boundary, "Deny"):
        return False
    come_through = asked.context.get("aws:sourcevpce", ())
    if world.endpoints and come_through and come_through[0] in world.endpoints:
        policy = world.endpoints[come_through[0]]
        if denies(policy) or not lets_in(policy):
            return False
    by_identity = bool(effective(world.identity, "Allow"))
    within = world.boundary is None or bool(effective(world.boundary, "Allow"))
    named = lets_in(world.resource)
    if world.account != world.owner:
        return by_identity and within and bool(named)
    if named & {"everybody", "session"}:
        return True
    if "itself" in named and (within or ":user/" in world.arn):
        return True
    if world.delegates and "account" not in named:
        return False
    return by_identity and within
