"""Money: whole minor units of an ISO 4217 currency. No fraction of one ever exists."""

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

# Digits after the decimal point of each currency that people pay with (ISO 4217, list one: "Mnr").
EXPONENTS: Final[Mapping[str, int]] = {
    currency: digits
    for digits, currencies in ((0, _NO_DECIMALS), (2, _TWO_DECIMALS), (3, _THREE_DECIMALS))
    for currency in currencies.split()
}


class CurrencyError(ValueError):
    """An unknown currency, or two amounts of different ones."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units (cents, yen, fils), which may be negative in a ledger's entry.

    Raises CurrencyError for a currency that ISO 4217 does not list, TypeError for a fraction.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError("money is counted in whole minor units")
        if self.currency not in EXPONENTS:
            raise CurrencyError("not a currency of ISO 4217")

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __str__(self) -> str:
        digits = EXPONENTS[self.currency]
        sign, whole = ("-" if self.minor < 0 else ""), str(abs(self.minor)).rjust(digits + 1, "0")
        return (
            f"{sign}{whole[:-digits]}.{whole[-digits:]} {self.currency}"
            if digits
            else f"{sign}{whole} {self.currency}"
        )

    def share(self, basis_points: int) -> Money:
        """Return `basis_points` hundredths of a percent of this, rounded half to even."""
        quotient, remainder = divmod(self.minor * basis_points, 10_000)
        up = remainder * 2 > 10_000 or (remainder * 2 == 10_000 and quotient % 2 == 1)
        return Money(quotient + up, self.currency)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise CurrencyError("amounts of two currencies do not meet")
        return other.minor
