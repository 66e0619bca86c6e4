"""What functions are given: code, a network, variables, what their grants are on, and the keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handlers.domain.spec import PARAMETER

if TYPE_CHECKING:
    from handlers.domain.spec import GrantedResource, HandlerSpec
    from infra.blocks.compute.attachment import Attachment
    from infra.blocks.compute.signing import SignedCode
    from infra.blocks.config.parameters import Parameters

READS: Final = ("kms:Decrypt",)
READS_AND_WRITES: Final = ("kms:Decrypt", "kms:GenerateDataKey")


@dataclass(frozen=True, slots=True)
class KeyUse:
    """How data is reached that is encrypted: the key `arn`, `name` for people, through a service only."""

    name: str
    arn: str
    service: str
    actions: tuple[str, ...] = READS_AND_WRITES

    def reading(self) -> KeyUse:
        """The same key for who only reads."""
        return replace(self, actions=READS)

    def through(self, service: str) -> KeyUse:
        """The same key, through another service."""
        return replace(self, service=service)


@dataclass(frozen=True, slots=True)
class Target:
    """What a resource of the specs is in one region. `key` is None where the caller needs none."""

    arn: str
    key: KeyUse | None = None


@dataclass(frozen=True, slots=True)
class FunctionEnvironment:
    """What the functions of one region share.

    targets: what the resources of the specs are there.
    variables: the value of each variable that a spec may name.
    parameters: where Parameter Store has those values, if functions read them there while they run.
    key: of variables, logs and failed events.
    dead_letters: the queue for events that a function failed to process.
    failed_records: the queue for records of a stream that it failed to process, where there is a stream.
    """

    code: SignedCode
    attachment: Attachment
    targets: Mapping[GrantedResource, Target]
    variables: Mapping[str, str]
    key: KeyUse
    dead_letters: Target
    failed_records: Target | None
    parameters: Parameters | None = None

    def variables_of(self, handler: HandlerSpec) -> Mapping[str, str]:
        """What the function of a handler is given: values, or the names of parameters. Raises KeyError where
        one is missing.
        """
        if self.parameters is None:
            return {name: self.variables[name] for name in handler.environment}
        return {f"{PARAMETER}{name}": self.parameters.names[name] for name in handler.environment}
