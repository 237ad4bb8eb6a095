"""What was recorded, made small enough to be kept: the traffic that the validator must find nothing wrong with."""

import json
import pathlib
import re

from .exchange import transcript
from .peers import ROOT

CORPUS = ROOT / 'validator' / 'tests' / 'corpus' / 'sdks'
# Each SDK in both roles, one binding each: half of what a run records, which is as much as a repository should hold.
KEPT = [
    'python-server-jsonrpc',
    'python-client-http-json',
    'js-server-http-json',
    'js-client-jsonrpc',
    'official-server-jsonrpc',
    'official-client-http-json',
    'community-server-http-json',
    'community-client-jsonrpc',
]
# Headers that no rule looks at, or that the change of the bodies makes wrong.
DROPPED = {
    'access-control-allow-origin', 'accept-encoding', 'accept-language', 'connection', 'content-length', 'date',
    'host', 'keep-alive', 'sec-fetch-mode', 'server', 'transfer-encoding', 'user-agent', 'x-powered-by',
}
# Ids and secrets that somebody made up: with hyphens or without.
ID = re.compile(r'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|[0-9a-f]{32}')
PORT = re.compile(r'127\.0\.0\.1(?::|%3A)([0-9]{4,5})')


class Names:
    """Short names in place of long ones, in the order in which they come."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}
        self.ports: dict[str, str] = {}

    def shorten(self, text: str) -> str:
        text = ID.sub(lambda found: self.ids.setdefault(found[0], f'i{len(self.ids) + 1}'), text)
        return PORT.sub(lambda found: found[0].replace(found[1], self.port(found[1])), text)

    def port(self, port: str) -> str:
        return self.ports.setdefault(port, f'{8000 + len(self.ports)}')


def compact(source: pathlib.Path) -> str:
    names = Names()
    lines = []
    for line in source.read_text().splitlines():
        entry = json.loads(names.shorten(line))
        if entry['type'] == 'finding':
            continue
        if 'headers' in entry:
            entry['headers'] = [h for h in entry['headers'] if h[0].lower() not in DROPPED]
        lines.append(json.dumps(entry, ensure_ascii=False, separators=(',', ':')))
    return '\n'.join(lines) + '\n'


def write_corpus() -> None:
    CORPUS.mkdir(parents=True, exist_ok=True)
    for name in KEPT:
        (CORPUS / f'{name}.jsonl').write_text(compact(transcript(name)))
