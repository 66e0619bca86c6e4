"""The rules as a page that is searched: what `docs/rules.md` says, for reading beside a report."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from policies.examples import shortest
from policies.frameworks import control
from policies.model import Rule
from policies.options import told
from policies.packs import pack_of
from policies.report.pages import page
from policies.requirements import requirement


def render(rules: Iterable[Rule]) -> str:
    """The rules by service as one HTML document; each with its shortest examples."""
    services = [
        (service, [_entry(rule) for rule in group])
        for service, group in groupby(rules, key=lambda rule: rule.id.partition("-")[0])
    ]
    return page("rules.html.j2", "rules.js", services=services)


def _entry(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule,
        "pack": pack_of(rule.id),
        "controls": [control(key) for key in rule.controls],
        "requirements": [requirement(each) for each in rule.requirements],
        "options": [told(option) for option in rule.options],
        "examples": [
            (word, shortest(stacks))
            for word, stacks in (("passes", rule.examples.passing), ("fails", rule.examples.failing))
            if stacks
        ],
    }
