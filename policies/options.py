"""Options of rules: what may be asked otherwise than a rule asks by itself, and within which bounds.

A rule declares its options beside its check, which reads them from what was chosen:

    LEAST = Number("least_days", 7, 1, 35, "days for which backups are kept", stricter="higher")

    def check(database, configuration, chosen):
        yield from expect.between(database, "backup_retention_period", LEAST.of(chosen), 35)

    RULE = Rule(..., check=WithOptions(check, LEAST))

The bounds are those of the requirement or framework behind the rule, and of AWS: nothing beyond is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, Literal

Value = int | tuple[str, ...]
"""What an option may be."""
Chosen = Mapping[str, Value]
"""What was chosen, by the name of the option; for what is not there, the default holds."""
_NAME: Final = re.compile(r"[a-z]+(?:_[a-z]+)*")
_MOST: Final = 50
"""Texts in one list."""


class OptionError(ValueError):
    """There is no such option, or it may not be that; the text says what is allowed."""


@dataclass(frozen=True, slots=True)
class Number:
    """An option that is a whole number, from `lowest` to `highest`.

    means: what is counted, with its unit.
    stricter: which values ask for more.
    because: where the bound on the side that asks for less comes from.
    """

    name: str
    default: int
    lowest: int
    highest: int
    means: str
    stricter: Literal["higher", "lower"]
    because: str

    def __post_init__(self) -> None:
        _check_declared(self)

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        return f"a whole number from {self.lowest} to {self.highest} ({self.because})"

    def read(self, said: object) -> int:
        """The value of what a settings file says. Raises OptionError."""
        # TOML tells numbers from booleans, and Python does not.
        if type(said) is not int or not self.lowest <= said <= self.highest:
            raise OptionError(f"{self.name} must be {self.allowed}, found {said!r}")
        return said

    def of(self, chosen: Chosen) -> int:
        """What was chosen, else the default."""
        return self.read(chosen.get(self.name, self.default))

    def is_looser(self, value: Value, than: Value | None = None) -> bool:
        """Whether a value asks for less than another one, the default unless said."""
        number, other = self.read(value), self.read(self.default if than is None else than)
        return number < other if self.stricter == "higher" else number > other


@dataclass(frozen=True, slots=True)
class Texts:
    """An option that is a list of texts, each of which matches `pattern`: what is allowed, or refused.

    means: what they are.
    stricter: which lists ask for more: those that allow fewer, or those that refuse more.
    because: what a text must look like, in words.
    """

    name: str
    default: tuple[str, ...]
    pattern: str
    means: str
    stricter: Literal["fewer", "more"]
    because: str

    def __post_init__(self) -> None:
        _check_declared(self)

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        return f"a list of at most {_MOST} different texts ({self.because})"

    def read(self, said: object) -> tuple[str, ...]:
        """The value of what a settings file says. Raises OptionError."""
        texts = tuple(said) if isinstance(said, list | tuple) else None
        if (
            texts is None
            or len(texts) > _MOST
            or not all(isinstance(each, str) and re.fullmatch(self.pattern, each) for each in texts)
            or len(set(texts)) < len(texts)
        ):
            raise OptionError(f"{self.name} must be {self.allowed}, found {said!r}")
        return tuple(sorted(texts))

    def of(self, chosen: Chosen) -> tuple[str, ...]:
        """What was chosen, else the default."""
        return self.read(chosen.get(self.name, self.default))

    def is_looser(self, value: Value, than: Value | None = None) -> bool:
        """Whether a value allows what another one (the default unless said) does not, or refuses less."""
        texts, other = set(self.read(value)), set(self.read(self.default if than is None else than))
        return bool(texts - other if self.stricter == "fewer" else other - texts)


Option = Number | Texts
"""An option of a rule."""


def _check_declared(option: Option) -> None:
    """Refuse an option that is declared wrongly: its rule does not load then."""
    if not _NAME.fullmatch(option.name):
        raise OptionError(f"an option is called by words in lower case, joined by _, and not {option.name!r}")
    if not option.means or not option.because:
        raise OptionError(f"{option.name}: what it means, and where its bounds come from, is empty")
    option.read(option.default)


def read_choice(options: Iterable[Option], said: Mapping[str, Any]) -> Chosen:
    """What a settings file chooses of these options, where that is not the default. Raises OptionError."""
    by_name = {option.name: option for option in options}
    chosen: dict[str, Value] = {}
    for name, value in said.items():
        if name not in by_name:
            raise OptionError(f"there is no option '{name}'; {_hint(name, tuple(by_name))}")
        read = by_name[name].read(value)
        if read != by_name[name].read(by_name[name].default):
            chosen[name] = read
    return chosen


def _hint(name: str, names: tuple[str, ...]) -> str:
    if not names:
        return "the rule has none"
    if close := get_close_matches(name, names):
        return f"did you mean {' or '.join(close)}?"
    return f"the rule has {', '.join(names)}"


def told(option: Option) -> str:
    """An option with what it means, what it may be, and its default."""
    return f"{option.name}: {option.means}: {option.allowed}; {shown(option.default)} unless said"


def shown(value: Value) -> str:
    """A value, as a settings file says it."""
    return str(value) if isinstance(value, int) else "[" + ", ".join(f'"{each}"' for each in value) + "]"
