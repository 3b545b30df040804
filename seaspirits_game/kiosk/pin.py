"""The operator's PIN: kept as a salted hash that is slow to try, compared in constant time."""

import base64
import binascii
import hashlib
import hmac
import os

PREFIX = "scrypt:"
_SALT_BYTES, _KEY_BYTES = 16, 32
_COST, _BLOCK, _LANES = 2**14, 8, 1  # about 50 ms and 16 MiB a try


def is_pin(text: str) -> bool:
    """Whether `text` may be a PIN.

    >>> is_pin("2741"), is_pin("123"), is_pin("12a4")
    (True, False, False)
    """
    return 4 <= len(text) <= 8 and text.isascii() and text.isdigit()


def is_hash(text: str) -> bool:
    """Whether `text` is what `hashed` returns."""
    return _parts(text) is not None


def hashed(pin: str, salt: bytes | None = None) -> str:
    """`scrypt:salt:key`, both base64; a new salt unless one is given.

    Source: Percival, "Stronger key derivation via sequential memory-hard functions" (2009).
    """
    salt = os.urandom(_SALT_BYTES) if salt is None else salt
    return PREFIX + ":".join(base64.b64encode(part).decode("ascii") for part in (salt, _key(pin, salt)))


def fits(pin: str, stored: str) -> bool:
    """Whether `pin` is the one that `stored` was made of; never for an empty or damaged hash."""
    parts = _parts(stored)
    if parts is None:
        return False
    salt, key = parts
    return hmac.compare_digest(_key(pin, salt), key)


def _key(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=_KEY_BYTES)


def _parts(text: str) -> tuple[bytes, bytes] | None:
    pieces = text.removeprefix(PREFIX).split(":")
    if not text.startswith(PREFIX) or len(pieces) != 2:
        return None
    try:
        salt, key = (base64.b64decode(piece, validate=True) for piece in pieces)
    except (binascii.Error, ValueError):
        return None
    return (salt, key) if len(salt) == _SALT_BYTES and len(key) == _KEY_BYTES else None
