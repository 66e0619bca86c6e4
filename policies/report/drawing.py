"""The diagram of a system's flows as one SVG: layers from left to right, the same bytes for the same flows.

A node stands one layer after the last of those that lead to it; what leads back is dashed. Sixteen units are
one em, so that the text grows with that of the page. No script, style or reference is in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from policies.counting import counted
from policies.report.model import Flow

_EM: Final = 16
_BOX: Final = (160, 56)
_PASSAGE: Final = 14
"""The height of the place where a flow passes a layer."""
_GAPS: Final = (84, 20)
"""Between layers, and between what is in one."""
_MARGIN: Final = 12
_MOST_LETTERS: Final = 26
_SWEEPS: Final = 4
"""How often each layer is put in the order of the one before."""

_Edge = tuple[str, str]
_Point = tuple[float, float]


def drawing(system: str, flows: Sequence[Flow], holding: Mapping[str, Collection[str]], name: str) -> Markup:
    """The SVG of a system's flows; empty where there are none.

    holding: by node, the classes of data that it holds.
    name: how its ids begin, which are to be of the whole page alone.
    """
    if not flows:
        return Markup()
    plan = _Plan.of({(flow.source, flow.target): ", ".join(flow.what) for flow in flows})
    width, height = plan.size
    boxes = (_box(node, plan.places[node], holding.get(node, ())) for node in plan.nodes)
    return Markup(
        '<svg role="img" aria-labelledby="{name}-title {name}-text" width="{em:g}em" '
        'viewBox="0 0 {width:g} {height:g}" fill="none" stroke="currentColor" font-size="13">\n'
        '<title id="{name}-title">What leads to what in {system}</title>\n'
        '<desc id="{name}-text">{flows} between {nodes}. The table of flows says the same.</desc>\n'
        "{parts}</svg>"
    ).format(
        name=name,
        em=width / _EM,
        width=width,
        height=height,
        system=system,
        flows=counted(len(flows), "flow"),
        nodes=counted(len(plan.nodes), "node"),
        parts=Markup().join([*plan.lines(), *boxes]),
    )


@dataclass(frozen=True)
class _Plan:
    """Where everything stands. routes: by flow, what it passes from its source to its target."""

    words: Mapping[_Edge, str]
    nodes: Sequence[str]
    places: Mapping[object, _Point]
    routes: Mapping[_Edge, Sequence[object]]
    size: _Point

    @classmethod
    def of(cls, words: Mapping[_Edge, str]) -> _Plan:
        nodes = sorted({node for edge in words for node in edge})
        layer = _layers(nodes, words)
        routes: dict[_Edge, list[object]] = {}
        slots: dict[int, list[object]] = defaultdict(list)
        for node in nodes:
            slots[layer[node]].append(node)
        for edge in sorted(words):
            passed = range(layer[edge[0]] + 1, layer[edge[1]])
            routes[edge] = [edge[0], *((edge, column) for column in passed), edge[1]]
            for column in passed:
                slots[column].append((edge, column))
        order = _sorted_slots([slots[column] for column in sorted(slots)], routes.values())
        heights = [sum(map(_height, each)) + _GAPS[1] * (len(each) - 1) for each in order]
        places: dict[object, _Point] = {}
        for column, (each, tall) in enumerate(zip(order, heights, strict=True)):
            y = _MARGIN + (max(heights) - tall) / 2
            for slot in each:
                places[slot] = (_MARGIN + column * (_BOX[0] + _GAPS[0]), y + _height(slot) / 2)
                y += _height(slot) + _GAPS[1]
        back = any(layer[one] >= layer[other] for one, other in words)
        size = (
            2 * _MARGIN + len(order) * (_BOX[0] + _GAPS[0]) - _GAPS[0],
            2 * _MARGIN + max(heights) + (_GAPS[1] * 2 if back else 0),
        )
        return cls(words, nodes, places, routes, size)

    def lines(self) -> Iterator[Markup]:
        """Each flow: its line, its head, and its words."""
        for edge, route in self.routes.items():
            points = [self.places[each] for each in route]
            words, (start, end) = self.words[edge], (points[0], points[-1])
            yield _forward(points, words) if start[0] < end[0] else _back(start, end, words)


def _layers(nodes: Iterable[str], edges: Iterable[_Edge]) -> Mapping[str, int]:
    """The layer of each node by the longest path to it, along what leads forward."""
    onward: dict[str, list[str]] = defaultdict(list)
    entered = set()
    for one, other in sorted(edges):
        onward[one].append(other)
        entered.add(other)
    finished: list[str] = []
    forward: dict[str, list[str]] = defaultdict(list)
    open_: set[str] = set()
    seen: set[str] = set()
    for start in sorted(nodes, key=lambda node: (node in entered, node)):
        stack = [] if start in seen else [(start, iter(onward[start]))]
        seen.add(start)
        open_.update(node for node, _ in stack)
        while stack:
            node, others = stack[-1]
            other = next(others, "")
            if not other:
                stack.pop()
                open_.discard(node)
                finished.append(node)
            elif other not in open_:
                forward[node].append(other)
                if other not in seen:
                    seen.add(other)
                    open_.add(other)
                    stack.append((other, iter(onward[other])))
    layer = dict.fromkeys(finished, 0)
    for node in reversed(finished):
        for other in forward[node]:
            layer[other] = max(layer[other], layer[node] + 1)
    return layer


def _sorted_slots(
    layers: Sequence[Sequence[object]], routes: Iterable[Sequence[object]]
) -> Sequence[Sequence[object]]:
    """Each layer in the order of what it is joined to in the layers beside it, so that few lines cross."""
    beside: dict[object, list[object]] = defaultdict(list)
    for route in routes:
        for one, other in pairwise(route):
            beside[one].append(other)
            beside[other].append(one)
    order = [list(each) for each in layers]
    for sweep in range(_SWEEPS):
        at = {slot: index / len(layer) for layer in order for index, slot in enumerate(layer)}
        for layer in order if sweep % 2 == 0 else reversed(order):
            layer.sort(
                key=lambda slot: (sum(at[each] for each in beside[slot]) / len(beside[slot]), str(slot))
            )
            at |= {slot: index / len(layer) for index, slot in enumerate(layer)}
    return order


def _height(slot: object) -> int:
    return _BOX[1] if isinstance(slot, str) else _PASSAGE


def _forward(points: Sequence[_Point], words: str) -> Markup:
    """A line from the right of the first through the layers between to the left of the last."""
    stops = [(points[0][0] + _BOX[0], points[0][1])]
    for x, y in points[1:-1]:
        stops += [(x, y), (x + _BOX[0], y)]
    stops.append(points[-1])
    path = f"M{stops[0][0]:g} {stops[0][1]:g}"
    for number, ((x, y), (to_x, to_y)) in enumerate(pairwise(stops)):
        half = (x + to_x) / 2
        path += f" H{to_x:g}" if number % 2 else f" C{half:g} {y:g} {half:g} {to_y:g} {to_x:g} {to_y:g}"
    (x, y), (to_x, to_y) = stops[0], stops[1]
    end_x, end_y = stops[-1]
    head = f"{end_x:g},{end_y:g} {end_x - 8:g},{end_y - 4:g} {end_x - 8:g},{end_y + 4:g}"
    return _line(path, head, words, ((x + to_x) / 2, (y + to_y) / 2), dashed=False)


def _back(start: _Point, end: _Point, words: str) -> Markup:
    """A line from below the one to below the other."""
    (x, y), (to_x, to_y) = start, end
    shift = 24 if (x, y) < (to_x, to_y) else -24
    x, to_x = x + _BOX[0] / 2 + shift, to_x + _BOX[0] / 2 - shift
    y, to_y = y + _BOX[1] / 2, to_y + _BOX[1] / 2
    low = max(y, to_y) + 2 * _GAPS[1]
    path = f"M{x:g} {y:g} C{x:g} {low:g} {to_x:g} {low:g} {to_x:g} {to_y:g}"
    head = f"{to_x:g},{to_y:g} {to_x - 4:g},{to_y + 8:g} {to_x + 4:g},{to_y + 8:g}"
    middle = ((x + to_x) / 2, (y + to_y) / 8 + 3 * low / 4)
    return _line(path, head, words, middle, dashed=True)


def _line(path: str, head: str, words: str, middle: _Point, *, dashed: bool) -> Markup:
    line = Markup(
        '<path d="{path}"{dashes}/><polygon points="{head}" fill="currentColor" stroke="none"/>\n'
    ).format(path=path, dashes=Markup(' stroke-dasharray="4 3"') if dashed else "", head=head)
    if not words:
        return line
    return line + Markup(
        '<text x="{x:g}" y="{y:g}" text-anchor="middle" font-size="11" fill="currentColor" stroke="Canvas" '
        'stroke-width="4" paint-order="stroke">{words}</text>\n'
    ).format(x=middle[0], y=middle[1] - 3, words=_short(words))


def _box(node: str, place: _Point, holds: Collection[str]) -> Markup:
    group, _, title = node.rpartition(": ")
    x, y = place
    held = f"holds {', '.join(sorted(holds))}" if holds else ""
    middle, first = x + _BOX[0] / 2, y - 10 if holds else y - 3
    text = Markup(
        '<text x="{x:g}" y="{y:g}" text-anchor="middle" fill="currentColor" stroke="none"{bold}>{text}</text>'
    )
    small = Markup(' font-size="11"')
    return Markup(
        '<g><title>{node}</title><rect x="{x:g}" y="{y:g}" width="{width}" height="{height}" rx="6" '
        'fill="Canvas" stroke-width="{thick}"/>{lines}</g>\n'
    ).format(
        node=f"{node}, {held}" if held else node,
        x=x,
        y=y - _BOX[1] / 2,
        width=_BOX[0],
        height=_BOX[1],
        thick=3 if holds else 1,
        lines=Markup().join(
            text.format(x=middle, y=first + 16 * number, bold=style, text=_short(line))
            for number, (line, style) in enumerate(
                [(title, Markup(' font-weight="600"')), (group, small), (held, small)]
            )
            if line
        ),
    )


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
