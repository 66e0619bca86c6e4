"""All functions of one region, from the specs of their handlers, with their schedules and their stream."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from handlers.domain.spec import SpecError, Trigger
from infra.blocks.compute.attachment import add_attachment
from infra.blocks.compute.environment import FunctionEnvironment, KeyUse, Target
from infra.blocks.compute.function import MEMORY_MB, Function, FunctionSpec, add_function
from infra.blocks.compute.schedule import ScheduleSpec, add_schedule
from infra.blocks.compute.signing import SignedCodeSpec, add_signed_code
from infra.blocks.compute.stream import StreamSpec, add_stream
from infra.blocks.config.parameters import add_parameters, variables_spec
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.domain.spec import GrantedResource, HandlerSpec
    from infra.blocks.compute.attachment import AttachmentSpec
    from infra.place import Place


def specs(*handlers: str) -> tuple[HandlerSpec, ...]:
    """The specs of handlers by their names. Raises SpecError for a name that no handler has, or that its
    spec does not say.
    """
    return tuple(map(_spec_of, handlers))


def _spec_of(handler: str) -> HandlerSpec:
    folder = f"handlers.functions.{handler}"
    if find_spec(folder) is None or find_spec(f"{folder}.spec") is None:
        raise SpecError(f"handler '{handler}': there is no {folder.replace('.', '/')}/spec.py")
    spec: HandlerSpec = import_module(f"{folder}.spec").SPEC
    if spec.name != handler:
        raise SpecError(f"handler '{handler}': its spec calls it '{spec.name}', and its folder says the name")
    return spec


@dataclass(frozen=True, slots=True)
class FunctionsSpec:
    """The functions of one region.

    code: the package, to be signed.
    reserved: concurrent executions of each handler by its name.
    targets: what the resources of the handlers' grants are.
    variables: the value of each variable that a handler may name.
    key: of code, variables, logs and failed events.
    dead_letters_arn: the queue for events that a function failed to process.
    undelivered_arn: the queue for calls of schedules that were not delivered.
    stream: what calls the handlers of a stream.
    minutes: how often a schedule calls a handler, where that is not every minute.
    in_parameters: whether functions read their variables in Parameter Store while they run (R9).
    memory_mb: of handlers, where it is less than that of all others.
    """

    handlers: Sequence[HandlerSpec]
    code: SignedCodeSpec
    attachment: AttachmentSpec
    reserved: Mapping[str, int]
    targets: Mapping[GrantedResource, Target]
    variables: Mapping[str, str]
    key: KeyUse
    dead_letters_arn: str
    undelivered_arn: str
    stream: StreamSpec | None = None
    minutes: Mapping[str, int] = field(default_factory=dict)
    in_parameters: bool = False
    memory_mb: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Functions:
    """The functions that were added: what their Terraform ids begin with, each by its handler's name, and
    what they share.
    """

    id: str
    by_handler: Mapping[str, Function]
    environment: FunctionEnvironment

    @property
    def outputs(self) -> Iterator[Output]:
        """The alias of each."""
        for handler, function in self.by_handler.items():
            yield Output(f"{function.id}_arn", function.alias_arn, f"Function {handler}, live")


def add_functions(place: Place, spec: FunctionsSpec) -> Functions:
    """Add the functions, the schedule of each that has one, and the stream.

    Raises KeyError for a handler without a reservation, and for a variable or resource that the spec lacks,
    ValueError for a handler of a stream where the spec names none.
    """
    in_queues = spec.key.through("sqs")
    environment = FunctionEnvironment(
        code=add_signed_code(place, spec.code),
        attachment=add_attachment(place, spec.attachment),
        targets=spec.targets,
        variables=spec.variables,
        key=spec.key,
        dead_letters=Target(spec.dead_letters_arn, in_queues),
        failed_records=Target(spec.stream.failed_arn, in_queues) if spec.stream else None,
        parameters=(
            add_parameters(place, variables_spec(spec.handlers, spec.variables))
            if spec.in_parameters
            else None
        ),
    )
    functions = {
        handler.name: add_function(place, _function(spec, handler), environment) for handler in spec.handlers
    }
    for handler in spec.handlers:
        function = functions[handler.name]
        if handler.trigger is Trigger.SCHEDULE:
            add_schedule(place, _schedule(place, handler, spec), function)
        if handler.trigger is Trigger.STREAM:
            if spec.stream is None:
                raise ValueError(f"{handler.name} is called by a stream, and none is given")
            add_stream(place, spec.stream, function)
    return Functions("function", functions, environment)


def _schedule(place: Place, handler: HandlerSpec, spec: FunctionsSpec) -> ScheduleSpec:
    minutes = spec.minutes.get(handler.name, 1)
    return ScheduleSpec(
        id=f"{handler.name}_schedule",
        name=place.names.rule(handler.name, place.region),
        description=handler.purpose,
        expression=f"rate({minutes} minute{'s' if minutes > 1 else ''})",
        event={},
        dead_letters_arn=spec.undelivered_arn,
    )


def _function(spec: FunctionsSpec, handler: HandlerSpec) -> FunctionSpec:
    return FunctionSpec(handler, spec.reserved[handler.name], spec.memory_mb.get(handler.name, MEMORY_MB))
