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
        judge(peer, role, binding, HOME / f'{name}.proxy.log', matrix)


def transcript(name: str) -> pathlib.Path:
    return HOME / 'transcripts' / f'{name}.jsonl'


def converse(url: str, client: list[str], binding: str, name: str) -> list[dict]:
    """Runs a client against an agent, and gives the results of its checks."""
    record = transcript(name)
    record.parent.mkdir(exist_ok=True)
    record.unlink(missing_ok=True)
    proxy = [A2A, 'proxy', '--fail-on', 'never', '--record', str(record)]
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


# `#7 SendMessage: request of the client, …`, and below it the findings of that message. A card has no operation.
HEAD = re.compile(r'#\d+(?: (\w+))?: .* of the (client|agent), (.*)')
FINDING = re.compile(r'  (error|warning|ambiguous) +(\S*): (.*)')
# What clients send on purpose: a message without parts (`error-invalid-params`), and a tenant that is in their copy of the
# card only (`tenant`).
DELIBERATE = re.compile(
    r'SendMessage: error \S*/message(/parts)?: (`parts` is missing|must not be empty) .*|'
    r'\w+: error .* no interface of this binding has this tenant in the card .*'
)


def judge(peer: Peer, role: str, binding: str, log: pathlib.Path, matrix: Matrix) -> None:
    """What the proxy found: it is up to the peer what it says, and up to us what we say."""
    theirs = {'server': 'agent', 'client': 'client'}[role]
    about, side, found = '', '', {}
    for line in log.read_text().splitlines():
        if head := HEAD.fullmatch(line):
            about, side = head[1] or head[3], head[2]
        elif finding := FINDING.fullmatch(line):
            severity, place, what = finding.groups()
            detail = f'{about}: {severity} {re.sub(r"/[0-9]+", "/*", place)}: {what}'
            if severity == 'ambiguous' or (side == 'client' and DELIBERATE.fullmatch(detail)):
                continue
            if side != theirs:
                raise Broken(f'{log}: we are at fault: {detail}')
            # A warning is about what should be, and the peer's own affair.
            if severity == 'error':
                found[detail] = Result('fail', detail)
    for result in found.values() or [Result('ok', '')]:
        matrix.add(Cell(peer.name, role, binding, WIRE), result)
