"""One client and one server, with a proxy between them that sees what both of them say."""

import json
import os
import pathlib
import re

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
            server = [A2A, 'demo-server', '--listen', '127.0.0.1:0', '--check', '--extended-card']
            client = peer.client
        with serving(server, HOME / f'{name}.server.log') as agent:
            lines = converse(agent.url(), [*client], binding, name)
            if role == 'client' and agent.stop() != 0:
                # What our agent said is not as the schema has it.
                raise Broken(f'{name}: our agent is at fault:\n{agent.said()}')
        for line in lines:
            cell = Cell(peer.name, role, binding, line['check'])
            matrix.add(cell, Result(line['result'], line['detail']))
        judge(peer, role, binding, transcript(name), matrix)


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
    with serving(proxy, HOME / f'{name}.proxy.log') as between:
        said = run([*client, between.url(), binding], timeout=CLIENT_SECONDS)
        if between.stop() != 0:
            raise Broken(f'{name}: the proxy failed:\n{between.said()}')
    lines = [json.loads(line) for line in said.splitlines()]
    unknown = [line for line in lines if line['check'] not in CHECKS]
    if unknown:
        raise Broken(f'{name}: checks that nobody knows: {unknown}')
    return lines


# What clients send on purpose, by rule and end of the place: a message without parts (`error-invalid-params`), and a
# tenant that is in their copy of the card only (`tenant`).
ON_PURPOSE = {('minItems', '/message/parts'), ('required', '/message'), ('tenant', '/tenant')}


def judge(peer: Peer, role: str, binding: str, record: pathlib.Path, matrix: Matrix) -> None:
    """What is wrong with the traffic: it is up to the peer what it says, and up to us what we say."""
    found = {}
    for line in run([A2A, 'validate', '-o', 'json', str(record)], statuses=(0, 1)).splitlines():
        checked = json.loads(line)
        is_request = checked['part'].endswith(' request')
        for finding in checked['findings']:
            rule, place = finding['rule'], re.sub(r'/[0-9]+', '/*', finding['pointer'])
            on_purpose = is_request and any(rule == name and place.endswith(end) for name, end in ON_PURPOSE)
            if on_purpose or finding['severity'] == 'ambiguous':
                continue
            operation = checked['type'].split()[-1]
            detail = f'{operation}: {rule} at {place or "the root"}: {finding["message"]}'
            if is_request != (role == 'client'):
                raise Broken(f'{record}: we are at fault: {detail}')
            # A warning is about what should be, and the peer's own affair.
            if finding['severity'] == 'error':
                found[detail] = Result('fail', detail)
    for result in found.values() or [Result('ok', '')]:
        matrix.add(Cell(peer.name, role, binding, WIRE), result)
