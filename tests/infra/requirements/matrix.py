"""The rows that apply to `global_payments`, and the layers in which each has to be proven.

Layers: S the synthesized JSON, H the handlers' code, T tests, D documents, X source and configuration,
L a deployment: a real one, or the rehearsal on an emulator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LAYERS: Final[Mapping[str, str]] = {
    # platform, structure, configuration
    "R1": "XS",
    "R3": "X",
    "R4": "ST",
    "R5": "XT",
    "R6": "X",
    "R7": "ST",
    "R8": "ST",
    "R10": "SX",
    "R11": "SX",
    "R12": "SX",
    "R13": "S",
    "R14": "S",
    "R15": "S",
    # naming and tags
    "R16": "ST",
    "R18": "ST",
    "R19": "ST",
    "R20": "S",
    # lifecycle, secrets, what exists once an account
    "R24": "ST",
    "R25": "SX",
    "R26": "S",
    "R27": "S",
    "R28": "S",
    "R29": "ST",
    "R30": "SXT",
    "R31": "SX",
    "R32": "S",
    "R33": "S",
    "R34": "H",
    # encryption, permissions, network, logging
    "R35": "S",
    "R36": "S",
    "R37": "S",
    "R38": "S",
    "R39": "ST",
    "R40": "ST",
    "R41": "S",
    "R42": "S",
    "R43": "S",
    "R44": "S",
    "R45": "ST",
    "R46": "S",
    "R48": "S",
    "R49": "S",
    "R50": "S",
    "R51": "S",
    "R52": "S",
    "R53": "S",
    "R54": "S",
    # tests and documents
    "R56": "T",
    "R57": "TL",
    "R58": "TX",
    "R59": "S",
    "R60": "D",
    # payments in three regions
    "R61": "S",
    "R62": "SL",
    "R63": "SH",
    "R64": "S",
    "R65": "SX",
    "R66": "HT",
    "R67": "S",
    "R68": "S",
    "R69": "ST",
    "R70": "SL",
    "R71": "S",
    "R72": "SL",
    "R73": "S",
    "R74": "SL",
    "R75": "S",
    "R76": "S",
    "R77": "DL",
    "R78": "SL",
    "R79": "SL",
    "R80": "SD",
    "R81": "LT",
}
