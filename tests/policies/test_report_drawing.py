"""The diagram of flows: well-formed, the same for the same flows, nothing over another, nothing let in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from policies.report.drawing import drawing
from policies.report.model import Flow

NODES = st.sampled_from([f"app: {letter}" for letter in "ABCDEFG"])
FLOWS = st.lists(
    st.tuples(NODES, NODES).filter(lambda ends: ends[0] != ends[1]), min_size=1, max_size=14, unique=True
).map(lambda ends: [Flow("pay", one, other, ("calls",)) for one, other in ends])
SVG = "{http://www.w3.org/2000/svg}"


def boxes(flows: Sequence[Flow]) -> dict[str, tuple[float, float, float, float]]:
    """By node, where its box is."""
    tree = parsed(str(drawing("pay", flows, {}, "flows-1")))
    found = {}
    for group in tree.iter("g"):
        box = group.find("rect")
        assert box is not None
        found[str(group.findtext("title"))] = tuple(
            float(box.attrib[key]) for key in ("x", "y", "width", "height")
        )
    return found  # type: ignore[return-value]


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - made here


@given(FLOWS)
def test_each_node_has_its_box_and_no_two_overlap(flows: list[Flow]) -> None:
    found = boxes(flows)
    assert set(found) == {node for flow in flows for node in (flow.source, flow.target)}
    for (x, y, width, height), (other_x, other_y, *_) in combinations(found.values(), 2):
        assert abs(x - other_x) >= width or abs(y - other_y) >= height


@given(FLOWS, st.randoms(use_true_random=False))
def test_the_order_of_flows_changes_nothing(flows: list[Flow], chance: object) -> None:
    before = drawing("pay", flows, {}, "flows-1")
    chance.shuffle(flows)  # type: ignore[attr-defined]
    assert drawing("pay", flows, {}, "flows-1") == before


@given(FLOWS)
def test_what_has_no_way_back_leads_to_the_right(flows: list[Flow]) -> None:
    onward: dict[str, set[str]] = {}
    for flow in flows:
        onward.setdefault(flow.source, set()).add(flow.target)

    def leads(start: str, end: str) -> bool:
        seen, open_ = {start}, [start]
        while open_:
            for other in onward.get(open_.pop(), set()) - seen:
                seen.add(other)
                open_.append(other)
        return end in seen

    found = boxes(flows)
    for flow in flows:
        if not leads(flow.target, flow.source):
            assert found[flow.source][0] < found[flow.target][0]


def test_names_let_nothing_in_and_readers_are_told_what_it_is() -> None:
    hostile = "<script>alert(1)</script>"
    text = str(
        drawing(
            hostile,
            [Flow("pay", f"app: {hostile}", "b: Aurora", (hostile,))],
            {"b: Aurora": {"personal"}},
            "f",
        )
    )
    tree = parsed(text)
    assert "<script" not in text
    assert tree.attrib["role"] == "img"
    assert [tree.findtext("title"), tree.findtext("desc")] == [
        f"What leads to what in {hostile}",
        "1 flow between 2 nodes. The table of flows says the same.",
    ]
    assert re.search(r"style=|href|url\(|class=", text) is None
    assert "holds personal" in text


def test_where_nothing_flows_nothing_is_drawn() -> None:
    assert drawing("pay", [], {}, "flows-1") == ""
