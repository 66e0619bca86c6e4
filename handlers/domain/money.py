"""Amounts of money as whole numbers of minor units (cents, yen, fils), never as fractions of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_NO_DECIMALS: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_TWO_DECIMALS: Final = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP
CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE
SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW
"""
_THREE_DECIMALS: Final = "BHD IQD JOD KWD LYD OMR TND"
_BASIS_POINTS: Final = 10_000  # in the whole: one is a hundredth of a percent

EXPONENTS: Final[Mapping[str, int]] = {
    currency: digits
    for digits, currencies in ((0, _NO_DECIMALS), (2, _TWO_DECIMALS), (3, _THREE_DECIMALS))
    for currency in currencies.split()
}
"""Digits after the decimal point, by currency: ISO 4217 list one, column "Mnr", without metals, funds and
test codes.
"""


class CurrencyError(ValueError):
    """An unknown currency, or two amounts of different ones."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of a currency by its ISO 4217 code; a ledger's credit is negative.

    Raises CurrencyError for a currency that is not in EXPONENTS, TypeError for what is no whole number.
    Sums and comparisons raise CurrencyError where the currencies differ.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:  # a bool is an int to isinstance
            raise TypeError("money is counted in whole minor units")
        if self.currency not in EXPONENTS:
            raise CurrencyError("not a currency of ISO 4217")

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._minor_in_same_currency(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._minor_in_same_currency(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._minor_in_same_currency(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._minor_in_same_currency(other)

    def __str__(self) -> str:
        digits = EXPONENTS[self.currency]
        sign = "-" if self.minor < 0 else ""
        padded = str(abs(self.minor)).rjust(digits + 1, "0")
        amount = f"{padded[:-digits]}.{padded[-digits:]}" if digits else padded
        return f"{sign}{amount} {self.currency}"

    def share(self, basis_points: int) -> Money:
        """Return `basis_points` hundredths of a percent of this, rounded half to even."""
        quotient, remainder = divmod(self.minor * basis_points, _BASIS_POINTS)
        is_half = remainder * 2 == _BASIS_POINTS
        rounds_up = quotient % 2 == 1 if is_half else remainder * 2 > _BASIS_POINTS
        return Money(quotient + 1 if rounds_up else quotient, self.currency)

    def _minor_in_same_currency(self, other: Money) -> int:
        if other.currency != self.currency:
            raise CurrencyError("the amounts are in different currencies")
        return other.minor
