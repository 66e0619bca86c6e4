"""A function: signed code in private subnets, under a role, a log group and a concurrency of its own."""

from __future__ import annotations

from collections.abc import Mapping
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

from handlers.domain.spec import HandlerSpec, Resource
from infra.blocks.compute.role import READS, KeyUse, RoleSpec, Target, add_role
from infra.blocks.labels import labels
from infra.blocks.observe.log_group import LogGroupSpec, add_log_group

if TYPE_CHECKING:
    from infra.blocks.compute.attachment import Attachment
    from infra.blocks.compute.signing import SignedCode
    from infra.place import Place

MEMORY_MB: Final = 3072
RUNTIME: Final = "python3.13"
ARCHITECTURE: Final = "arm64"
ALIAS: Final = "live"


@dataclass(frozen=True, slots=True)
class Function:
    """A function that was added, as tokens. Callers name the alias, which moves from version to version."""

    name: str
    arn: str
    alias_arn: str
    alias_name: str
    log_group_name: str
    role_name: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the functions of one region share.

    targets: what the resources of the specs are there.
    variables: the value of each variable that a spec may name.
    key_arn: the key of variables, logs and failed events.
    dead_letters: the queue for events that a function failed to process.
    failed_records: the queue for records of a stream that it failed to process.
    """

    code: SignedCode
    attachment: Attachment
    targets: Mapping[Resource, Target]
    variables: Mapping[str, str]
    key_arn: str
    dead_letters: Target
    failed_records: Target


@dataclass(frozen=True, slots=True)
class FunctionNames:
    """The names of a function and of its role, which all regions of an account share."""

    function: str
    role: str


def add_function(  # noqa: PLR0913 (what it is of, then what it is told, all by name)
    place: Place,
    handler: HandlerSpec,
    names: FunctionNames,
    around: Surroundings,
    *,
    reserved: int,
    of_stream: bool = False,
) -> Function:
    """Add the function of `handler` with all that is its own: `reserved` concurrent executions among it.
    `of_stream`: a stream calls it.

    Raises KeyError for a variable or a resource that the surroundings lack.
    """
    logs = add_log_group(
        place, LogGroupSpec(f"function_{handler.name}_logs", f"/aws/lambda/{names.function}", around.key_arn)
    )
    log_group_name = logs.name
    role = add_role(
        place,
        RoleSpec(
            name=names.role,
            function_name=names.function,
            log_group_arn=logs.arn,
            dead_letters=around.dead_letters,
            attachment=around.attachment,
            platform_keys=(KeyUse("Operations", around.key_arn, "lambda", READS),),
            failed_records=around.failed_records if of_stream else None,
        ),
        handler,
        around.targets,
    )
    function = LambdaFunction(
        place.stack,
        f"function_{handler.name}",
        function_name=names.function,
        description=handler.purpose,
        role=role.arn,
        handler=handler.entry_point,
        runtime=RUNTIME,
        architectures=[ARCHITECTURE],
        memory_size=MEMORY_MB,
        timeout=handler.timeout_seconds,
        reserved_concurrent_executions=reserved,
        package_type="Zip",
        s3_bucket=around.code.bucket,
        s3_key=around.code.key,
        source_code_hash=around.code.sha256,
        code_signing_config_arn=around.code.signing_config_arn,
        publish=True,
        kms_key_arn=around.key_arn,
        environment=LambdaFunctionEnvironment(
            variables={name: around.variables[name] for name in handler.environment}
        ),
        dead_letter_config=LambdaFunctionDeadLetterConfig(target_arn=around.dead_letters.arn),
        tracing_config=LambdaFunctionTracingConfig(mode="Active"),
        vpc_config=LambdaFunctionVpcConfig(
            subnet_ids=list(around.attachment.subnet_ids),
            security_group_ids=[around.attachment.security_group_id],
        ),
        # Lambda gives its network interfaces back up to 45 minutes late; the group is then free at once.
        replace_security_groups_on_destroy=True,
        logging_config=LambdaFunctionLoggingConfig(
            log_format="JSON",
            log_group=log_group_name,
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
        f"function_{handler.name}_live",
        name=ALIAS,
        description="The version that is called",
        function_name=arn,
        function_version=function.version,
        provider=place.provider,
    )
    return Function(function.function_name, arn, alias.arn, alias.name, log_group_name, role.name)
