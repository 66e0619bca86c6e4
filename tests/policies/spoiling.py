"""Files of a synthesis, spoiled: what hypothesis draws changes the JSON at any place of any depth."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from hypothesis import strategies as st

Place = tuple[str | int, ...]
"""Keys and numbers, from the top of a file to a value in it."""

TWICE: Final = "(twice)"
"""Ends a key that is to be there twice: it is taken off the text."""

RAW: Final = {
    "(far)": "1e999",
    "(long)": "9" * 4_000,
    "(longer)": "9" * 5_000,
    "(no number)": "NaN",
    "(half of a pair)": '"\\ud83d"',
    "(deep)": '{"a":[' * 75 + "7" + "]}" * 75,
    "(deeper)": "[" * 400 + "7" + "]" * 400,
    "(as deep as can be)": '{"a":' * 900 + "7" + "}" * 900,
    "(too deep)": "[" * 20_000 + "]" * 20_000,
}
"""Texts that stand in place of a value's."""

STRANGE: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, 1, -1, 10**30, -(10**400), 1e308, 0.1, 2**63),
    *("", " ", "x" * 100_000, "true", "null", "0", "-1", "1e999", "NaN", "{", "[1]", '{"Statement": 7}', "*"),
    *(
        "\x00",
        "\u202e",
        "\ufeff",
        "\U0001f600",
        "e\u0301",
        "\u0130",
        "\u00b2",
        "a\r\nb",
        "::",
        "arn:",
        "arn:aws:",
    ),
    *("${", "${}", "${ }", "${}}", "$${", "%{", "%{ if", "%{ if true }a%{ endif }", "${null}", "${[", "${{"),
    *("${var.nothing}", "${local.nothing}", "${each.value}", "${count.index}", "${self.id}"),
    *("${aws_kms_key.nothing.arn}", "${aws_kms_key.nothing}", "${aws_kms_key}", "${data.aws_region.none.id}"),
    *("${module.nothing.id}", "${aws_nothing.a[0].b[*].c}", "${aws_sqs_queue.a.b.c.d.e.f}", '${"', '${"${"}'),
    *("${jsonencode({)}", "${jsonencode(7)}", "${nothing()}", "${1 / 0}", "${-}", "${a ? b : }"),
    *("${[for a in b]}", "${path.module}", "${" * 500, "${" + "(" * 500 + "1" + ")" * 500 + "}"),
    *(
        [],
        {},
        [[]],
        [None],
        [{}],
        {"": {}},
        {"": None},
        {"a": None},
        [[], {}],
        [1, "a", None, {}],
        [0] * 2_000,
    ),
    *({"dynamic": {"a": 7}}, {"dynamic": [{"a": {"for_each": 7, "content": []}}]}, {"for_each": 7}),
    *({"count": "a"}, {f"k{number}": number for number in range(1_000)}, {"Statement": {"Effect": 7}}),
    '${jsonencode({"Statement" = [7]})}',
)
"""Values that stand anywhere in place of what was there."""


SPARED: Final = 3
"""Depths of a section, a type and a name."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands in what holds it."""

    holder: Any
    key: Any

    def get(self) -> Any:
        """The value."""
        return self.holder[self.key]

    def put(self, value: Any) -> None:
        """Another value in its place."""
        self.holder[self.key] = value

    def text(self) -> str:
        """The value if it is a text, else its JSON."""
        value = self.get()
        return value if isinstance(value, str) else json.dumps(value)


def other_value(spot: Spot, other: Any) -> None:
    spot.put(other)


def nothing(spot: Spot, _other: Any) -> None:
    del spot.holder[spot.key]


def other_key(spot: Spot, other: Any) -> None:
    if isinstance(spot.holder, dict):
        spot.holder[other if isinstance(other, str) else json.dumps(other)[:50]] = spot.holder.pop(spot.key)


def key_twice(spot: Spot, other: Any) -> None:
    if isinstance(spot.holder, dict):
        spot.holder[f"{spot.key}{TWICE}"] = other
    else:
        spot.holder.insert(spot.key, spot.get())


def beside_it(spot: Spot, other: Any) -> None:
    if isinstance(spot.get(), dict):
        spot.get()["beside"] = other
    elif isinstance(spot.get(), list):
        spot.get().append(other)


def in_a_list(spot: Spot, _other: Any) -> None:
    spot.put([spot.get()])


def in_lists(spot: Spot, _other: Any) -> None:
    spot.put([[spot.get()], [spot.get()]])


def in_an_object(spot: Spot, _other: Any) -> None:
    spot.put({str(spot.key): spot.get()})


def out_of_its_list(spot: Spot, _other: Any) -> None:
    if isinstance(spot.get(), list) and spot.get():
        spot.put(spot.get()[0])


def as_text(spot: Spot, _other: Any) -> None:
    spot.put(spot.text())


def cut_off(spot: Spot, _other: Any) -> None:
    spot.put(spot.text()[: len(spot.text()) * 2 // 3])


def as_expression(spot: Spot, _other: Any) -> None:
    spot.put(f"${{{spot.text()}}}" if isinstance(spot.get(), str) else f"${{jsonencode({spot.text()})}}")


def as_what_its_text_holds(spot: Spot, other: Any) -> None:
    try:
        spot.put(json.loads(spot.text()))
    except ValueError:
        spot.put(other)


def within_its_text(spot: Spot, other: Any) -> None:
    """Another value within the JSON that a text holds, as in a policy; else at the text's end."""
    try:
        held = json.loads(spot.text())
        places = list(places_in(held))
        at(held, places[len(str(other)) % len(places)]).put(other)
        spot.put(json.dumps(held))
    except (ValueError, ZeroDivisionError):
        spot.put(f"{spot.text()}{other}")


def generated(spot: Spot, other: Any) -> None:
    spot.put({"dynamic": {str(spot.key): {"for_each": other, "content": spot.get()}}})


CHANGES: Final[tuple[Callable[[Spot, Any], None], ...]] = (
    *(other_value, other_value, other_value, other_value, other_value, nothing, nothing, nothing, other_key),
    *(
        in_a_list,
        in_lists,
        in_an_object,
        out_of_its_list,
        as_text,
        cut_off,
        as_expression,
        beside_it,
        beside_it,
    ),
    *(as_what_its_text_holds, within_its_text, within_its_text, generated, generated, in_an_object, in_lists),
    key_twice,
)
"""What is done to a value; those that stand here several times are drawn as often."""


def places_in(value: Any, above: Place = ()) -> Iterator[Place]:
    """Where each value in a file stands."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield (*above, key)
        yield from places_in(inner, (*above, key))


def at(content: Any, place: Place) -> Spot:
    """The spot at a place of a file."""
    for key in place[:-1]:
        content = content[key]
    return Spot(content, place[-1])


@dataclass
class Spoiled:
    """A file's text after some changes, of which it tells in place of the text."""

    text: str = field(repr=False)
    changes: list[str]


@st.composite
def spoiled(draw: st.DrawFn, text: str) -> Spoiled:
    """A JSON file with one to six changes, or with its end cut off.

    Each is at a place of a depth that is drawn first: what is less deep, of which there is little, is changed
    as often as what is deeper. Sections, types and names are spared nearly always: the gate refuses files for
    any of them.
    """
    if draw(st.integers(0, 49)) == 49:
        end = draw(st.integers(0, len(text)))
        return Spoiled(text[:end], [f"cut off at {end}"])
    content, changes = json.loads(text), []
    for _ in range(draw(st.integers(1, 6))):
        by_depth = defaultdict[int, list[Place]](list)
        for place in places_in(content):
            by_depth[len(place)].append(place)
        if not by_depth:
            break
        depths = sorted(by_depth)
        depth = draw(st.sampled_from(depths[SPARED:] or depths if draw(st.integers(0, 9)) else depths))
        place = draw(st.sampled_from(by_depth[depth]))
        if draw(st.integers(0, 4)) == 4:  # something of the file itself, where it does not belong
            whole = json.loads(text)
            other = at(whole, draw(st.sampled_from(list(places_in(whole))))).get()
        else:  # a copy, since changes change it
            raw = draw(st.integers(0, 29)) == 29
            other = json.loads(json.dumps(draw(st.sampled_from([*RAW] if raw else STRANGE))))
        change = draw(st.sampled_from(CHANGES))
        change(at(content, place), other)
        changes.append(f"{change.__name__} at {place}: {other!r:.200}")
    return Spoiled(written(content), changes)


def written(content: Any) -> str:
    """The JSON of a content, with its raw texts and the keys that are there twice."""
    text = json.dumps(content).replace(f'{TWICE}"', '"')
    for name, raw in RAW.items():
        text = text.replace(f'"{name}":', '"a":').replace(f'"{name}"', raw)
    return text
