"""The deployment of a REST API and its stage: logs, tracing, throttling, no cache."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.api_gateway_client_certificate import ApiGatewayClientCertificate
from cdktf_cdktf_provider_aws.api_gateway_deployment import ApiGatewayDeployment
from cdktf_cdktf_provider_aws.api_gateway_method_settings import (
    ApiGatewayMethodSettings,
    ApiGatewayMethodSettingsSettings,
)
from cdktf_cdktf_provider_aws.api_gateway_stage import (
    ApiGatewayStage,
    ApiGatewayStageAccessLogSettings,
)

from infra.blocks.edge.rest_api import STAGE
from infra.blocks.labels import labels
from infra.blocks.observe.log_group import LogGroupSpec, add_log_group

if TYPE_CHECKING:
    from infra.blocks.edge.rest_api import RestApi
    from infra.place import Place

# Ids, times and statuses. The caller goes by the id of the key that signed, which CloudTrail traces to
# role and session: an ARN would hold the session's name, which the caller chooses. The path is the
# document's, and errors go by their type: what was sent is nowhere.
ACCESS_LOG: Final = {
    "requestId": "$context.requestId",
    "extendedRequestId": "$context.extendedRequestId",
    "traceId": "$context.xrayTraceId",
    "time": "$context.requestTimeEpoch",
    "method": "$context.httpMethod",
    "resource": "$context.resourcePath",
    "status": "$context.status",
    "responseLatency": "$context.responseLatency",
    "responseLength": "$context.responseLength",
    "account": "$context.identity.accountId",
    "accessKey": "$context.identity.accessKey",
    "integrationRequestId": "$context.integration.requestId",
    "integrationStatus": "$context.integration.status",
    "integrationLatency": "$context.integration.latency",
    "firewallStatus": "$context.waf.status",
    "errorType": "$context.error.responseType",
}


@dataclass(frozen=True, slots=True)
class StageSpec:
    """A stage: the key of its logs, and how many requests a second one method takes, steadily and at once."""

    key_arn: str
    rate: int
    burst: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that was added: its Terraform id; all else as tokens. `api_id` is AWS's."""

    id: str
    name: str
    arn: str
    api_id: str
    invoke_url: str
    access_log_group: str


def add_stage(place: Place, spec: StageSpec, api: RestApi) -> Stage:
    """Deploy the API. Any change of its definition makes a new one, before the old one is destroyed."""
    deployment = ApiGatewayDeployment(
        place.stack,
        f"{api.id}_deployment",
        rest_api_id=api.api_id,
        triggers={"definition": api.digest},
        lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
        depends_on=list(api.parts),
        provider=place.provider,
    )
    access_log = add_log_group(
        place,
        LogGroupSpec(
            f"{api.id}_access_log",
            f"/aws/apigateway/{place.names.log_group('api-access')}",
            spec.key_arn,
        ),
    )
    # API Gateway would make this group itself, without a key and for ever.
    execution_log = add_log_group(
        place,
        LogGroupSpec(
            f"{api.id}_execution_log", f"API-Gateway-Execution-Logs_{api.api_id}/{STAGE}", spec.key_arn
        ),
    )
    certificate = ApiGatewayClientCertificate(
        place.stack,
        f"{api.id}_client_certificate",
        description=f"Shown by {place.names.of('api')} to what it calls",
        tags=labels(name=place.names.of("api")),
        provider=place.provider,
    )
    stage = ApiGatewayStage(
        place.stack,
        f"{api.id}_stage",
        rest_api_id=api.api_id,
        deployment_id=deployment.id,
        stage_name=STAGE,
        access_log_settings=ApiGatewayStageAccessLogSettings(
            destination_arn=access_log.arn, format=json.dumps(ACCESS_LOG)
        ),
        client_certificate_id=certificate.id,
        xray_tracing_enabled=True,
        depends_on=[execution_log.resource],
        provider=place.provider,
    )
    ApiGatewayMethodSettings(
        place.stack,
        f"{api.id}_method_settings",
        rest_api_id=api.api_id,
        stage_name=stage.stage_name,
        method_path="*/*",
        settings=ApiGatewayMethodSettingsSettings(
            metrics_enabled=True,
            logging_level="ERROR",
            data_trace_enabled=False,
            caching_enabled=False,
            throttling_rate_limit=spec.rate,
            throttling_burst_limit=spec.burst,
        ),
        provider=place.provider,
    )
    return Stage(
        f"{api.id}_stage", stage.stage_name, stage.arn, api.api_id, stage.invoke_url, access_log.name
    )
