"""An API's description and its operations, as several rules read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from policies.configuration import Configuration
from policies.expressions.json_texts import loads
from policies.model import NOT_APPLICABLE, Judgement, unknown
from policies.resource import Resource
from policies.strict_json import StrictJsonError
from policies.values import is_known

REST: Final = ("aws_api_gateway_rest_api", "aws_api_gateway_rest_api_put")
DESCRIBED: Final = (*REST, "aws_apigatewayv2_api")
"""What takes an OpenAPI document as its `body`."""

_VERBS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_ANY: Final = "x-amazon-apigateway-any-method"

Described = Mapping[str, Any]
"""An OpenAPI document, or a part of it."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an OpenAPI document: what API Gateway makes a method, or a route, of.

    said: the operation object; document: all of the document.
    """

    verb: str
    path: str
    said: Described
    document: Described

    @property
    def label(self) -> str:
        """How messages name it: `POST /payments`."""
        return f"{self.verb} {self.path}"

    @property
    def is_authorized(self) -> bool | None:
        """Whether every caller has to say who they are; None where only the plan can tell.

        By IAM (`x-amazon-apigateway-auth`), or by each alternative of its `security`, its own or the
        document's (API Gateway Developer Guide, "x-amazon-apigateway-auth object"; OpenAPI 3.1, "Security
        Requirement Object": an empty one lets everybody in).
        """
        auth = _kind(self.said.get("x-amazon-apigateway-auth"), "type")
        if auth is None or auth.upper() == "AWS_IAM":
            return None if auth is None else True
        security = self.said.get("security", self.document.get("security"))
        if not is_known(security):
            return None
        alternatives = security if isinstance(security, list) else []
        told = [_requires(self.document, item) for item in alternatives] or [False]
        return False if False in told else None if None in told else True


def _requires(document: Described, requirement: object) -> bool | None:
    """Whether one of the schemes that a security requirement names authorizes."""
    names = list(requirement) if isinstance(requirement, Mapping) else []
    told = [_authorizes(scheme) for scheme in (schemes(document).get(name) for name in names)]
    return True if True in told else None if None in told or not is_known(requirement) else False


def _authorizes(scheme: object) -> bool | None:
    """Whether API Gateway authorizes by the scheme: by IAM or an authorizer. A mere API key is no proof.

    API Gateway Developer Guide, "x-amazon-apigateway-authtype property", "x-amazon-apigateway-authorizer
    object".
    """
    if not is_known(scheme):
        return None
    if not isinstance(scheme, Mapping):
        return False
    kind = _kind(scheme, "x-amazon-apigateway-authtype")
    if kind is None or kind.lower() == "awssigv4":
        return None if kind is None else True
    authorizer = scheme.get("x-amazon-apigateway-authorizer")
    return bool(authorizer) if is_known(authorizer) else None


def _kind(block: object, key: str) -> str | None:
    """The text at a key of a block, empty where it is absent; None where only the plan can tell."""
    value = block.get(key, "") if isinstance(block, Mapping) else block or ""
    return str(value) if is_known(value) else None


def schemes(document: Described) -> Described:
    """The security schemes of a document, of OpenAPI 3 or of Swagger 2."""
    components = document.get("components")
    found = components.get("securitySchemes") if isinstance(components, Mapping) else None
    found = found or document.get("securityDefinitions")
    return found if isinstance(found, Mapping) else {}


def described(api: Resource) -> Described | None:
    """The OpenAPI document in the API's body; None where there is none, or none that can be read."""
    try:
        parsed = loads(str(api.get("body") or ""))
    except StrictJsonError:
        return None
    return parsed if isinstance(parsed, Mapping) else None


def operations(document: Described) -> Iterator[Operation | Judgement]:
    """Every operation of a document; where one cannot be read, what keeps it from it."""
    paths = document.get("paths")
    if not is_known(paths):
        yield unknown(f"body: paths is {paths}, which only the plan can tell")
    for path, item in paths.items() if isinstance(paths, Mapping) else ():
        if not isinstance(item, Mapping) or "$ref" in item or not is_known(path):
            yield unknown(f"body: only the plan can tell the operations of {path}")
            continue
        for verb in (*_VERBS, _ANY):
            said = item.get(verb)
            if isinstance(said, Mapping):
                yield Operation("ANY" if verb == _ANY else verb.upper(), path, said, document)
            elif said is not None:
                yield unknown(f"body: only the plan can tell {verb.upper()} {path}")
        for key in item:
            if key not in _VERBS and key.lower() in _VERBS:
                yield unknown(
                    f"body: {path} has the key {key}, which OpenAPI spells {key.lower()}: "
                    "only AWS can tell whether it makes a method of it"
                )


def each_operation(api: Resource) -> Iterator[Operation | Judgement]:
    """Every operation of the API's body; that it has no body, or none that can be read, is a judgement."""
    document = described(api)
    if api.get("body") is None:
        yield NOT_APPLICABLE
    elif document is None:
        yield unknown("body is no JSON that stands here: only the plan can tell the operations of the API")
    else:
        yield from operations(document)


def is_websocket(element: Resource, configuration: Configuration) -> bool:
    """Whether an API, or what belongs to one, is a WebSocket API: by the API, or by the route's key.

    An HTTP API knows routes of a verb and a path, and `$default`.
    """
    api = (
        element
        if element.type == "aws_apigatewayv2_api"
        else configuration.target(element, element.get("api_id"))
    )
    if api is not None and api.type == "aws_apigatewayv2_api":
        return bool(api.get("protocol_type") == "WEBSOCKET")
    key = str(element.get("route_key"))
    return is_known(key) and key != "$default" and " " not in key and element.type == "aws_apigatewayv2_route"
