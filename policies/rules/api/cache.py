"""What an API keeps of its answers is encrypted, and given to who asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.rules.functions._api_sources import INTEGRATION, api_calls
from policies.values import as_list

_SETTINGS: Final = "aws_api_gateway_method_settings"
_CACHED: Final = "settings.caching_enabled"


def check(settings: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Cached answers are encrypted, and the key of a path with a parameter has it.

    API Gateway Developer Guide, "Cache settings for REST APIs": the parameters of a request are no part of
    the key of what is kept unless cache_key_parameters names them.
    """
    if not expect.is_true(settings.get(_CACHED)):
        yield NOT_APPLICABLE
        return
    attribute = "settings.cache_data_encrypted"
    yield from expect.apart(attribute, expect.true(settings, attribute))
    for integration in _integrations(settings, configuration):
        keys = as_list(integration.get("cache_key_parameters"))
        if not keys:
            yield fail(
                f"{integration.address} has no cache_key_parameters: what one caller was answered is given "
                "to the next, whatever the path or the header Authorization says",
                integration.address,
            )


def _integrations(settings: Resource, configuration: Configuration) -> Iterator[Resource]:
    """The integrations with a parameter in their path that the settings are of."""
    wanted = str(settings.get("method_path")).strip("/").replace("~1", "/")
    for integration in configuration.of(INTEGRATION, stack=settings.stack):
        same_api = configuration.target(integration, integration.get("rest_api_id")) is configuration.target(
            settings, settings.get("rest_api_id")
        )
        for call in api_calls(integration, configuration) if same_api else ():
            verb, _, path = (call.method or "").partition("/")
            if "{" in path and wanted in ("*/*", f"{path}/{verb}", f"{path}/*"):
                yield integration
                break


def _cached(*keys: str, path: str = "payments/{id}/GET", **settings: object) -> Terraform:
    api = {"rest_api_id": "${aws_api_gateway_rest_api.api.id}"}
    kept = {"caching_enabled": True, "cache_data_encrypted": True, **settings}
    method = {"http_method": "GET", "resource_id": "${aws_api_gateway_resource.payment.id}"}
    root = "${aws_api_gateway_rest_api.api.root_resource_id}"
    return {
        "resource": {
            "aws_api_gateway_rest_api": {"api": {"name": "pay-zq7"}},
            "aws_api_gateway_resource": {
                "payments": {"parent_id": root, "path_part": "payments"},
                "payment": {"parent_id": "${aws_api_gateway_resource.payments.id}", "path_part": "{id}"},
            },
            INTEGRATION: {"status": {**api, **method, "cache_key_parameters": list(keys)}},
            _SETTINGS: {"example": {**api, "method_path": path, "settings": kept}},
        }
    }


RULE = Rule(
    id="api-cache",
    title="Cached answers of an API are encrypted and kept by who asks",
    severity=Severity.HIGH,
    types=(_SETTINGS,),
    scope="configuration",
    check=check,
    rationale=(
        "A cache that does not tell one payment from another gives a payer's answer to whoever asks next, "
        "and nothing in the code can prevent it."
    ),
    remediation=(
        "Set cache_data_encrypted=True, and cache_key_parameters of the ApiGatewayIntegration to the path's "
        "parameters and the header Authorization; or do not cache."
    ),
    controls=("pci-dss-4.0.1:7.2.2", "pci-dss-4.0.1:3.5.1", "nist-800-53-r5:AC-4", "nist-800-53-r5:SC-28"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _cached("method.request.path.id"),
            _cached(path="health/GET"),
        ),
        failing=(
            _cached(),
            _cached(path="*/*"),
            _cached("method.request.path.id", cache_data_encrypted=False),
            _cached("method.request.path.id", cache_data_encrypted=None),
        ),
        absent=(Status.NOT_APPLICABLE, _cached(caching_enabled=None)),
        unknown=(
            Status.UNKNOWN,
            _cached("method.request.path.id", cache_data_encrypted="${var.encrypted}"),
        ),
    ),
)
