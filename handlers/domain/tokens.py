"""Tokens: keyed hashes of what may not be kept itself, each with the version of its key (PCI DSS 3.5.1.1).

A key is rotated without anything being told apart that was the same before: what a former key made is
compared under that key for as long as the key is kept, and what no key that is kept has made decides
nothing. The version follows from the key, so that two keys never go by one name and another region's
key is told from one's own.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from handlers.domain.errors import ConfigurationError

KEY_BYTES: Final = 32  # of HMAC-SHA256: as many as the hash has (RFC 2104, section 3)
MOST_FORMER: Final = 8  # each is one more look-up of every payment
_VERSION_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class KeyRing:
    """A region's keys. The representation says nothing of them.

    key: makes the tokens.
    next: makes them after the rotation that is under way. It is compared under from now on, so that no
        function meets a token of a key that it does not know; None where no rotation is under way.
    former: what tokens were made with before, the latest first.
    """

    key: bytes = field(repr=False)
    next: bytes | None = field(repr=False, default=None)
    former: tuple[bytes, ...] = field(repr=False, default=())

    def tokens(self, text: str) -> tuple[str, ...]:
        """Return a text's tokens under every key, that of `key` first."""
        following = () if self.next is None else (self.next,)
        return tuple(dict.fromkeys(_token(key, text) for key in (self.key, *following, *self.former)))

    def announced(self, key: bytes) -> KeyRing:
        """The ring that knows the next key. Raises ConfigurationError where one is announced already."""
        if self.next is not None:
            raise ConfigurationError("a next key is announced already: promote it first")
        return KeyRing(self.key, key, self.former)

    def promoted(self) -> KeyRing:
        """The ring whose next key makes the tokens. Raises ConfigurationError where none is announced, or
        where a former key must be retired first.
        """
        if self.next is None:
            raise ConfigurationError("no next key is announced")
        if len(self.former) >= MOST_FORMER:
            raise ConfigurationError(f"{MOST_FORMER} former keys are kept: retire the oldest first")
        return KeyRing(self.next, None, (self.key, *self.former))

    def retired(self) -> KeyRing:
        """The ring without its oldest former key. Raises ConfigurationError where there is none."""
        if not self.former:
            raise ConfigurationError("there is no former key")
        return KeyRing(self.key, self.next, self.former[:-1])

    def secret(self) -> str:
        """The JSON that `ring_in` reads."""
        fields: dict[str, object] = {"key": _text(self.key)}
        if self.next is not None:
            fields["next"] = _text(self.next)
        if self.former:
            fields["former"] = [_text(key) for key in self.former]
        return json.dumps(fields)


def ring_in(fields: Mapping[str, object]) -> KeyRing:
    """Read `{"key": K, "next": K, "former": [K, ...]}`, where each K is the base64 of 32 bytes or more.

    `next` and `former` may be left out. Raises ConfigurationError, which says nothing of a key.
    """
    former = fields.get("former", [])
    if not isinstance(former, Sequence) or isinstance(former, str) or len(former) > MOST_FORMER:
        raise ConfigurationError(f"the former keys of tokens are no list of {MOST_FORMER} or fewer")
    following = fields.get("next")
    return KeyRing(
        _key(fields.get("key")),
        None if following is None else _key(following),
        tuple(_key(each) for each in former),
    )


def version_of(token: str) -> str:
    """Return what names the key that made a token; "" for a text that is no token."""
    return token.rpartition("_")[0]


def _token(key: bytes, text: str) -> str:
    version = _hmac(key, "the version of this key")[:_VERSION_DIGITS]
    return f"tok_{version}_{_hmac(key, text)}"


def _hmac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _key(text: object) -> bytes:
    try:
        key = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except binascii.Error:
        key = b""
    if len(key) < KEY_BYTES:
        raise ConfigurationError("a key of tokens is not the base64 of 32 bytes or more")
    return key


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
