"""Ed25519 keys in PEM files, as OpenSSL has them. May import errors.

The private key stays with its owner, in a file that nobody else may read; the public key, beside it in FILE.pub, goes to whoever
is to check what was signed.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from onrecord.errors import InputError

_PRIME = 2**255 - 19
# The y of the eight points of small order of Curve25519 in the form of Edwards: 0, 1, -1, the two of order 8, and those that mean
# the same modulo the prime (Brendel and others, "The Provable Security of Ed25519", 2021).
_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER = frozenset({0, 1, _PRIME - 1, _PRIME, _PRIME + 1, _ORDER_8, _PRIME - _ORDER_8})
_LARGEST = 100_000  # bytes of a key file, generously


def new_key(file: Path) -> Path:
    """Make a key in `file`, and its public part in the file that is returned. Raises InputError where one of them exists."""
    public = file.with_name(f"{file.name}.pub")
    for path in (file, public):
        if path.exists() or path.is_symlink():
            raise InputError(f'There is a file "{path}" already, and a key is never written over; give another name.')
    key = Ed25519PrivateKey.generate()
    private_pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _write_new(file, private_pem, 0o600)
    _write_new(public, _pem(key.public_key()), 0o644)
    return public


def private_key(file: Path) -> Ed25519PrivateKey:
    """The key in `file`. Raises InputError where it holds none, or where others may read it."""
    data = _read(file)
    if b"PUBLIC KEY" in data:
        raise InputError(f'"{file}" is a public key, and only a private one can sign: give the file without .pub.')
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise InputError(
            f'Others may read the key in "{file}": run `chmod 600` on it (and make a new key if somebody did read it).'
        )
    try:
        key = serialization.load_pem_private_key(data, password=None)
    except TypeError:
        raise InputError(f'The key in "{file}" is encrypted with a password; give one that is not.') from None
    except (ValueError, UnsupportedAlgorithm):
        raise InputError(f'"{file}" holds no private key; `onrecord key new FILE` makes one.') from None
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError(f'The key in "{file}" is no Ed25519 key; `onrecord key new FILE` makes one.')
    return key


def public_key(file: Path) -> Ed25519PublicKey:
    """The public key in `file`. Raises InputError where it holds none, or a private one."""
    data = _read(file)
    if b"PRIVATE KEY" in data:
        raise InputError(f'"{file}" is a private key: keep it to yourself, and give the file that ends in .pub.')
    try:
        key = serialization.load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        raise InputError(f'"{file}" holds no public key; it is the file that ends in .pub.') from None
    if not isinstance(key, Ed25519PublicKey):
        raise InputError(f'The key in "{file}" is no Ed25519 key.')
    if _is_weak(key):
        raise InputError(f'The key in "{file}" is one under which anybody can sign: it proves nothing.')
    return key


def _is_weak(key: Ed25519PublicKey) -> bool:
    """Whether it is a point of small order, such as the identity: a signature can be made that fits it and any words."""
    raw = bytearray(key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw))
    raw[31] &= 0x7F  # the sign of x
    return int.from_bytes(raw, "little") in _SMALL_ORDER


def fingerprint(key: Ed25519PublicKey) -> str:
    """What people compare keys by: the SHA-256 of the public key's 32 bytes, in hex."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


def is_signed(data: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _read(file: Path) -> bytes:
    if not file.is_file():
        raise InputError(f'There is no key file "{file}".')
    if file.stat().st_size > _LARGEST:
        raise InputError(f'"{file}" is too large for a key.')
    return file.read_bytes()


def _write_new(file: Path, data: bytes, mode: int) -> None:
    """A file with these permissions from the first moment on."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise InputError(f'There is a file "{file}" already, and a key is never written over; give another name.') from None
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
