"""A regional REST API made from an OpenAPI document, resource by resource.

Not from its `body`: neither plans nor policies can look into one long string.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from cdktf import DefaultTokenResolver, StringConcat, TerraformResourceLifecycle, Tokenization
from cdktf_cdktf_provider_aws.api_gateway_gateway_response import ApiGatewayGatewayResponse
from cdktf_cdktf_provider_aws.api_gateway_integration import ApiGatewayIntegration
from cdktf_cdktf_provider_aws.api_gateway_method import ApiGatewayMethod
from cdktf_cdktf_provider_aws.api_gateway_model import ApiGatewayModel
from cdktf_cdktf_provider_aws.api_gateway_request_validator import ApiGatewayRequestValidator
from cdktf_cdktf_provider_aws.api_gateway_resource import ApiGatewayResource
from cdktf_cdktf_provider_aws.api_gateway_rest_api import (
    ApiGatewayRestApi,
    ApiGatewayRestApiEndpointConfiguration,
)

from handlers.domain.api import CALLER_HEADER
from infra.blocks.compute.permission import PermissionSpec, add_permission
from infra.blocks.edge.openapi import Operation, model, operations
from infra.blocks.edge.vpc_link import PrivateBackend

if TYPE_CHECKING:
    from cdktf import TerraformResource

    from handlers.domain.api import ApiResponse
    from infra.blocks.compute.function import Function
    from infra.place import Place

STAGE: Final = "live"
_JSON: Final = "application/json"
_REPLACED_FIRST: Final = TerraformResourceLifecycle(create_before_destroy=True)


@dataclass(frozen=True, slots=True)
class RestApiSpec:
    """An API: `id` is its Terraform id and begins those of its parts.

    refusals: what API Gateway answers itself, by the type of its response (AWS: "Gateway response types").
    has_domain: whether callers come by a domain of ours alone.
    """

    id: str
    name: str
    document: Mapping[str, Any]
    refusals: Mapping[str, ApiResponse]
    has_domain: bool


@dataclass(frozen=True, slots=True)
class RestApi:
    """An API that was added: its Terraform id and name; its ARN and AWS's id as tokens; `parts` are what a
    deployment is a copy of, `digest` changes with any of their arguments.
    """

    id: str
    name: str
    arn: str
    api_id: str
    execution_arn: str
    parts: tuple[TerraformResource, ...]
    digest: str


def add_rest_api(place: Place, spec: RestApiSpec, behind: Mapping[str, Function] | PrivateBackend) -> RestApi:
    """Add the API with the operations of the document. What answers is `behind` it: functions by the names
    that the document has for them, or a load balancer for all.

    Raises KeyError for a function that the document names and that is not `behind` it.
    """
    settings = {
        "name": spec.name,
        "description": spec.document["info"]["title"],
        "disable_execute_api_endpoint": spec.has_domain,
    }
    api = ApiGatewayRestApi(
        place.stack,
        spec.id,
        endpoint_configuration=ApiGatewayRestApiEndpointConfiguration(types=["REGIONAL"]),
        lifecycle=_REPLACED_FIRST,
        provider=place.provider,
        **settings,
    )
    arguments = {**settings, "endpoint_configuration": {"types": ["REGIONAL"]}}
    definition = _Definition(place, spec.id, api.id, {f"aws_api_gateway_rest_api.{spec.id}": arguments})
    found = tuple(operations(spec.document))
    resources = _add_resources(definition, {operation.path for operation in found}, api.root_resource_id)
    models = {
        name: definition.add(
            ApiGatewayModel,
            f"model_{_snake(name)}",
            {"name": name, "content_type": _JSON, "schema": model(spec.document, name)},
        )
        for name in sorted({operation.body for operation in found} - {""})
    }
    validator = definition.add(
        ApiGatewayRequestValidator,
        "validator",
        {
            "name": place.names.of("body-and-parameters"),
            "validate_request_body": True,
            "validate_request_parameters": True,
        },
    )
    for operation in found:
        method = definition.add(
            ApiGatewayMethod,
            _part_id(operation),
            _method(operation),
            resource_id=resources[operation.path],
            request_validator_id=validator.id,
            depends_on=[models[operation.body]] if operation.body else None,
        )
        definition.add(
            ApiGatewayIntegration,
            f"{_part_id(operation)}_integration",
            _integration(place, operation, behind),
            resource_id=resources[operation.path],
            http_method=method.http_method,
            timeout_milliseconds=29_000,
        )
        if not isinstance(behind, PrivateBackend):
            function = behind[operation.function]
            _allow_call(place, f"{spec.id}_{_part_id(operation)}", operation, function, api)
    for kind, refusal in sorted(spec.refusals.items()):
        definition.add(ApiGatewayGatewayResponse, f"answer_{kind.lower()}", _answer(kind, refusal))
    parts = tuple(definition.parts)
    return RestApi(spec.id, spec.name, api.arn, api.id, api.execution_arn, parts, definition.digest)


@dataclass(slots=True)
class _Definition:
    """Adds parts to the API, and collects their arguments by address."""

    place: Place
    prefix: str
    api_id: str
    arguments: dict[str, Any]
    parts: list[TerraformResource] = field(default_factory=list)

    def add(self, kind: Any, name: str, literals: Mapping[str, Any], **references: Any) -> Any:  # noqa: ANN401 - any class of the bindings
        """Add one part."""
        given = {"rest_api_id": self.api_id, **literals, **references}
        arguments = {key: value for key, value in given.items() if value is not None}
        depends_on = arguments.pop("depends_on", None)
        part = kind(
            self.place.stack,
            f"{self.prefix}_{name}",
            provider=self.place.provider,
            depends_on=depends_on,
            **arguments,
        )
        self.parts.append(part)
        self.arguments[f"aws_{kind.__module__.rpartition('.')[2]}.{self.prefix}_{name}"] = arguments
        return part

    @property
    def digest(self) -> str:
        """Changes with any argument of a part, and is the same in every region.

        Tokens differ from one synthesis to the next: they are resolved as in the written stack. The rule
        `api-redeployment` computes the same from the stack.
        """
        resolver = DefaultTokenResolver(StringConcat())
        arguments = Tokenization.resolve(self.arguments, scope=self.place.stack, resolver=resolver)
        text = json.dumps(arguments, sort_keys=True).replace(self.place.region.name, "<region>")
        return sha256(text.encode()).hexdigest()


def _add_resources(definition: _Definition, paths: Iterable[str], root_id: str) -> Mapping[str, str]:
    """Add a resource for each path and each path above it. Returns their ids by path."""
    ids = {"": root_id, "/": root_id}
    for path in sorted(paths):
        above = ""
        for segment in path.strip("/").split("/"):
            here = f"{above}/{segment}"
            if here not in ids:
                resource = definition.add(
                    ApiGatewayResource, _words(here), {"path_part": segment}, parent_id=ids[above]
                )
                ids[here] = resource.id
            above = here
    return ids


def _method(operation: Operation) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "http_method": operation.method,
        "authorization": "AWS_IAM" if operation.signed else "NONE",
        "operation_name": operation.id,
        "request_parameters": dict(operation.parameters),
    }
    if operation.body:
        arguments["request_models"] = {_JSON: operation.body}
    return arguments


def _integration(
    place: Place, operation: Operation, behind: Mapping[str, Function] | PrivateBackend
) -> dict[str, Any]:
    if not isinstance(behind, PrivateBackend):
        uri = _invocation(place, behind[operation.function])
        return {"type": "AWS_PROXY", "integration_http_method": "POST", "uri": uri}
    parameters = {
        name.replace("method.", "integration.", 1): name
        for name in operation.parameters
        if name.startswith("method.request.path.")
    }
    if operation.signed:
        parameters[f"integration.request.header.{CALLER_HEADER}"] = "context.identity.userArn"
    return {
        "type": "HTTP_PROXY",
        "integration_http_method": operation.method,
        "connection_type": "VPC_LINK",
        "connection_id": behind.link.link_id,
        "integration_target": behind.balancer_arn,
        "uri": f"https://{behind.host}{operation.path}",
        "request_parameters": parameters or None,
    }


def _answer(kind: str, refusal: ApiResponse) -> dict[str, Any]:
    # API Gateway knows templates for JSON and takes the type that callers see from the header.
    return {
        "response_type": kind,
        "status_code": str(refusal.status),
        "response_templates": {_JSON: refusal.body},
        "response_parameters": {
            f"gatewayresponse.header.{name}": f"'{value}'" for name, value in sorted(refusal.headers.items())
        },
    }


def _allow_call(
    place: Place, resource_id: str, operation: Operation, function: Function, api: ApiGatewayRestApi
) -> None:
    """Let this one method of the API's stage call the alias. A parameter of the path may be any text."""
    path = "/".join("*" if part.startswith("{") else part for part in operation.path.split("/"))
    source_arn = f"{api.execution_arn}/{STAGE}/{operation.method}{path}"
    add_permission(
        place, PermissionSpec(resource_id, operation.id, "apigateway.amazonaws.com", source_arn), function
    )


def _invocation(place: Place, function: Function) -> str:
    """What API Gateway calls the alias by: a path of Lambda's API, of the only version that it has."""
    service = f"arn:{place.partition}:apigateway:{place.region.name}:lambda"
    return f"{service}:path/2015-03-31/functions/{function.alias_arn}/invocations"


def _part_id(operation: Operation) -> str:
    return f"{_words(operation.path)}_{operation.method.lower()}"


def _words(path: str) -> str:
    return path.strip("/").replace("/", "_").replace("{", "").replace("}", "").replace("-", "_") or "root"


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).strip("_")
