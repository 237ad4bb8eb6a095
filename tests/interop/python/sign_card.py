"""Signs or verifies an agent card with the official Python SDK.

    sign_card.py sign KEY.pem KID CARD.json     prints the signed card
    sign_card.py verify PUB.pem KID CARD.json   exits 0 if a signature holds

Keys are PEM (private PKCS#8 or SEC1, public SubjectPublicKeyInfo). The
algorithm is ES256, or the one named by a fifth argument (RS256, EdDSA, ...).

Needs: pip install "a2a-sdk[signing,encryption]"
"""

import json
import pathlib
import sys

from a2a.client.card_resolver import parse_agent_card
from a2a.types import AgentCard
from a2a.utils.signing import (
    SignatureVerificationError,
    create_agent_card_signer,
    create_signature_verifier,
)
from google.protobuf.json_format import MessageToJson
from jwt.exceptions import InvalidKeyError


def sign(card: AgentCard, key: str, kid: str, alg: str) -> None:
    # Without "typ" here PyJWT would write "JWT".
    header = {'alg': alg, 'kid': kid, 'typ': 'JOSE'}
    create_agent_card_signer(key, header)(card)
    print(MessageToJson(card, ensure_ascii=False))


def verify(card: AgentCard, key: str, kid: str, alg: str) -> None:
    def key_for(signature_kid: str | None, jku: str | None) -> str:
        if signature_kid != kid:
            # Only PyJWT's errors make the verifier try the next signature.
            raise InvalidKeyError(f'no key {signature_kid!r}')
        return key

    create_signature_verifier(key_for, [alg])(card)


def main() -> None:
    if len(sys.argv) not in (5, 6) or sys.argv[1] not in ('sign', 'verify'):
        sys.exit(__doc__)
    command, key_file, kid, card_file, *rest = sys.argv[1:]
    alg = rest[0] if rest else 'ES256'
    key = pathlib.Path(key_file).read_text(encoding='utf-8')
    text = pathlib.Path(card_file).read_text(encoding='utf-8')
    card = parse_agent_card(json.loads(text))
    if command == 'sign':
        sign(card, key, kid, alg)
        return
    try:
        verify(card, key, kid, alg)
    except SignatureVerificationError as e:
        sys.exit(f'{type(e).__name__}: {e}')


if __name__ == '__main__':
    main()
