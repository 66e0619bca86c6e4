"""A function: signed code in private subnets, under a role, a log group and a concurrency of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.lambda_alias import LambdaAlias
from cdktf_cdktf_provider_aws.lambda_function import (
    LambdaFunction,
    LambdaFunctionDeadLetterConfig,
    LambdaFunctionEnvironment,
    LambdaFunctionLoggingConfig,
    LambdaFunctionTracingConfig,
    LambdaFunctionVpcConfig,
)

from infra.blocks.compute.role import RoleSpec, add_role
from infra.blocks.labels import labels
from infra.blocks.observe.log_group import LogGroupSpec, add_log_group

if TYPE_CHECKING:
    from handlers.domain.spec import HandlerSpec
    from infra.blocks.compute.environment import FunctionEnvironment
    from infra.place import Outputs, Place

MEMORY_MB: Final = 3072
RUNTIME: Final = "python3.13"
ARCHITECTURE: Final = "arm64"
ALIAS: Final = "live"


@dataclass(frozen=True, slots=True)
class FunctionSpec:
    """The function of `handler`, with `reserved` concurrent executions of its own."""

    handler: HandlerSpec
    reserved: int
    memory_mb: int = MEMORY_MB

    @property
    def id(self) -> str:
        """Its Terraform id."""
        return f"function_{self.handler.name}"


@dataclass(frozen=True, slots=True)
class Function:
    """A function that was added: its Terraform id; all else as tokens. Callers name the alias, which moves
    from version to version.
    """

    id: str
    name: str
    arn: str
    alias_arn: str
    alias_name: str

    @classmethod
    def published(cls, place: Place, outputs: Outputs, handler: str) -> Function:
        """The function of a handler of another stack in the region of `place`, from its outputs."""
        function_id, name = f"function_{handler}", place.names.function(handler)
        arn = place.arn("lambda", f"function:{name}")
        return cls(function_id, name, arn, outputs[f"{function_id}_arn"], ALIAS)


def add_function(place: Place, spec: FunctionSpec, environment: FunctionEnvironment) -> Function:
    """Add the function with all that is its own.

    Raises KeyError for a variable or a resource that the environment lacks.
    """
    handler = spec.handler
    name = place.names.function(handler.name)
    logs = add_log_group(place, LogGroupSpec(f"{spec.id}_logs", f"/aws/lambda/{name}", environment.key.arn))
    role_name = place.names.role(handler.name, place.region)
    role = add_role(place, RoleSpec(f"{spec.id}_role", role_name, handler, name, logs.arn), environment)
    function = LambdaFunction(
        place.stack,
        spec.id,
        function_name=name,
        description=handler.purpose,
        role=role.arn,
        handler=handler.entry_point,
        runtime=RUNTIME,
        architectures=[ARCHITECTURE],
        memory_size=spec.memory_mb,
        timeout=handler.timeout_seconds,
        reserved_concurrent_executions=spec.reserved,
        package_type="Zip",
        s3_bucket=environment.code.bucket,
        s3_key=environment.code.key,
        source_code_hash=environment.code.sha256,
        code_signing_config_arn=environment.code.signing_config_arn,
        publish=True,
        kms_key_arn=environment.key.arn,
        environment=LambdaFunctionEnvironment(variables=environment.variables_of(handler)),
        dead_letter_config=LambdaFunctionDeadLetterConfig(target_arn=environment.dead_letters.arn),
        tracing_config=LambdaFunctionTracingConfig(mode="Active"),
        vpc_config=LambdaFunctionVpcConfig(
            subnet_ids=list(environment.attachment.subnet_ids),
            security_group_ids=[environment.attachment.security_group_id],
        ),
        # Lambda releases its network interfaces up to 45 minutes late; this frees the group immediately.
        replace_security_groups_on_destroy=True,
        logging_config=LambdaFunctionLoggingConfig(
            log_format="JSON",
            log_group=logs.name,
            application_log_level="INFO",
            system_log_level="WARN",
        ),
        tags=labels(trigger=handler.trigger.value),
        depends_on=[role.permission],
        provider=place.provider,
    )
    arn = function.arn
    alias = LambdaAlias(
        place.stack,
        f"{spec.id}_live",
        name=ALIAS,
        description="The version that is called",
        function_name=arn,
        function_version=function.version,
        provider=place.provider,
    )
    return Function(spec.id, function.function_name, arn, alias.arn, alias.name)
