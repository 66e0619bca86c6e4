"""What the rules of a web firewall are about, in the order in which they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.resource import Resource
from policies.rules.vpc._openings import hold_internet, written_range
from policies.values import as_list, is_known

_OF_BROWSERS: Final = ("user-agent", "referer", "host", "origin", "accept", "accept-language", "cookie")
_PATHS: Final = ("/", "/qz7/x.php", "/account")


def in_order(acl: Resource, configuration: Configuration) -> list[Resource] | None:
    """The rules of an ACL, or of a group, by their priority, with those of groups of ours in their place;
    None where only the plan can tell the order.
    """
    found = []
    for block in expect.written_blocks(acl, "rule"):
        rule = replace(acl, values=block)
        priority = expect.number(rule.get("priority"))
        if priority is None:
            return None
        found.append((priority, rule))
    listed = []
    for _, rule in sorted(found, key=lambda each: each[0]):
        group = configuration.target(acl, rule.get("statement.rule_group_reference_statement.arn"))
        if group is not None and group.type == "aws_wafv2_rule_group":
            counts = rule.get("override_action.count") is not None
            listed += ([] if counts else in_order(group, configuration) or []) if group is not acl else []
        else:
            listed.append(rule)
    return listed


def fits_anybody(holder: Resource, statement: object, configuration: Configuration) -> str | None:
    """By what a statement fits whoever wants it to, or all of a country; None where it does not, or only
    the plan can tell.
    """
    for kind, said in _kinds(statement):
        if kind == "and_statement":
            within = [fits_anybody(holder, each, configuration) for each in as_list(said.get("statement"))]
            return ", ".join(each for each in within if each) if within and None not in within else None
        if kind == "or_statement":
            within = [fits_anybody(holder, each, configuration) for each in as_list(said.get("statement"))]
            return next((each for each in within if each), None)
        if kind == "not_statement":
            return "all that is not something else"
        return _said(holder, kind, said, configuration)
    return None


def _kinds(statement: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for block in as_list(statement):
        for kind, said in block.items() if isinstance(block, Mapping) else ():
            for each in as_list(said):
                if isinstance(each, Mapping):
                    yield kind, each


def _said(holder: Resource, kind: str, said: Mapping[str, Any], configuration: Configuration) -> str | None:
    statement = replace(holder, values=said)
    if kind == "geo_match_statement":
        return f"whoever is in {', '.join(map(str, as_list(said.get('country_codes'))))}"
    if kind == "ip_set_reference_statement":
        return _by_address(statement, configuration)
    if kind == "regex_match_statement":
        return _by_pattern(said.get("regex_string"))
    if kind == "byte_match_statement":
        return _by_text(statement)
    return "whatever is of some size" if kind == "size_constraint_statement" else None


def _by_address(statement: Resource, configuration: Configuration) -> str | None:
    listed = configuration.target(statement, statement.get("arn"))
    ranges = [written_range(each) for each in as_list(listed.get("addresses") if listed else None)]
    if hold_internet(*(each for each in ranges if each is not None)):
        return "every address"
    position = statement.get("ip_set_forwarded_ip_config.position")
    return "whoever writes such an address into a header" if position in ("FIRST", "ANY") else None


def _by_pattern(text: object) -> str | None:
    try:
        fits = is_known(text) and all(re.search(str(text), path) for path in _PATHS)
    except re.error:
        return None
    return f"whatever fits {text}" if fits else None


def _by_text(statement: Resource) -> str | None:
    """A header of ours, whose value only the plan can tell, is a secret; a path that is whole is one page."""
    text, how = statement.get("search_string"), statement.get("positional_constraint")
    header = statement.get("field_to_match.single_header.name")
    exact = how == "EXACTLY"
    if header is not None:
        secret = exact and not is_known(text) and str(header).lower() not in _OF_BROWSERS
        return None if secret else f"whoever sends a header {header}"
    if statement.get("field_to_match.method") is not None:
        return f"whatever comes by {text}"
    if statement.get("field_to_match.uri_path") is not None and exact:
        return None
    return f"whatever has {text} in its address" if is_known(text) else None
