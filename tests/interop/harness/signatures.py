"""Agent cards that one side signs and the other verifies."""

import base64
import json
import subprocess

from .exchange import A2A
from .peers import HERE, HOME, ROOT, VENV
from .processes import Broken, run, serving

CARD = ROOT / 'runtime' / 'tests' / 'data' / 'signatures' / 'tide.card.json'
ALGORITHMS = ['ES256', 'EdDSA']


def verify(card: str, jwk: str) -> bool:
    """Whether our program takes a signed card for what it says."""
    command = [A2A, 'card', 'get', '-a', card, '--jwk', jwk]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode == 0 and 'Signature: verified' in done.stdout


def check_signatures() -> None:
    """Signed with the Python SDK and verified here, and the other way round."""
    scripts = HERE / 'python'
    run([str(VENV), str(scripts / 'make_keys.py'), str(HOME)])
    sign = [str(VENV), str(scripts / 'sign_card.py')]
    for algorithm in ALGORITHMS:
        key, jwk = HOME / f'{algorithm}.pem', str(HOME / f'{algorithm}.jwk')
        theirs = HOME / f'{algorithm}.theirs.json'
        theirs.write_text(run([*sign, 'sign', str(key), 'k1', str(CARD), algorithm]))
        if not verify(str(theirs), jwk):
            raise Broken(f'{algorithm}: what the Python SDK has signed does not verify')
        # Tampering is noticed.
        card = json.loads(theirs.read_text())
        card['version'] += '.1'
        tampered = HOME / f'{algorithm}.tampered.json'
        tampered.write_text(json.dumps(card))
        if verify(str(tampered), jwk):
            raise Broken(f'{algorithm}: a card that was tampered with verifies')
        check_ours(algorithm, [*sign, 'verify', str(HOME / f'{algorithm}.pub')])


def check_ours(algorithm: str, verify_there: list[str]) -> None:
    """Our demo agent signs its card; the Python SDK verifies it."""
    key = HOME / f'{algorithm}.pem'
    server = [A2A, 'demo-server', '--listen', '127.0.0.1:0', '--key', str(key)]
    with serving(server, HOME / f'{algorithm}.server.log') as agent:
        url = agent.url()
        card = run([A2A, 'card', 'get', '-a', url, '-o', 'json'])
    ours = HOME / f'{algorithm}.ours.json'
    ours.write_text(card)
    protected = json.loads(card)['signatures'][0]['protected']
    kid = json.loads(base64.urlsafe_b64decode(protected + '=='))['kid']
    run([*verify_there, kid, str(ours), algorithm])
