"""The rules of a verdict: ours, each with its options as the settings say, and those of folders from outside.

The settings are `policies/settings.toml`, or the file that `--settings` names:

    folders = ["../our-rules"]

    [rules.logs-retention]
    least_days = 731

Neither a folder that is judged nor its metadata can say any of this. Ours are always all there: a folder from
outside adds rules, under ids of its own, whose examples behave. Its code runs with the rights of the gate.
"""

from __future__ import annotations

import argparse
import os
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from policies.counting import counted
from policies.gate.proving import behaviours
from policies.model import Rule
from policies.options import Option, OptionError, Value, shown
from policies.registry import RULES, LoadError, Registry, load

DEFAULT: Final = Path(__file__).parents[1] / "settings.toml"
_TABLES: Final = ("folders", "rules")


class RuleSettingsError(ValueError):
    """The settings of rules cannot be used; the text names file, key, what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What is said of rules.

    file: where that was read, as messages call it.
    folders: those of rules from outside.
    options: by the id of a rule, what is chosen of its options.
    """

    file: str = ""
    folders: tuple[Path, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read_rule_settings(path: Path = DEFAULT) -> RuleSettings:
    """Read a settings file. Its folders are relative to where it lies.

    Raises RuleSettingsError for one that cannot be read, is not TOML, or holds anything else.
    """
    file = os.path.relpath(path) if path.is_absolute() and path.is_relative_to(Path.cwd()) else str(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuleSettingsError(f"{file}: it cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleSettingsError(f"{file}: it is not TOML: {error}") from error
    for key in content:
        if key not in _TABLES:
            raise RuleSettingsError(f"{file}: {key}: there is no such key; {_close(key, _TABLES)}")
    folders, options = content.get("folders", []), content.get("rules", {})
    if not isinstance(folders, list) or not all(isinstance(each, str) and each for each in folders):
        raise RuleSettingsError(f"{file}: folders: it must be a list of folders, found {folders!r}")
    if not isinstance(options, dict):
        raise RuleSettingsError(f"{file}: rules: it must hold a table for each rule, found {options!r}")
    for rule, said in options.items():
        if not isinstance(said, dict):
            raise RuleSettingsError(f"{file}: rules.{rule}: it must be a table of options, found {said!r}")
    return RuleSettings(file, tuple(path.parent / each for each in folders), options)


def rulebook(settings: RuleSettings) -> Registry:
    """Our rules, with those from outside, as the settings want them.

    What does not load from outside is an error of the registry, as with ours: with one, nothing is a pass.
    Raises RuleSettingsError for a rule or an option that there is not, or that may not be what is said.
    """
    ours = load()  # before code from outside runs
    rules, errors = list(ours.rules), list(ours.errors)
    for folder in settings.folders:
        found = _from_outside(folder, rules)
        rules += found.rules
        errors += found.errors
    by_id = {rule.id: rule for rule in rules}
    for rule_id, said in settings.options.items():
        where = f"{settings.file}: rules.{rule_id}"
        if rule_id not in by_id:
            failed = "; a rule did not load" if errors else ""
            raise RuleSettingsError(f"{where}: there is no such rule; {_close(rule_id, by_id)}{failed}")
        try:
            by_id[rule_id] = by_id[rule_id].choosing(said)
        except OptionError as error:
            raise RuleSettingsError(f"{where}: {error}") from error
    return Registry(tuple(by_id[rule_id] for rule_id in sorted(by_id)), tuple(errors))


def _close(name: str, there: Iterable[str]) -> str:
    names = list(there)
    if close := get_close_matches(name, names):
        return f"did you mean {' or '.join(close)}?"
    return f"the keys are {', '.join(names)}" if len(names) < len(_TABLES) + 1 else "docs/rules.md lists them"


def _from_outside(folder: Path, there: Iterable[Rule]) -> Registry:
    """The rules of a folder that may stand beside those that are there."""
    if not folder.is_dir():
        return Registry((), (LoadError(str(folder), "there is no such folder of rules"),))
    if folder.resolve().is_relative_to(RULES) or RULES.is_relative_to(folder.resolve()):
        return Registry((), (LoadError(str(folder), "these rules are ours, which are loaded in any case"),))
    loaded = load(folder.resolve())
    known = {rule.id: rule for rule in there}
    ours = {rule.id.partition("-")[0] for rule in known.values() if not rule.origin}
    rules: list[Rule] = []
    errors = list(loaded.errors)
    for rule in loaded.rules:
        reason = next(_objections(rule, known, ours), "")
        if reason:
            errors.append(LoadError(f"{rule.origin}: {rule.id}", reason))
        else:
            rules.append(rule)
    return Registry(tuple(rules), tuple(errors))


def _objections(rule: Rule, known: Mapping[str, Rule], ours: Iterable[str]) -> Iterator[str]:
    """Why a rule from outside may not judge."""
    prefix, _, slug = rule.id.partition("-")
    if rule.id in known:
        whose = f"of {known[rule.id].origin}" if known[rule.id].origin else "of ours, which nothing replaces"
        yield f"its id is that of a rule {whose}"
    if prefix in ours:
        yield f"its id begins with '{prefix}-', as ours do: put its file into a folder of another name"
    if not slug:
        yield "its id has no prefix: put its file into a folder, whose name is the first word of its id"
    if not rule.examples.passing or not rule.examples.failing:
        yield "it has no example that passes, or none that fails"
    judged = tuple(behaviours(rule))
    unsound = [each for each in judged if not each.is_sound]
    if unsound:
        yield (
            f"its example {unsound[0]} ({len(unsound)} of {len(judged)} examples misbehave: "
            f"'python -m policies examples {rule.id} --rules-from {rule.origin}' shows what it saw)"
        )


def loosened(rules: Iterable[Rule]) -> Iterator[str]:
    """A sentence for each option by which a rule asks for less than by itself."""
    for rule in rules:
        for option, value in rule.chosen:
            if option.is_looser(value):
                yield _chosen(rule, option, value, "LOOSER")


def notes_of(rules: Collection[Rule]) -> Iterator[str]:
    """What a reader of a verdict should know of its rules: what was chosen, and who is from outside."""
    yield from loosened(rules)
    for rule in rules:
        for option, value in rule.chosen:
            if not option.is_looser(value):
                yield _chosen(rule, option, value, "stricter")
    for origin in sorted({rule.origin for rule in rules if rule.origin}):
        ids = [rule.id for rule in rules if rule.origin == origin]
        yield f"{counted(len(ids), 'rule')} of {origin} judged beside ours: {', '.join(ids)}"


def _chosen(rule: Rule, option: Option, value: Value, how: str) -> str:
    said, default = f"{option.name} = {shown(value)}", shown(option.default)
    return f"{rule.id} is judged with {said}, {how} than its default, {default}"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--settings` and `--rules-from`."""
    parser.add_argument(
        "--settings",
        default=str(DEFAULT),
        metavar="FILE|none",
        help="options of rules, and folders of rules (policies/settings.toml unless said), or none",
    )
    add_folders_option(parser)


def add_folders_option(parser: argparse.ArgumentParser) -> None:
    """Add `--rules-from`."""
    parser.add_argument(
        "--rules-from",
        action="append",
        default=[],
        type=Path,
        metavar="FOLDER",
        help="also the rules of this folder, whose code runs; may be given several times",
    )


def asked(options: argparse.Namespace, file: str = "") -> Registry:
    """The rules that the options of a command ask for; `file`: other settings than these say, or `none`.

    Raises RuleSettingsError.
    """
    return rulebook(asked_settings(options, file))


def asked_settings(options: argparse.Namespace, file: str = "") -> RuleSettings:
    """What the options of a command say of rules. Raises RuleSettingsError."""
    said = file or options.settings
    settings = RuleSettings() if said == "none" else read_rule_settings(Path(said))
    return replace(settings, folders=(*settings.folders, *options.rules_from))
