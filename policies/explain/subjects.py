"""What somebody asks about: from a word to the rule, check, control, requirement or element that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from policies.configuration import Configuration
from policies.frameworks import Control, frameworks
from policies.gate.engines.expected import expected
from policies.model import Rule
from policies.requirements import Requirement, requirements
from policies.resource import Resource

_SHOWN: Final = 3


class UnknownSubjectError(ValueError):
    """A word that names nothing; the text says what it could have meant."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check of checkov."""

    id: str


Subject = Rule | Check | Control | Requirement | Resource


def subjects(text: str, rules: Mapping[str, Rule], configuration: Configuration) -> tuple[Subject, ...]:
    """All that a word names: one thing, or what is called so in several frameworks, stacks or both.

    An element is named by its address, `aws_kms_key.data`, with its stack before it where that is to be one:
    `pay-app: aws_kms_key.data`, as verdicts print it; or by its construct path.

    Raises UnknownSubjectError where it names nothing.
    """
    word = text.strip()
    found: tuple[Subject, ...] = (
        *(rule for rule_id, rule in rules.items() if rule_id == word),
        *(Check(check) for check in expected().ids if check == word.upper()),
        *(each for each in requirements().by_id.values() if each.id == word.upper()),
        *(control for control in _controls() if word in (control.key, control.id)),
        *(element for element in configuration.elements if word in _names(element)),
    )
    if not found:
        raise UnknownSubjectError(_nothing(word, rules, configuration))
    return found


def _controls() -> Iterator[Control]:
    for framework in frameworks().values():
        yield from framework.controls.values()


def _names(element: Resource) -> tuple[str, ...]:
    names = (element.address, f"{element.stack}: {element.address}", f"{element.stack}/{element.address}")
    return (*names, element.path) if element.path else names


def _nothing(word: str, rules: Mapping[str, Rule], configuration: Configuration) -> str:
    known: Iterable[str] = (
        *rules,
        *expected().ids,
        *requirements().by_id,
        *(control.key for control in _controls()),
        *(element.address for element in configuration.elements),
    )
    close = get_close_matches(word, dict.fromkeys(known), n=_SHOWN)
    hint = f"did you mean {' or '.join(close)}?" if close else "docs/rules.md lists rules and requirements"
    return f"there is no rule, check, control, requirement or element '{word}'; {hint}"
