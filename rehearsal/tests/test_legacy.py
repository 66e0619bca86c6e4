"""The data centre's application answers as the payments API does, over TLS, and keeps what it accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.cards import card_of
from rehearsal.legacy import legacy
from tests.handlers.certificates import Authority
from tests.integration.api import ACCEPTED, Api

pytestmark = pytest.mark.database


def test_it_accepts_a_payment_and_knows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = Authority(tmp_path).found()
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    with legacy(authority) as centre:
        answer = Api("local", f"https://localhost:{centre.port}").pay(None, "order-1001", 500, card_of(1))
        assert answer.status == ACCEPTED, answer
        payment = centre.region.payments.load(answer.body["payment_id"])
    assert payment is not None
    assert payment.money.minor == 500
    assert centre.answered == [f"POST /payments {ACCEPTED}"]
