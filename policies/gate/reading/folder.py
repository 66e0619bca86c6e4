"""Reads the files of a synthesized folder, plans and states. What cannot be read is a problem with its own
sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from policies.configuration import Configuration
from policies.context import Context, Form
from policies.counting import counted
from policies.gate.reading.build import NO_OVERRIDES, Overrides, build
from policies.gate.reading.declared import undone
from policies.gate.reading.holding import HeldError, held
from policies.gate.reading.metadata import METADATA_FILE, Metadata, MetadataError, read_metadata
from policies.gate.reading.regular import NotRegularError
from policies.gate.reading.shown import form_of, is_about_nothing, refusal
from policies.gate.reading.shown_elements import shown_elements, shown_notes
from policies.gate.reading.shown_files import shown_files, stack_of, text_of
from policies.strict_json import StrictJsonError, loads

STACK_FILE: Final = "cdk.tf.json"
_READ_BY_TERRAFORM: Final = (".tf", ".tf.json", ".tfvars", ".tfvars.json", ".tofu", ".tofu.json")
_SECTIONS: Final = frozenset(
    {
        *("//", "terraform", "provider", "resource", "data", "output", "variable", "locals", "module"),
        *("import", "moved", "removed", "check", "ephemeral"),
    }
)


@dataclass(frozen=True)
class Reading:
    """What was read from a folder or a file.

    contents: each stack's parsed file, by stack name: synthesized, or a plan or a state that Terraform shows.
    overrides: what the reader was told of all stacks.
    problems: what could not be read; with one of them, there is no verdict.
    notes: what a reader of the verdict should know.
    """

    contents: Mapping[str, Mapping[str, Any]]
    metadata: Metadata
    overrides: Overrides
    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @cached_property
    def configuration(self) -> Configuration:
        """The elements of all stacks."""
        return build(self.contents, self.metadata, self.overrides)


def read(folder: Path, overrides: Overrides = NO_OVERRIDES, *, unfinished: bool = False) -> Reading:
    """Read every stack of a synthesized folder, or every plan and state that Terraform shows in a folder, or
    one file of any of these. Never raises for bad content; it becomes a problem. A folder that is being
    written is waited for.

    unfinished: by its own synthesis, which has written no manifest yet.
    """
    if not folder.is_dir():
        return _read(folder, overrides, unfinished=unfinished)
    try:
        with held(folder, to_write=False):
            return _read(folder, overrides, unfinished=unfinished)
    except HeldError as error:
        return Reading({}, Metadata(), overrides, (str(error),), ())
    except OSError as error:
        return Reading({}, Metadata(), overrides, (f"{folder}: it cannot be read: {error.strerror}",), ())


def _read(folder: Path, overrides: Overrides, *, unfinished: bool) -> Reading:
    problems: list[str] = []
    notes: list[str] = []
    try:
        metadata = read_metadata(folder.parent if folder.is_file() else folder)
    except MetadataError as error:
        problems.append(str(error))
        metadata = Metadata()
    notes += metadata.notes
    contents: dict[str, Mapping[str, Any]] = {}
    paths = _stack_files(folder, problems, notes, () if unfinished else metadata.stacks)
    for name, path in paths:
        parsed = _parsed_stack(path, problems)
        if parsed is not None:
            contents[name] = parsed
            if path.name == STACK_FILE:
                _refuse_unjudged_files(path.parent, problems)
    notes += shown_notes(contents)
    notes += () if unfinished else _unexcused(folder, contents, metadata)
    if not contents and not problems:
        problems.append(
            f"{folder}: no stack to judge. Synthesis leaves none where a rule fails; "
            "synthesize first, or name the folder that cdktf wrote."
        )
    return Reading(contents, metadata, overrides, tuple(problems), tuple(notes))


def _unexcused(folder: Path, contents: Mapping[str, Mapping[str, Any]], metadata: Metadata) -> Iterator[str]:
    """A sentence for each stack of whose overrides nobody can tell what they change."""
    for stack, content in contents.items():
        known = metadata.stacks.get(stack)
        declared, made = bool(known and known.overrides), metadata.declared.get(stack)
        if form_of(content) is not Form.SYNTHESIS:
            continue
        if declared and made is None:
            yield (
                f"{folder}: {METADATA_FILE} names overrides of {stack} and not what they change, so they "
                "excuse no difference between regions. Synthesize again."
            )
        elif made and not declared:
            yield (
                f"{folder}: {METADATA_FILE} says what overrides change in {stack}, of which it names none, "
                "so that excuses no difference between regions. Synthesize again."
            )
        elif made and (foreign := undone(content, made)[1]):
            yield (
                f"{folder}: {counted(len(foreign), 'change')} of {stack} that {METADATA_FILE} puts down to "
                f"overrides, such as {'.'.join(foreign[0].at)}, is not what the stack says, and excuses no "
                "difference between regions. Synthesize again."
            )


def _stack_files(
    folder: Path, problems: list[str], notes: list[str], announced: Collection[str]
) -> list[tuple[str, Path]]:
    """The file of each stack by its name. announced: the stacks that the metadata names."""
    if folder.is_file():
        return [(folder.resolve().parent.name if folder.name == STACK_FILE else stack_of(folder), folder)]
    if not folder.is_dir():
        problems.append(
            f"{folder}: there is no such folder. Synthesize first, or name the folder that cdktf wrote."
        )
        return []
    return _in_folder(folder, problems, notes, announced)


def _in_folder(
    folder: Path, problems: list[str], notes: list[str], announced: Collection[str]
) -> list[tuple[str, Path]]:
    present = {path.parent.name: path for path in sorted(folder.glob(f"stacks/*/{STACK_FILE}"))}
    for place in (folder / "stacks", *sorted(folder.glob("stacks/*"))):
        if place.is_symlink():
            problems.append(f"{place}: it is a link, and only what stands in the folder itself is read")
            present.pop(place.name, None)
    manifest = folder / "manifest.json"
    if not manifest.exists() and not manifest.is_symlink():
        if shown := [] if present else shown_files(folder, problems):
            return shown
        if announced:
            problems.append(
                f"{folder}: {METADATA_FILE} names {counted(len(announced), 'stack')} and there is no "
                "manifest.json: a synthesis was interrupted here. Synthesize again."
            )
            return []
        if present:
            notes.append(f"{folder}: no manifest.json, so every stacks/*/{STACK_FILE} was read")
        return list(present.items())
    expected = _manifest_stacks(manifest, problems)
    if expected is None:
        return []
    if unlisted := sorted(set(announced) - expected.keys()):
        problems.append(
            f"{folder}: {METADATA_FILE} names {counted(len(unlisted), 'stack')} that the manifest lacks, "
            f"such as {unlisted[0]}: a synthesis was interrupted here. Synthesize again."
        )
    problems += [
        f"{folder}: the manifest names the stack {name}, whose {expected[name]} is missing"
        for name in sorted(expected.keys() - present.keys())
    ]
    problems += [
        f"{present[name]}: the manifest does not name this stack. Clear the folder and synthesize."
        for name in sorted(present.keys() - expected.keys())
    ]
    return [(name, path) for name, path in present.items() if name in expected]


def _manifest_stacks(manifest: Path, problems: list[str]) -> dict[str, str] | None:
    """The stacks of a manifest and the file of each; None where it cannot be read."""
    parsed = _parsed(manifest, problems)
    if parsed is None:
        return None
    stacks = parsed.get("stacks")
    if not isinstance(stacks, Mapping) or not stacks:
        problems.append(f"{manifest}: it names no stack")
        return None
    return {
        str(name): str(entry.get("synthesizedStackPath")) if isinstance(entry, Mapping) else STACK_FILE
        for name, entry in stacks.items()
    }


def _parsed(path: Path, problems: list[str]) -> Mapping[str, Any] | None:
    try:
        parsed = loads(text_of(path))
    except NotRegularError as error:
        problems.append(f"{path}: {error}")
        return None
    except (OSError, UnicodeDecodeError, StrictJsonError) as error:
        problems.append(f"{path}: it does not parse: {error}")
        return None
    if not isinstance(parsed, Mapping):
        problems.append(f"{path}: it is no JSON object")
        return None
    return parsed


def _parsed_stack(path: Path, problems: list[str]) -> Mapping[str, Any] | None:
    parsed = _parsed(path, problems)
    if parsed is None:
        return None
    if form_of(parsed) is not Form.SYNTHESIS:
        why = refusal(parsed) or _unlike_what_is_shown(parsed)
        if not why and is_about_nothing(parsed):
            why = "it has no resource and changes none, so there is nothing to judge"
        if why:
            problems.append(f"{path}: {why}")
        return None if why else parsed
    if strange := sorted(set(parsed) - _SECTIONS):
        problems.append(f"{path}: '{strange[0]}' is no section of a Terraform file that the gate knows")
        return None
    for section in ("resource", "data"):
        # Terraform's levels are type, name, attributes.
        if where := _misshapen(parsed.get(section, {}), section, levels=2):
            problems.append(f"{path}: {where} is not an object, so what it holds cannot be judged")
            return None
    return parsed


def _unlike_what_is_shown(parsed: Mapping[str, Any]) -> str:
    """Why a plan or state is none that Terraform writes; empty where its elements can be made."""
    try:
        if is_about_nothing(parsed):
            return ""
        for element in shown_elements("", parsed, Context(form=form_of(parsed))):
            element.type.partition(".")
        shown_notes({"": parsed})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return f"it is not what Terraform writes ({type(error).__name__}: {error})"
    return ""


def _misshapen(value: object, where: str, levels: int) -> str:
    """Where something that should be an object (or a list of them) is not; empty where all is well."""
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, Mapping):
            return where
        for key, inner in item.items() if levels else ():
            if key != "//" and (found := _misshapen(inner, f"{where}.{key}", levels - 1)):
                return found
    return ""


def _refuse_unjudged_files(folder: Path, problems: list[str]) -> None:
    """Terraform reads every configuration file of a folder: one beside the stack would deploy unjudged."""
    problems += [
        f"{path}: Terraform would read this file too, and no rule judges it. Remove it."
        for path in sorted(folder.iterdir())
        if path.name != STACK_FILE and path.name.endswith(_READ_BY_TERRAFORM)
    ]
