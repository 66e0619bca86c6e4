"""What our synthesis writes beside the stacks, so that the gate need not guess: `estate.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from policies.context import Promises
from policies.gate.reading.declared import Change, read_change
from policies.gate.reading.regular import regular_bytes
from policies.strict_json import StrictJsonError, loads
from policies.whole_files import write_whole

METADATA_FILE: Final = "estate.json"


class MetadataError(ValueError):
    """The metadata file does not say what it should; the text names file and key."""


@dataclass(frozen=True, slots=True)
class StackMetadata:
    """What one stack belongs to.

    overrides: what its system's settings say otherwise for one region, as `<region>.<key>`.
    off: the requirements that its system's settings switch off, a sentence each.
    promises: what its system promises; None where the file does not say it.
    """

    system: str
    suffix: str
    profile: str
    overrides: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    promises: Promises | None = Promises()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change that an aspect made: evidence for the report. Values are shown as JSON."""

    aspect: str
    stack: str
    path: str
    attribute: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of the stacks, and of how they came about.

    chains: by construct path, the lines of Python that called each other to make it, the innermost first.
    mutations: in the order they were made.
    declared: by stack, what the overrides of its system's settings change in it.
    """

    stacks: Mapping[str, StackMetadata] = field(default_factory=dict)
    chains: Mapping[str, Sequence[str]] = field(default_factory=dict)
    mutations: Sequence[Mutation] = ()
    declared: Mapping[str, Sequence[Change]] = field(default_factory=dict)

    @property
    def sources(self) -> Mapping[str, str]:
        """File and line by construct path: the innermost of those that made it."""
        return {path: lines[0] for path, lines in self.chains.items() if lines}

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of a verdict on these stacks should know."""
        said = (f"{stack.system}: {sentence}" for stack in self.stacks.values() for sentence in stack.off)
        return tuple(sorted(set(said)))

    def changes_of(self, stack: str) -> Sequence[Change]:
        """What overrides change in a stack; nothing where its system declares none."""
        known = self.stacks.get(stack)
        return self.declared.get(stack, ()) if known and known.overrides else ()


def write_metadata(folder: Path, metadata: Metadata) -> None:
    """Write the file, the same bytes for the same content."""
    content = {
        "stacks": {name: asdict(stack) for name, stack in sorted(metadata.stacks.items())},
        "sources": dict(sorted(metadata.sources.items())),
        "chains": dict(sorted(metadata.chains.items())),
        "mutations": [asdict(mutation) for mutation in metadata.mutations],
        "declared": {
            name: [change.as_json() for change in made] for name, made in sorted(metadata.declared.items())
        },
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    write_whole(folder / METADATA_FILE, text.encode("utf-8"))


def _stack(
    *,
    system: str,
    suffix: str,
    profile: str,
    promises: Mapping[str, Any] | None = None,
    **more: Sequence[str],
) -> StackMetadata:
    known = None if promises is None else _promises(**promises)
    said = {key: tuple(values) for key, values in more.items()}
    return StackMetadata(system, suffix, profile, promises=known, **said)


def _chains(sources: Mapping[str, str], chains: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """What made each construct, where a file without chains says the innermost line alone."""
    innermost = {str(path): (str(line),) for path, line in sources.items()}
    return innermost | {str(path): tuple(map(str, lines)) for path, lines in chains.items()}


def _promises(  # noqa: PLR0913 - one argument a promise
    *,
    isolated: object,
    log_days: object,
    health_seconds: object,
    scheduled_mb: object,
    tags: object,
    uneven: object,
    readers: object,
    parameters: object,
    fixed_names: object,
    expires: object,
    shares: object,
) -> Promises:
    """Raises TypeError where one is missing or not what it should be: nothing is taken for less than said."""
    if not isinstance(isolated, bool):
        raise TypeError(f"isolated is {isolated!r}, not true or false")
    if log_days is not None and type(log_days) is not int:
        raise TypeError(f"log_days is {log_days!r}, not a number of days")
    if type(health_seconds) is not int:
        raise TypeError(f"health_seconds is {health_seconds!r}, not a number of seconds")
    if not isinstance(parameters, bool):
        raise TypeError(f"parameters is {parameters!r}, not true or false")
    if type(scheduled_mb) is not int:
        raise TypeError(f"scheduled_mb is {scheduled_mb!r}, not a number of megabytes")
    if not isinstance(expires, str):
        raise TypeError(f"expires is {expires!r}, not the name of an attribute")
    return Promises(
        isolated,
        log_days,
        health_seconds,
        scheduled_mb,
        _texts(tags=tags),
        _texts(uneven=uneven),
        tuple(_readers(readers)),
        parameters,
        _texts(fixed_names=fixed_names),
        expires,
        tuple(_shares(shares)),
    )


def _texts(**said: object) -> tuple[str, ...]:
    ((name, value),) = said.items()
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise TypeError(f"{name} is {value!r}, not a list of texts")
    return tuple(value)


def _readers(listed: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Raises TypeError for what is no list of a store and its readers each."""
    for pair in listed if isinstance(listed, list) else [listed]:
        match pair:
            case [str(store), [*roles]] if all(isinstance(role, str) for role in roles):
                yield store, tuple(map(str, roles))
            case _:
                raise TypeError(f"readers has {pair!r}, not a store and the names of its readers")


def _shares(listed: object) -> Iterator[tuple[str, int]]:
    """Raises TypeError for what is no list of an end of names and a percentage each."""
    for pair in listed if isinstance(listed, list) else [listed]:
        match pair:
            case [str(end), int(percent)] if not isinstance(percent, bool):
                yield end, percent
            case _:
                raise TypeError(f"shares has {pair!r}, not what names end in and a percentage")


def read_metadata(folder: Path) -> Metadata:
    """Read the file; where there is none, nothing is known. Raises MetadataError where it is malformed."""
    path = folder / METADATA_FILE
    if not path.exists() and not path.is_symlink():
        return Metadata()
    try:
        content: Any = loads(regular_bytes(path).decode("utf-8"))
        return Metadata(
            stacks={name: _stack(**stack) for name, stack in content["stacks"].items()},
            chains=_chains(content["sources"], content.get("chains", {})),
            mutations=tuple(Mutation(**mutation) for mutation in content["mutations"]),
            declared={
                name: tuple(read_change(**change) for change in made)
                for name, made in content.get("declared", {}).items()
            },
        )
    except (OSError, UnicodeDecodeError, StrictJsonError) as error:
        raise MetadataError(f"{path}: it does not parse: {error}") from error
    except (AttributeError, KeyError, TypeError) as error:
        raise MetadataError(f"{path}: it is not the metadata of a synthesis ({error})") from error
