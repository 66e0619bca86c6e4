"""Arguments of the provider's schema whose name says that they protect: made worse, led elsewhere, left out.

What is left out or set to what it is anyway is no mutant: the table of switches says what the provider or AWS
takes an argument for that is not set, and rules say, in their examples, that leaving one out is right. Nor is
what the provider refuses: an argument that it requires, left out.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from policies.bindings import Argument
from policies.expressions.evaluation import boolean
from policies.references import reference
from policies.resource import Resource
from policies.switches import NOTHING, Switch, switches
from policies.values import is_expression
from tests.mutation.guards import Guarded, dotted, holders
from tests.mutation.mutants import GONE, Edit, Kind, Path, exchanged
from tests.policies.flips import off, shown

_PROTECTS: Final = re.compile(
    "encrypt|kms|public|tls|ssl|log|policy|backup|retention|protect|auth|access|monitor|replica|version|enabled"
)
_OPEN: Final = {"Sid": "Anything", "Effect": "Allow", "Action": "*", "Resource": "*"}
_NUMBERED: Final = re.compile(r"\d+(?=\.|$)")


@dataclass
class Schema:
    """The arguments of each type, and what is known of them.

    others: the addresses of each stack's resources, by stack and type.
    excluded: how many changes are none, by reason.
    """

    arguments: Mapping[str, Sequence[Argument]]
    guarded: Guarded
    others: Mapping[tuple[str, str], Sequence[str]]
    excluded: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(
        cls, elements: Iterable[Resource], arguments: Mapping[str, Sequence[Argument]], guarded: Guarded
    ) -> Schema:
        """The schema of these elements' types."""
        others: dict[tuple[str, str], list[str]] = defaultdict(list)
        for element in elements:
            others[element.stack, element.type].append(element.address)
        return cls(arguments, guarded, others)

    def is_refused(self, edit: Edit) -> bool:
        """Whether the provider refuses it: an argument that it requires is left out."""
        if edit.after is not GONE or not edit.path or not isinstance(edit.path[-1], str):
            return False
        path = dotted(edit.path)
        return any(each.required and each.path == path for each in self.arguments.get(edit.element.type, ()))

    def edits(self, element: Resource) -> Iterator[Edit]:
        """Each argument that protects, made worse, led elsewhere and left out."""
        for argument in dict.fromkeys(self.arguments.get(element.type, ())):
            if _PROTECTS.search(argument.path) and not argument.path.startswith("timeouts"):
                *above, name = argument.path.split(".")
                for path, holder in holders(dict(element.values), above):
                    yield from self._of(element, argument, (*path, name), holder)

    def _of(
        self, element: Resource, argument: Argument, path: Path, holder: Mapping[str, Any]
    ) -> Iterator[Edit]:
        switch = _switch(element.type, argument.path)
        is_free = switch is not None and switch.is_free
        value = holder.get(str(path[-1]), GONE)
        for kind, how, after in self._worse(element, argument, switch, value):
            if after == value or (value is GONE and switch and shown(after) == switch.absent):
                self.excluded["it is set to what it is anyway"] += 1
            else:
                yield exchanged(element, Kind.FREE if is_free else kind, path, after, how)
        if value is GONE:
            return
        if len(items := _items(argument, value)) > 1:
            yield from (exchanged(element, Kind.DROPPED, (*path, key), GONE) for key in items)
        if value in ("", [], {}) or (switch and shown(value) == switch.absent):
            self.excluded["it is left out where it says what is so anyway"] += 1
        elif (element.type, argument.path) in self.guarded.right_when_absent:
            self.excluded["a rule's examples say that it is right where it is left out"] += 1
        else:
            yield exchanged(element, Kind.FREE if is_free else Kind.DROPPED, path, GONE)

    def _worse(
        self, element: Resource, argument: Argument, switch: Switch | None, value: object
    ) -> Iterator[tuple[Kind, str, object]]:
        """Worse values, each with what is done where that is not to set the value that is told."""
        if argument.collection or argument.kind in ("block", "any"):
            return
        if argument.kind == "boolean":
            yield Kind.WORSE, "", _flipped(switch, value)
            return
        literals = self.guarded.bad.get((element.type, argument.path), ()) if value is not GONE else ()
        for literal in literals:
            yield Kind.WORSE, "", literal
        is_told = value is not GONE or (switch is not None and switch.absent != NOTHING)
        if literals or (argument.kind == "number" and not isinstance(value, int | float)):
            return
        if isinstance(value, int | float):
            is_pause = argument.path.endswith("interval")  # a longer one sees less, and none is off
            yield Kind.WORSE, "", 0 if is_pause else 1 if value > 1 else 1 - value
        elif switch and is_told and not switch.is_free:
            yield Kind.WORSE, "", off(switch, None if value is GONE else value)
        elif isinstance(value, str):
            yield from self._other_text(element, argument, value)

    def _other_text(
        self, element: Resource, argument: Argument, value: str
    ) -> Iterator[tuple[Kind, str, object]]:
        if '"Statement"' in value:
            yield Kind.WORSE, "opened", _opened(value)
        elif "kms" in argument.path.rpartition(".")[2]:
            yield Kind.WORSE, "", f"alias/aws/{element.type.split('_')[1]}"
        elif (other := self._another(element, value)) is not None:
            yield Kind.ELSEWHERE, "is another of its type", other
        elif "version" in argument.path and (match := _NUMBERED.match(value)):
            yield Kind.WORSE, "is an older one", f"{max(0, int(match[0]) - 1)}{value[match.end() :]}"
        elif element.context.suffix in value and not is_expression(value):  # names have it, choices have not
            yield Kind.ELSEWHERE, "is another name", _renamed(value)

    def _another(self, element: Resource, value: str) -> str | None:
        """The same reference to the next resource of its type in the stack; None where there is none."""
        found = reference(value)
        if found is None:
            return None
        kind = found.address.rpartition(".")[0]
        alike = self.others.get((element.stack, kind), ())
        if found.address not in alike or len(alike) < 2:
            return None
        after = alike[(alike.index(found.address) + 1) % len(alike)]
        return value.replace(found.address, after)


def _switch(kind: str, path: str) -> Switch | None:
    return next((each for each in switches().get(kind, ()) if each.path == path), None)


def _flipped(switch: Switch | None, value: object) -> bool:
    """The boolean as it must not be; where either is sound, what it is not."""
    if switch and switch.must[0] in ("true", "false"):
        return switch.must[0] == "false"
    stands = boolean(switch.absent if value is GONE and switch else value)
    return not stands


def _items(argument: Argument, value: object) -> list[str | int]:
    """The keys of what a list or a map holds; a block holds arguments of its own."""
    if isinstance(value, list):
        return list(range(len(value)))
    return list(value) if isinstance(value, dict) and argument.kind != "block" else []


def _opened(text: str) -> str:
    """The policy with a statement that lets everybody do everything."""
    document = json.loads(text)
    listed = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
    names = {name for statement in listed for name in statement}
    told = {**_OPEN, "Principal": "*"} if "Principal" in names else dict(_OPEN)
    if "Resource" not in names:
        del told["Resource"]
    return json.dumps({**document, "Statement": [*listed, told]})


def _renamed(value: str) -> str:
    """A name that is another one and yet begins and ends as it did."""
    begin = re.match(r"(?:/?[^-/_.:]+[-/_.:])?", value)
    end = begin.end() if begin else 0
    return f"{value[:end]}elsewhere-{value[end:]}"
