"""Postings balance, in each currency, whatever the amounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain import ledger
from handlers.domain.ledger import Account, Entry, Posting, PostingKind, UnbalancedError, balances
from handlers.domain.money import Money

amounts = st.integers(1, 10**11)


@given(amounts, st.integers(0, 9_999))
def test_a_capture_balances_and_owes_the_merchant_all_but_the_fee(minor: int, fee: int) -> None:
    posting = ledger.capture("pay_1", "mer_1", Money(minor, "EUR"), fee_basis_points=fee)
    by_account = {entry.account: entry.money.minor for entry in posting.entries}
    assert balances(posting.entries) == {"EUR": 0}
    assert by_account[Account.PROCESSOR] == minor
    # a fee may take all of a cent: then the merchant is owed nothing, and has no entry
    assert by_account.get(Account.MERCHANT, 0) == Money(minor, "EUR").share(fee).minor - minor


@given(amounts)
def test_settled_and_refunded_in_whole_the_merchant_is_owed_nothing_but_the_fee(minor: int) -> None:
    money = Money(minor, "EUR")
    postings = (
        ledger.capture("pay_1", "mer_1", money, fee_basis_points=0),
        ledger.settlement("pay_1", "mer_1", money),
        ledger.refund("pay_1", "mer_1", money, "ref_1"),
    )
    sums = dict.fromkeys(Account, 0)
    for posting in postings:
        for entry in posting.entries:
            sums[entry.account] += entry.money.minor
    assert set(sums.values()) == {0}


def posting(*entries: tuple[Account, int, str]) -> Posting:
    made = tuple(Entry(account, Money(minor, currency)) for account, minor, currency in entries)
    return Posting(PostingKind.CAPTURE, "pay_1", "mer_1", made)


@pytest.mark.parametrize(
    "entries",
    [
        (),
        ((Account.BANK, 0, "EUR"), (Account.FEES, 0, "EUR")),
        ((Account.BANK, 5, "EUR"),),
        ((Account.BANK, 5, "EUR"), (Account.FEES, -4, "EUR")),
        ((Account.BANK, 5, "EUR"), (Account.FEES, -5, "USD")),
    ],
)
def test_what_does_not_balance_cannot_be_made(entries: tuple[tuple[Account, int, str], ...]) -> None:
    with pytest.raises(UnbalancedError):
        posting(*entries)


def test_the_digest_tells_postings_apart_and_knows_the_same_one_again() -> None:
    one = ledger.settlement("pay_1", "mer_1", Money(5, "EUR"))
    assert one.digest == ledger.settlement("pay_1", "mer_1", Money(5, "EUR")).digest
    assert one.digest != ledger.settlement("pay_1", "mer_1", Money(6, "EUR")).digest
    assert one.digest != ledger.settlement("pay_2", "mer_1", Money(5, "EUR")).digest
