"""Makes signing keys: `make_keys.py FOLDER`.

For ES256 and EdDSA each: NAME.pem (private, PKCS#8), NAME.pub (public, PEM)
and NAME.jwk (public, with the key id k1).

Needs: pip install cryptography
"""

import base64
import json
import pathlib
import sys

from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519


def text(number: bytes) -> str:
    return base64.urlsafe_b64encode(number).rstrip(b'=').decode()


def jwk(public) -> dict:
    if isinstance(public, ed25519.Ed25519PublicKey):
        raw = public.public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)
        return {'kty': 'OKP', 'crv': 'Ed25519', 'x': text(raw)}
    numbers = public.public_numbers()
    x, y = (text(n.to_bytes(32, 'big')) for n in (numbers.x, numbers.y))
    return {'kty': 'EC', 'crv': 'P-256', 'x': x, 'y': y}


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    keys = {
        'ES256': ec.generate_private_key(ec.SECP256R1()),
        'EdDSA': ed25519.Ed25519PrivateKey.generate(),
    }
    for name, key in keys.items():
        private = key.private_bytes(
            form.Encoding.PEM,
            form.PrivateFormat.PKCS8,
            form.NoEncryption(),
        )
        public = key.public_key()
        (folder / f'{name}.pem').write_bytes(private)
        (folder / f'{name}.pub').write_bytes(
            public.public_bytes(
                form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo
            )
        )
        (folder / f'{name}.jwk').write_text(json.dumps({'kid': 'k1', **jwk(public)}))


if __name__ == '__main__':
    main()
