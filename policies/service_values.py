"""What AWS's services call things: metrics with their dimensions, sources and types of events, service
principals, managed rules of firewalls.

Two files say it, and neither is whole: `service_values.json`, which `python -m policies.service_values`
writes anew from the database of the npm package `@aws-cdk/aws-service-spec` (CloudWatch's directory of
services, EventBridge's schema registry), and `service_values.toml`, with what no package here holds and the
pages of AWS's documentation that do. What neither knows may exist; what is spelled nearly as one of them
knows it does not.
"""

from __future__ import annotations

import gzip
import json
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from policies.service_reference import services
from policies.wording import words_of

DATA: Final = Path(__file__).with_name("service_values.json")
TABLE: Final = DATA.with_suffix(".toml")
PACKAGE: Final = Path(__file__).parents[1] / "node_modules" / "@aws-cdk" / "aws-service-spec"
"""Where `make cli` installs the package, as package-lock.json pins it."""

_SHORTEST: Final = 4
"""Letters of a word below which another one is another thing by one letter: `CPU`, `GPU`."""


def nearest(name: str, known: frozenset[str]) -> str | None:
    """The one of the known names that this one, which is none of them, is nearly spelled as; None for none.

    In another case, of the same words in another order or number, or with one letter that is amiss.
    """
    by_key = _by_key(known)
    likely = {other for key in _keys(name) for other in by_key.get(key, ())}
    return next((other for other in sorted(likely) if _is_near(name, other)), None)


@lru_cache(maxsize=256)
def _by_key(known: frozenset[str]) -> Mapping[object, list[str]]:
    """The known names by what one of them shares with whatever is near to it."""
    found: dict[object, list[str]] = defaultdict(list)
    for name in known:
        for key in _keys(name):
            found[key].append(name)
    return found


def _keys(name: str) -> frozenset[object]:
    """Its words, and what is left of it without each of its letters: two with one slip between share one."""
    folded = name.casefold()
    shorter = (folded[:at] + folded[at + 1 :] for at in range(len(folded)))
    return frozenset([tuple(sorted(_words(name))), folded, *shorter])


def _is_near(name: str, other: str) -> bool:
    if name.casefold() == other.casefold():
        return True
    words, others = _words(name), _words(other)
    if sorted(words) == sorted(others):
        return True
    differing = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    return len(words) == len(others) and len(differing) == 1 and _is_a_slip(*differing[0])


def _words(name: str) -> list[str]:
    return [word.removesuffix("s") for word in words_of(name)]


def _is_a_slip(word: str, other: str) -> bool:
    """Whether one letter is lacking, too many, another one or in the place of its neighbour."""
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) < _SHORTEST or len(longer) - len(shorter) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    rest, others = shorter[at:], longer[at:]
    swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return rest == others[1:] or (len(rest) == len(others) and (rest[1:] == others[1:] or swapped))


def namespaces() -> frozenset[str]:
    """The namespaces of AWS's metrics that are known."""
    return frozenset({*_generated()["metrics"], *_table()["metrics"]})


def namespace_meant(name: str) -> str | None:
    """The namespace that is meant by one that is none; None where it may be one."""
    mistaken: Mapping[str, str] = _table()["namespaces"]["mistaken"]
    known = namespaces()
    return None if name in known else mistaken.get(name) or nearest(name, known)


@cache
def metrics(namespace: str) -> frozenset[str]:
    """The metrics of a namespace that are known."""
    generated = _generated()["metrics"].get(namespace, {}).get("names", "")
    return frozenset((generated + " " + _said(namespace).get("names", "")).split())


@cache
def is_metric_of_another(namespace: str, name: str) -> bool:
    """Whether a metric that this namespace is not known to have is one of another namespace of AWS."""
    return any(name in metrics(other) for other in namespaces() - {namespace})


@cache
def dimensions(namespace: str, name: str) -> tuple[frozenset[str], ...]:
    """The sets of dimensions that a metric is known to be published by; none where nothing is known of it."""
    only = _said(namespace).get("only", {}).get(name)
    generated = _generated()["metrics"].get(namespace, {}).get("dimensions", [])
    told = only or [*generated, *_said(namespace).get("dimensions", [])]
    return tuple(dict.fromkeys(frozenset(each.split()) for each in told))


def has_all_dimensions(namespace: str, name: str) -> bool:
    """Whether those are all the sets that there are, so that there is no data by another one."""
    said = _said(namespace)
    return bool(said.get("whole") or name in said.get("only", {}))


@cache
def keys_of(namespace: str) -> frozenset[str]:
    """The names of the dimensions by which any metric of a namespace is known to be published."""
    only = _said(namespace).get("only", {})
    sets = (dimensions(namespace, name) for name in ("", *only))
    return frozenset(key for each in sets for found in each for key in found)


@cache
def all_dimensions() -> frozenset[str]:
    """The names of all dimensions of AWS's metrics that are known."""
    of_metrics = (dimensions(namespace, "") for namespace in namespaces())
    return frozenset(name for sets in of_metrics for each in sets for name in each)


def is_reviewed(namespace: str) -> bool:
    """Whether the table adds to what the package knows of a namespace, which by itself is a selection."""
    return bool(_said(namespace))


def only_statistic(namespace: str, name: str) -> str | None:
    """The only statistic that a metric has; None where it has them all, for all that is known."""
    found = _said(namespace).get("statistics", {}).get(name)
    return None if found is None else str(found)


def seconds_between(namespace: str, name: str) -> int:
    """The seconds between two values of a metric: a minute, unless it is known to be longer."""
    return int(_said(namespace).get("every", {}).get(name, 60))


def _said(namespace: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _table()["metrics"].get(namespace, {})
    return found


@cache
def sources() -> frozenset[str]:
    """The sources of AWS's events that are known (`aws.ec2`)."""
    return frozenset({*_generated()["events"], *_table()["events"]["sources"].split()})


@cache
def detail_types(source: str) -> frozenset[str]:
    """The types of a source's events that are known, those that every source has included."""
    listed = (key.split(" | ") for key in _table()["events"]["values"])
    also = {detail_type for sender, detail_type, _ in listed if sender == source}
    return frozenset({*_generated()["events"].get(source, {}), *_table()["events"]["everywhere"], *also})


def is_detail_type_of_another(source: str, detail_type: str) -> bool:
    """Whether a type that this source is not known to send is one that another source sends."""
    return any(detail_type in types for other, types in _generated()["events"].items() if other != source)


def detail(source: str, detail_type: str) -> frozenset[str]:
    """The keys at the top of the detail of such an event; none where they are not known."""
    return frozenset(_generated()["events"].get(source, {}).get(detail_type, "").split())


@cache
def detail_values(source: str, detail_type: str, path: str) -> frozenset[str]:
    """All values that a detail has at a path (`state.value`); none where they are not known."""
    found = _table()["events"]["values"].get(f"{source} | {detail_type} | {path}", "")
    return frozenset(found.split())


@cache
def principals() -> frozenset[str]:
    """The names that service principals are known to begin with, before `.amazonaws.com`."""
    return frozenset(_table()["principals"]["names"].split())


@cache
def principal_meant(name: str) -> str | None:
    """The beginning of the service principal that is meant by one that is none; None where it may be one."""
    known = principals()
    mistaken: Mapping[str, str] = _table()["principals"]["mistaken"]
    if name in known:
        return None
    turned = ".".join(reversed(name.split(".")))
    of_services = services() | {source.removeprefix("aws.") for source in sources()}
    if name in mistaken or turned in known:
        return mistaken.get(name, turned)
    return None if name in of_services else nearest(name, known)


@cache
def firewall_rules(group: str) -> frozenset[str] | None:
    """The rules of a managed group of AWS, none where they are not listed; None where it is not known."""
    groups = _table()["firewall"]
    return frozenset(groups[group].split()) if group in firewall_groups() else None


def firewall_groups() -> frozenset[str]:
    """The managed groups of AWS that are known."""
    return frozenset(_table()["firewall"]) - {"page"}


@cache
def _generated() -> Mapping[str, Any]:
    return dict(json.loads(DATA.read_bytes()))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def generate() -> str:
    """The content of DATA: by namespace the metrics and the sets of dimensions, by source the types of events
    with the keys of their details; and which version of the package says so.
    """
    version = json.loads((PACKAGE / "package.json").read_bytes())["version"]
    database: Mapping[str, Any] = json.loads(gzip.decompress((PACKAGE / "db.json.gz").read_bytes()))["schema"]
    parts = [
        f'"source": "@aws-cdk/aws-service-spec {version}"',
        _block("metrics", _metrics(database)),
        _block("events", _events(database)),
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _block(name: str, said: Mapping[str, object]) -> str:
    lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(said.items()))
    return f"{json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n}"


def _entities(database: Mapping[str, Any], name: str) -> Mapping[str, Mapping[str, Any]]:
    return {each["$id"]: each for each in database[name]["entities"]}


def _metrics(database: Mapping[str, Any]) -> Mapping[str, object]:
    names: dict[str, set[str]] = defaultdict(set)
    sets: dict[str, set[str]] = defaultdict(set)
    dimension_sets = _entities(database, "dimensionSet")
    for key, metric in _entities(database, "metric").items():
        namespace = metric["namespace"]
        if not namespace.startswith("AWS/") or " " in metric["name"]:
            continue
        names[namespace].add(metric["name"])
        for used in database["usesDimensionSet"]["forward"].get(key, ()):
            told = dimension_sets[used["$id"]]["dimensions"]
            if not any(" " in dimension["name"] for dimension in told):
                sets[namespace].add(" ".join(sorted(dimension["name"] for dimension in told)))
    return {
        namespace: {"names": " ".join(sorted(found)), "dimensions": sorted(sets[namespace])}
        for namespace, found in names.items()
    }


def _events(database: Mapping[str, Any]) -> Mapping[str, object]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    types = _entities(database, "eventTypeDefinition")
    for event in database["event"]["entities"]:
        keys = types[event["rootProperty"]["$ref"]].get("properties", {})
        through = "via CloudTrail" in event["detailType"]  # a sample of calls, not a schema
        found[event["source"]][event["detailType"]] = "" if through else " ".join(sorted(keys))
    return {source: dict(sorted(said.items())) for source, said in found.items()}


if __name__ == "__main__":
    DATA.write_text(generate(), encoding="utf-8")
