"""Values that functions read while they run, in Parameter Store (R9). Nothing secret is among them (C25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.ssm_parameter import SsmParameter

from infra.blocks.labels import labels

if TYPE_CHECKING:
    from handlers.domain.spec import HandlerSpec
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class ParametersSpec:
    """Values by what ends their names. `id` begins the Terraform ids."""

    id: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters that were added: by what ends their names, each one's name and ARN as tokens."""

    id: str
    names: Mapping[str, str]
    arns: Mapping[str, str]


def variables_spec(handlers: Iterable[HandlerSpec], variables: Mapping[str, str]) -> ParametersSpec:
    """The variables that functions read. Raises KeyError for one that is missing."""
    return ParametersSpec(
        "parameter", {name: variables[name] for handler in handlers for name in handler.environment}
    )


def add_parameters(place: Place, spec: ParametersSpec) -> Parameters:
    """Add a parameter for each value."""
    added = {
        what: SsmParameter(
            place.stack,
            f"{spec.id}_{what.lower()}",
            name=place.names.parameter(what),
            description=f"{what}, as functions read it",
            type="String",
            data_type="text",
            tier="Standard",
            value=value,
            tags=labels(name=place.names.of(what.lower())),
            provider=place.provider,
        )
        for what, value in sorted(spec.values.items())
    }
    return Parameters(
        spec.id,
        {what: parameter.name for what, parameter in added.items()},
        {what: parameter.arn for what, parameter in added.items()},
    )
