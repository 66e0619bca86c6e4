"""As what an API calls its functions: the method and path that a permission's source has to cover."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from policies.arn import matches, read_arn
from policies.configuration import Configuration, recalled
from policies.resource import Resource
from policies.values import is_known

INTEGRATION: Final = "aws_api_gateway_integration"
_APIS: Final = ("aws_api_gateway_rest_api", "aws_apigatewayv2_api")
_RESOURCE: Final = "aws_api_gateway_resource"
_OWNED: Final = re.compile(r"^(?P<api>\$\{[^{}]*\})/(?P<part>.+)$")


@dataclass(frozen=True, slots=True)
class ApiCall:
    """A call of a function by an API; which one, is None where only the plan can tell.

    stage: empty where none is told.
    method: `GET/payments/{payment_id}`; empty where the API alone is asked for, None where nobody can tell.
    """

    configuration: Configuration
    api: Resource | None
    stage: str = ""
    method: str | None = ""

    def covers(self, permission: Resource, source: object) -> bool | None:
        """Whether a permission's source, as a pattern, covers the call; a wildcard goes across slashes, as in
        IAM. None where only the plan can tell.
        """
        owned, arn = _OWNED.match(str(source)), read_arn(source)
        if owned is not None:
            named, written = self.configuration.target(permission, owned["api"]), owned["part"]
        elif arn is not None and arn.service == "execute-api":
            api_id, _, written = arn.resource.partition("/")
            named = self.api if api_id == "*" else _by_id(api_id, self.configuration)
        else:
            return None
        if self.api is None or named is None:
            return None
        if named is not self.api or self.method == "":
            return named is self.api
        if self.method is None or not is_known(written):
            return None
        return matches(written, f"{self.stage or written.partition('/')[0]}/{self.method}")


def api_calls(caller: Resource, configuration: Configuration) -> Iterator[ApiCall]:
    """The calls of an integration's method, in each stage of its API; of an authorizer, or of an integration
    that routes share, that of the API.
    """
    api = _api_of(caller, configuration)
    if caller.type != INTEGRATION or api is None:
        yield ApiCall(configuration, api)
        return
    method = _method(caller, configuration)
    for stage in _stages(configuration).get(api) or [""]:
        yield ApiCall(configuration, api, stage, method)


@recalled
def _stages(configuration: Configuration) -> Mapping[Resource | None, list[str]]:
    """The names of each API's stages that are told."""
    found: dict[Resource | None, list[str]] = defaultdict(list)
    for stage in configuration.of("aws_api_gateway_stage"):
        if is_known(name := stage.get("stage_name")):
            found[_api_of(stage, configuration)].append(str(name))
    return found


def _api_of(user: Resource, configuration: Configuration) -> Resource | None:
    """The API that an integration, an authorizer or a stage belongs to."""
    value = user.get("rest_api_id") or user.get("api_id")
    target = configuration.target(user, value)
    if target is not None:
        return target if target.type in _APIS else None
    return _by_id(value, configuration)


def _by_id(value: object, configuration: Configuration) -> Resource | None:
    """The API of this id, which a plan and a state tell."""
    found = [each for kind in _APIS for each in configuration.having(kind, "id", value)]
    return found[0] if found and value is not None else None


def _method(integration: Resource, configuration: Configuration) -> str | None:
    value = integration.get("http_method")
    method = configuration.target(integration, value)
    verb = value if method is None else method.get("http_method")
    path = _path(integration, integration.get("resource_id"), configuration)
    return None if path is None or not is_known(verb) else f"{verb}/{path}"


def _path(user: Resource, value: object, configuration: Configuration) -> str | None:
    """The path of an API's resource without the first slash; None where only the plan can tell."""
    parts: list[str] = []
    for _ in range(64):  # a circle must end
        found = configuration.target(user, value)
        if found is None and is_known(value):
            found = next(iter(configuration.having(_RESOURCE, "id", value)), None) or next(
                (each for kind in _APIS for each in configuration.having(kind, "root_resource_id", value)),
                None,
            )
        if found is None or (found.type == _RESOURCE and not is_known(found.get("path_part"))):
            return None
        if found.type != _RESOURCE:
            return "/".join(reversed(parts)) if found.type in _APIS else None
        parts.append(str(found.get("path_part")))
        user, value = found, found.get("parent_id")
    return None
