"""Regions: what stands at the same place in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Final

from policies.configuration import Configuration, recalled
from policies.context import Context
from policies.resource import Resource

OF_THE_WORLD: Final = "us-east-1"
"""The region in which AWS keeps what CloudFront, Cognito and AppSync show to the world, and what it measures
of CloudFront and Route 53: the only one that is named outside the settings."""

_REGION: Final = re.compile(r"^[a-z]{2}(?:-[a-z]+)+-\d+$")
_NETWORK: Final = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}/\d{1,2}\b")
_ZONE: Final = re.compile(r"<region>(?:-az\d|[a-z]\b)")


def without_region(text: str, configuration: Configuration) -> str:
    """The text with region names, their short codes, zones and networks each told as one word.

    What is left is the same in every region that is built from the same blocks.
    """
    spelled, places = _places(configuration)
    if any(name in text for name in spelled):  # searching for each is faster than for all of them at once
        text = _ZONE.sub("<zone>", places.sub("<region>", text))
    return _NETWORK.sub("<network>", text) if "/" in text else text


def place(resource: Resource, configuration: Configuration) -> tuple[str, ...]:
    """Where it stands, regions left out: its counterparts in other regions have the same place."""
    return place_of(resource.context, resource.stack, resource.address, configuration)


def place_of(context: Context, stack: str, address: str, configuration: Configuration) -> tuple[str, ...]:
    """The place of what stands at an address of a stack."""
    return *stack_of(context, stack, configuration), named_alike(configuration)(address)


def stack_of(context: Context, stack: str, configuration: Configuration) -> tuple[str, ...]:
    """The place of a stack: its counterparts in other regions have the same one."""
    return context.system, context.suffix, named_alike(configuration)(stack)


def region_of(stack: str, configuration: Configuration) -> str | None:
    """The one region of a stack; empty where it has several, None where only the plan can tell."""
    regions = {provider.region for provider in configuration.of("provider.aws", stack=stack)}
    if len(regions) != 1:
        return ""
    (region,) = regions
    return None if "${" in region else region


@recalled
def named_alike(configuration: Configuration) -> Callable[[str], str]:
    """A function that tells a text without its region."""
    return cache(partial(without_region, configuration=configuration))


@recalled
def _places(configuration: Configuration) -> tuple[Sequence[str], re.Pattern[str]]:
    """How the regions are spelled, as far as providers name them, and where a text names one."""
    regions = {
        provider.region for provider in configuration.of("provider.aws") if _REGION.match(provider.region)
    }
    spelled = sorted({name for region in regions for name in _spellings(region)}, key=len, reverse=True)
    words = "|".join(re.escape(name) for name in spelled if name.islower())
    # A capital begins a word of its own, as in the statement id EncryptXxt1.
    capitals = "|".join(re.escape(name) for name in spelled if not name.islower())
    return spelled, re.compile(f"(?:(?<![a-z0-9])(?:{words})|{capitals})(?![0-9])")


def _spellings(region: str) -> tuple[str, ...]:
    """A region's name, also with underscores, and its short code: area, first letters, number."""
    area, *directions, number = region.split("-")
    letters = "".join(part[0] for word in directions for part in re.findall("north|south|east|west|.+", word))
    code = f"{area}{letters}{number}"
    return region, region.replace("-", "_"), code, code.capitalize()
