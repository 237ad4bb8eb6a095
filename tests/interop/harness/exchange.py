"""One client and one server, with a proxy between them that sees what both of them say."""

import json
import os
import pathlib

from .peers import HOME, TARGET, Peer
from .processes import Broken, run, serving
from .results import BINDINGS, CHECKS, WIRE, Cell, Matrix, Result

A2A = os.environ.get('A2A', str(TARGET / 'release' / 'a2a'))
OURS = os.environ.get('INTEROP_CLIENT', str(TARGET / 'release' / 'interop-client'))
CLIENT_SECONDS = 120


def try_peer(peer: Peer, role: str, matrix: Matrix) -> None:
    """Everything that a peer is tried with in one role."""
    for binding in BINDINGS:
        name = f'{peer.name}-{role}-{binding.replace("+", "-").lower()}'
        if role == 'server':
            server, client = peer.server, [OURS]
        else:
            server = [A2A, 'demo-server', '--listen', '127.0.0.1:0', '--check']
            client = peer.client
        with serving(server, HOME / f'{name}.server.log') as agent:
            lines = converse(agent.url(), [*client], binding, name)
            if role == 'client' and agent.stop() != 0:
                # What our agent said is not as the schema has it.
                raise Broken(f'{name}: our agent is at fault:\n{agent.said()}')
        for line in lines:
            cell = Cell(peer.name, role, binding, line['check'])
            matrix.add(cell, Result(line['result'], line['detail']))


def transcript(name: str) -> pathlib.Path:
    return HOME / 'transcripts' / f'{name}.jsonl'


def converse(url: str, client: list[str], binding: str, name: str) -> list[dict]:
    """Runs a client against an agent, and gives the results of its checks."""
    record = transcript(name)
    record.parent.mkdir(exist_ok=True)
    record.unlink(missing_ok=True)
    # What is wrong with the traffic is read from the record afterwards.
    proxy = [A2A, 'proxy', '--quiet', '--fail-on', 'never', '--record', str(record)]
    proxy += ['--upstream', url, '--listen', '127.0.0.1:0']
    if os.environ.get('DIRECT'):
        said = run([*client, url, binding], timeout=CLIENT_SECONDS)
        return [json.loads(line) for line in said.splitlines()]
    with serving(proxy, HOME / f'{name}.proxy.log') as between:
        said = run([*client, between.url(), binding], timeout=CLIENT_SECONDS)
        if between.stop() != 0:
            raise Broken(f'{name}: the proxy failed:\n{between.said()}')
    lines = [json.loads(line) for line in said.splitlines()]
    unknown = [line for line in lines if line['check'] not in CHECKS]
    if unknown:
        raise Broken(f'{name}: checks that nobody knows: {unknown}')
    return lines
