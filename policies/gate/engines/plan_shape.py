"""A stack in the shape of a plan: what `terraform show -json` would say, as far as the files tell it.

checkov reads policies only in this shape: as Terraform JSON they stay strings to it. Locals,
defaults of variables, outputs of other stacks and policy documents are put in place. A value that
is one resource's attribute stays a reference, written as checkov writes those of a real plan; within
a longer text it becomes what the attribute will look like.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.policy_document import PolicyDocument, Statement, documents
from policies.references import Reference, reference
from policies.resource import Resource
from policies.values import is_known

PLAN_FILE: Final = "plan.json"
_META_ARGUMENTS: Final = frozenset(
    {"provider", "lifecycle", "depends_on", "count", "for_each", "provisioner", "connection"}
)
"""What configures Terraform and is no value of the resource
(https://developer.hashicorp.com/terraform/language/meta-arguments)."""
_EXPRESSION: Final = re.compile(r"\$\{[^{}]*\}")
_NAMES: Final = ("name", "bucket", "identifier", "function_name", "stage_name")
_SERVICES: Final = {
    "cloudwatch_log": "logs",
    "cloudwatch_event": "events",
    "sfn": "states",
    "api": "apigateway",
}
_GLOBAL: Final = frozenset({"s3", "iam", "cloudfront", "route53"})
_ACCOUNT: Final = "123456789012"
_DEEPEST: Final = 8  # no honest chain of references is longer; a circle must end


def plan(stack: str, configuration: Configuration) -> dict[str, Any]:
    """The plan that creates every resource of a stack."""
    elements = configuration.by_stack.get(stack, ())
    concerned = [element for element in elements if element.is_managed or element.type.startswith("data.")]
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {
            "root_module": {"resources": [_planned(element, configuration) for element in concerned]}
        },
        "resource_changes": [
            {**_identity(element), "change": {"actions": ["create"], "before": None, "after": {}}}
            for element in concerned
            if element.is_managed
        ],
        "configuration": {
            "provider_config": {
                element.address.removeprefix("provider."): _provider(element, configuration)
                for element in elements
                if element.type.startswith("provider.")
            }
        },
    }


def plan_address(address: str) -> str:
    """How checkov calls the element of this address in its answer about a plan."""
    kind, _, name = address.partition(".")
    if kind != "provider":
        return address
    return name if "." in name else f"{name}.default"


def _identity(element: Resource) -> dict[str, str]:
    is_data = element.type.startswith("data.")
    return {
        "address": element.address,
        "mode": "data" if is_data else "managed",
        "type": element.type.removeprefix("data."),
        "name": element.name,
    }


def _planned(element: Resource, configuration: Configuration) -> dict[str, Any]:
    values = {
        key: _resolved(element, value, configuration)
        for key, value in element.values.items()
        if key not in _META_ARGUMENTS
    }
    return {**_identity(element), "values": values}


def _provider(element: Resource, configuration: Configuration) -> dict[str, Any]:
    name, _, alias = element.address.removeprefix("provider.").partition(".")
    expressions = {
        key: {"constant_value": _resolved(element, value, configuration)}
        for key, value in element.values.items()
        if key != "alias"
    }
    return {"name": name, **({"alias": alias} if alias else {}), "expressions": expressions}


def _resolved(user: Resource, value: Any, configuration: Configuration, depth: int = 0) -> Any:  # noqa: ANN401 - JSON has every type
    """The value with every reference that the files can answer put in place."""
    if isinstance(value, Mapping):
        return {key: _resolved(user, item, configuration, depth) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(user, item, configuration, depth) for item in value]
    if is_known(value) or depth > _DEEPEST:
        return value
    whole = reference(value)
    if whole is None:
        return _EXPRESSION.sub(lambda match: _text(user, match[0], configuration, depth), value)
    element, attribute = _element(user, whole, configuration)
    if element is None:
        return value
    return _referred(user, whole, element, attribute, configuration, depth=depth)


def _referred(  # noqa: PLR0913 - what a reference is, and where it stands
    user: Resource,
    whole: Reference,
    element: Resource,
    attribute: str,
    configuration: Configuration,
    *,
    depth: int,
) -> Any:  # noqa: ANN401 - JSON has every type
    """What the value `whole`, which is one reference, stands for."""
    found = _attribute(element, attribute)
    if found is not None and not (element.is_managed and attribute in _NAMES):
        return _resolved(element, found, configuration, depth + 1)
    if document := _rendered(element, attribute, configuration):
        return _resolved(element, document, configuration, depth + 1)
    if element.stack == user.stack and element.is_managed:
        return f"{element.address}.{attribute}"  # the graph is built of these
    elsewhere = element.is_managed or element.type == "data.terraform_remote_state"
    if elsewhere and attribute not in _NAMES and not attribute.endswith("arn"):
        return f"{whole.address}.{whole.attribute}"  # what a state will say, a plan leaves open too
    return _likeness(element, attribute)


def _text(user: Resource, expression: str, configuration: Configuration, depth: int) -> str:
    """What stands for an expression within a longer text."""
    whole = reference(expression)
    element, attribute = _element(user, whole, configuration) if whole else (None, "")
    if element is None:
        return expression
    found = _attribute(element, attribute)
    if found is not None:
        found = _resolved(element, found, configuration, depth + 1)
    if not isinstance(found, str | int | float) or not is_known(found):
        return _likeness(element, attribute)
    # The text may be JSON, and so may the value that is put into it.
    return json.dumps(found)[1:-1] if isinstance(found, str) else json.dumps(found)


def _element(user: Resource, found: Reference, configuration: Configuration) -> tuple[Resource | None, str]:
    """The element that a reference reads, which may be the output of another stack, and the attribute."""
    for _ in range(_DEEPEST):
        kind, _, name = found.address.partition(".")
        address = f"variable.{name}" if kind == "var" else found.address
        element = configuration.find(user.stack, address)
        if element is None or element.type == "local":  # one that leads to a value was followed
            break
        if element.type == "variable":
            return element, "default"
        if element.type != "data.terraform_remote_state":
            return element, found.attribute
        output = configuration.remote_output(element, found.attribute)
        if output is None:
            return element, found.attribute
        told = reference(output.values.get("value"))
        if told is None:
            return output, "value"
        user, found = output, told
    return None, ""


def _attribute(element: Resource, attribute: str) -> Any:  # noqa: ANN401 - JSON has every type
    value: Any = element.values
    for key in attribute.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _rendered(element: Resource, attribute: str, configuration: Configuration) -> str:
    """The JSON of a policy document; empty for everything else."""
    if element.type != "data.aws_iam_policy_document" or attribute not in ("json", "minified_json"):
        return ""
    (document,) = documents(element, configuration)
    if not isinstance(document, PolicyDocument):
        return ""
    return json.dumps({"Version": "2012-10-17", "Statement": [_statement(s) for s in document.statements]})


def _statement(statement: Statement) -> dict[str, Any]:
    conditions: dict[str, dict[str, list[str]]] = {}
    for operator, key, values in statement.conditions:
        conditions.setdefault(operator, {})[key] = list(values)
    said = {
        "Sid": statement.sid,
        "Effect": statement.effect,
        "Action": list(statement.actions),
        "NotAction": list(statement.not_actions),
        "Resource": list(statement.resources),
        "NotResource": list(statement.not_resources),
        "Principal": _principals(statement.principals),
        "NotPrincipal": _principals(statement.not_principals),
        "Condition": conditions,
    }
    return {name: value for name, value in said.items() if value}


def _principals(principals: tuple[Any, ...]) -> str | dict[str, list[str]]:
    if any(principal.kind == "*" for principal in principals):
        return "*"
    kinds: dict[str, list[str]] = {}
    for principal in principals:
        kinds.setdefault(principal.kind, []).append(principal.value)
    return kinds


def _likeness(element: Resource, attribute: str) -> str:
    """What an attribute that only AWS can tell will look like; the same for the same resource."""
    given = next((element.values[key] for key in _NAMES if element.values.get(key)), element.name)
    name = str(given) if is_known(given) else element.name
    known = {
        "data.aws_caller_identity": _ACCOUNT,
        "data.aws_partition": "aws",
        "data.aws_region": element.region,
    }
    if element.type in known:
        return known[element.type]
    if not attribute.endswith("arn"):
        return name
    kind = element.type.removeprefix("data.").removeprefix("aws_")
    first = kind.split("_")[0]
    service = _SERVICES.get("_".join(kind.split("_")[:2])) or _SERVICES.get(first, first)
    place = "::" if service in _GLOBAL else f"{element.region}:{_ACCOUNT}:"
    if service == "iam":
        place = f":{_ACCOUNT}:"
    part = "" if service in ("s3", "sns", "sqs") else f"{kind.rpartition('_')[2]}/"
    return f"arn:aws:{service}:{place}{part}{name}"
