"""What `terraform show -json` would write of a stack: of its plan, and of its state after the apply.

Enough of Terraform to compare forms: every resource gets an id and an ARN, references to these are followed,
and what else is an expression is not known.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.gate.reading.canonical import canonical

Json = Any
ACCOUNT: Final = "1234" + "56789012"
_META: Final = frozenset({"//", "provider", "lifecycle", "depends_on", "count", "for_each", "provisioner"})
_PART: Final = re.compile(r"\$\{([^{}]*)\}")
_NAMED: Final = re.compile(r"(?:data\.)?[A-Za-z][\w-]*\.[\w-]+")
_SENSITIVE: Final = {"aws_ssm_parameter": ("value",)}
"""What the provider calls sensitive, whoever wrote it (hashicorp/aws, the schema of the type)."""
_SERVICES: Final = {"cloudwatch_log": "logs", "cloudwatch_event": "events", "sfn": "states"}


class NotShownError(Exception):
    """A stack that Terraform would not plan, or that this little of Terraform cannot."""


def declared(stack: Mapping[str, Json]) -> dict[str, Json]:
    """The stack with an empty resource for each that it refers to and lacks: else Terraform refuses it."""
    content = copy.deepcopy(canonical(stack))
    for text in _PART.findall(json.dumps({key: content.get(key) for key in ("resource", "data", "output")})):
        for match in _NAMED.finditer(text):
            section, kind, name = (
                ("resource", *match[0].split(".")) if match[0].count(".") == 1 else (match[0].split("."))
            )
            if kind.startswith("aws_"):
                content.setdefault(section, {}).setdefault(kind, {}).setdefault(name, {})
    return content


def plan_of(stack: Mapping[str, Json]) -> dict[str, Json]:
    """The plan that creates everything: ids and ARNs are not yet known."""
    content = canonical(stack)
    resources = list(_blocks(content, "resource"))
    data = list(_blocks(content, "data"))
    shown = [
        {**_identity(mode, kind, name), "values": _planned(_arguments(values), content)}
        for mode, kind, name, values in (*resources, *data)
    ]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"outputs": {}, "root_module": {"resources": shown}},
        "resource_changes": [
            {
                **_identity(mode, kind, name),
                "change": {
                    "actions": ["create"],
                    "before": None,
                    "after": {},
                    "after_unknown": {"id": True, "arn": True, **_unknown(_arguments(values), content)},
                },
            }
            for mode, kind, name, values in resources
        ],
        "configuration": {
            "provider_config": dict(_providers(content)),
            "root_module": {
                "resources": [
                    {
                        **_identity(mode, kind, name),
                        "provider_config_key": str(values.get("provider") or "aws"),
                        "expressions": {key: _expression(item) for key, item in _arguments(values).items()},
                        **({"depends_on": values["depends_on"]} if values.get("depends_on") else {}),
                        **_provisioners(values.get("provisioner")),
                    }
                    for mode, kind, name, values in (*resources, *data, *_blocks(content, "ephemeral"))
                ],
                "outputs": {
                    name: {"expression": _expression(output.get("value"))}
                    for name, output in content.get("output", {}).items()
                },
                "variables": content.get("variable", {}),
                "module_calls": dict(_calls(content.get("module", {}))),
            },
        },
        "errored": False,
    }


def state_of(stack: Mapping[str, Json]) -> dict[str, Json]:
    """The state after the apply. Raises NotShownError where a value is an expression of any other kind."""
    content = canonical(stack)
    resources = []
    for mode, kind, name, values in (*_blocks(content, "resource"), *_blocks(content, "data")):
        given = _arguments(values)
        computed = _computed(mode, kind, name, given, _region(values, content))
        needs = sorted({*_needed(given), *(values.get("depends_on") or ())})
        resources.append(
            {
                **_identity(mode, kind, name),
                "values": {**computed, "region": _region(values, content), **_applied(given, content)},
                "sensitive_values": {name: True for name in _SENSITIVE.get(kind, ()) if name in given},
                **({"depends_on": needs} if needs else {}),
            }
        )
    return {
        "format_version": "1.0",
        "terraform_version": "1.11.4",
        "values": {"root_module": {"resources": resources}},
    }


def _blocks(content: Mapping[str, Json], section: str) -> Iterator[tuple[str, str, str, Mapping[str, Json]]]:
    for kind, named in content.get(section, {}).items():
        for name, values in named.items():
            yield ("managed" if section == "resource" else section), kind, name, values


def _identity(mode: str, kind: str, name: str) -> dict[str, str]:
    prefix = "" if mode == "managed" else f"{mode}."
    return {"address": f"{prefix}{kind}.{name}", "mode": mode, "type": kind, "name": name}


def _arguments(values: Mapping[str, Json]) -> dict[str, Json]:
    if "count" in values or "for_each" in values or "dynamic" in json.dumps(values):
        raise NotShownError("instances and dynamic blocks are beyond this")
    return {key: item for key, item in values.items() if key not in _META}


def _calls(value: Json) -> Iterator[tuple[str, Json]]:
    for group in value if isinstance(value, list) else [value]:
        for name, calls in group.items():
            for call in calls if isinstance(calls, list) else [calls]:
                yield name, {"source": call.get("source"), "expressions": {}, "module": {}}


def _provisioners(value: Json) -> dict[str, Json]:
    if value is None:
        return {}
    listed = value if isinstance(value, list) else [value]
    if not all(isinstance(item, Mapping) for item in listed):
        raise NotShownError("provisioners are blocks")
    return {"provisioners": [{"type": kind} for item in listed for kind in item]}


def _providers(content: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    settings = content.get("terraform", {})
    versions: dict[str, Json] = {}
    for each in settings if isinstance(settings, list) else [settings]:
        required = each.get("required_providers", {})
        for group in required if isinstance(required, list) else [required]:
            versions |= {
                name: wanted if isinstance(wanted, Mapping) else {"version": wanted}
                for name, wanted in group.items()
            }
    for name, wanted in versions.items():
        yield name, _required(name, wanted)
    for name, configured in content.get("provider", {}).items():
        for values in configured:
            alias = values.get("alias")
            wanted = versions.get(name, {})
            yield (
                f"{name}.{alias}" if alias else name,
                {
                    **_required(name, wanted),
                    **({"alias": alias} if alias else {}),
                    "expressions": {
                        key: _expression(item) for key, item in values.items() if key not in ("alias", "//")
                    },
                },
            )


def _required(name: str, wanted: Mapping[str, Json]) -> dict[str, Json]:
    source = wanted.get("source", f"hashicorp/{name}")
    version = {"version_constraint": wanted["version"]} if "version" in wanted else {}
    return {"name": name, "full_name": f"registry.terraform.io/{source}", **version}


def _expression(value: Json) -> Json:
    """An argument as Terraform tells one of a JSON configuration; blocks are told as lists of objects."""
    if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
        return [{key: _expression(item) for key, item in block.items()} for block in value]
    references = [
        reference
        for text in _PART.findall(json.dumps(value))
        for match in _NAMED.finditer(text)
        for reference in (text.strip(), match[0])
    ]
    told = {} if value is None else {"constant_value": value}
    return {**told, "references": references} if references else told


def _planned(value: Json, content: Mapping[str, Json]) -> Json:
    """A value as far as it is known when planned."""
    if isinstance(value, Mapping):
        kept = {key: _planned(item, content) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not None}
    if isinstance(value, list):
        return [_planned(item, content) for item in value]
    return None if _unknown(value, content) else value


def _unknown(value: Json, content: Mapping[str, Json]) -> Json:
    if isinstance(value, Mapping):
        return {key: mark for key, item in value.items() if (mark := _unknown(item, content))}
    if isinstance(value, list):
        marks = [_unknown(item, content) or False for item in value]
        return marks if any(marks) else False
    return isinstance(value, str) and ("${" in value or "%{" in value)


def _applied(value: Json, content: Mapping[str, Json]) -> Json:
    if isinstance(value, Mapping):
        return {key: _applied(item, content) for key, item in value.items()}
    if isinstance(value, list):
        return [_applied(item, content) for item in value]
    if not isinstance(value, str):
        return value
    if "%{" in value:
        raise NotShownError(value)
    escaped = value.replace("$${", "\0")
    if "${" in _PART.sub("", escaped):
        raise NotShownError(value)
    return _PART.sub(lambda match: _read(match[1].strip(), content), escaped).replace("\0", "${")


def _read(text: str, content: Mapping[str, Json]) -> str:
    """What a reference reads."""
    parts = text.split(".")
    section, parts = ("data", parts[1:]) if parts[0] == "data" else ("resource", parts)
    try:
        kind, name, attribute = parts
        values = content[section][kind][name]
    except (KeyError, ValueError) as error:
        raise NotShownError(text) from error
    mode = "data" if section == "data" else "managed"
    found = {**values, **_computed(mode, kind, name, values, _region(values, content))}.get(attribute)
    if not isinstance(found, str) or "${" in found:
        raise NotShownError(text)
    return found


def _computed(mode: str, kind: str, name: str, values: Mapping[str, Json], region: str) -> dict[str, str]:
    """What AWS chooses."""
    if mode == "data":
        return {
            "aws_caller_identity": {"account_id": ACCOUNT, "id": ACCOUNT},
            "aws_partition": {"partition": "aws", "id": "aws"},
            "aws_region": {"name": region, "region": region, "id": region},
        }.get(kind, {})
    named = next(
        (str(values[key]) for key in ("name", "bucket", "identifier", "function_name") if values.get(key)),
        name,
    )
    first = kind.removeprefix("aws_").split("_")
    service = _SERVICES.get("_".join(first[:2])) or _SERVICES.get(first[0], first[0])
    place = "::" if service == "s3" else f":{ACCOUNT}:" if service == "iam" else f"{region}:{ACCOUNT}:"
    part = "" if service in ("s3", "sns", "sqs") else f"{first[-1]}/"
    arn = f"arn:aws:{service}:{place}{part}{named}"
    return {"id": named if kind == "aws_s3_bucket" else f"{kind}-{name}-1a2b", "arn": arn}


def _region(values: Mapping[str, Json], content: Mapping[str, Json]) -> str:
    wanted = str(values.get("provider") or "aws").removeprefix("${").removesuffix("}").partition(".")[2]
    for configured in content.get("provider", {}).get("aws", ()):
        if str(configured.get("alias") or "") == wanted:
            return str(configured.get("region"))
    return "xx-test-1"


def _needed(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        for text in _PART.findall(value):
            yield from (match[0] for match in _NAMED.finditer(text))
    elif isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _needed(item)
