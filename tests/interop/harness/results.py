"""What the checks came to, and what of it was known."""

import dataclasses
import json
import tomllib

from .peers import HERE, PEERS
from .processes import Broken

BINDINGS = ['JSONRPC', 'HTTP+JSON']
ROLES = ['server', 'client']
CHECKS = json.loads((HERE / 'checks.json').read_text())
# What a finding of the validator about the peer is called, with the finding behind it.
WIRE = 'wire'


@dataclasses.dataclass(frozen=True)
class Cell:
    """Where a result stands in the matrix; the role is that of the peer."""

    peer: str
    role: str
    binding: str
    check: str

    def __str__(self) -> str:
        return f'{self.peer} as {self.role}, {self.binding}, {self.check}'


@dataclasses.dataclass(frozen=True)
class Result:
    result: str
    detail: str


@dataclasses.dataclass(frozen=True)
class Known:
    """A defect of a peer that is known, or what its SDK does not have."""

    peer: str
    version: str
    role: str
    binding: str
    check: str
    # `defect` or `unsupported`.
    kind: str
    # A part of the detail, so that nothing else passes for it.
    shows: str
    what: str
    section: str = ''
    # Whether it depends on what comes first.
    sometimes: bool = False

    def covers(self, cell: Cell, result: Result) -> bool:
        return (
            (self.peer, self.role, self.check) == (cell.peer, cell.role, cell.check)
            and self.binding in ('both', cell.binding)
            and self.shows in result.detail
            and (result.result == 'unsupported') <= (self.kind == 'unsupported')
        )

    def cells(self) -> list[Cell]:
        bindings = BINDINGS if self.binding == 'both' else [self.binding]
        return [Cell(self.peer, self.role, b, self.check) for b in bindings]


def known() -> list[Known]:
    """The list of what is known, which has to be of the versions that run."""
    table = tomllib.loads((HERE / 'known.toml').read_text())
    versions = {peer.name: peer.packages for peer in PEERS}
    entries = [Known(**entry) for entry in table['known']]
    for entry in entries:
        if entry.version not in versions.get(entry.peer, {}).values():
            raise Broken(f'known.toml: no {entry.peer} {entry.version} runs: {entry}')
        if (entry.kind == 'defect') != bool(entry.section):
            raise Broken(f'known.toml: a defect, and only that, names a section: {entry}')
        if entry.check not in CHECKS and entry.check != WIRE:
            raise Broken(f'known.toml: there is no such check: {entry}')
    return entries


class Matrix:
    """All results, and what is known of them."""

    def __init__(self, entries: list[Known]) -> None:
        self.entries = entries
        self.results: dict[Cell, list[Result]] = {}
        # What failed that nobody knows of.
        self.failures: list[str] = []

    def add(self, cell: Cell, result: Result) -> None:
        self.results.setdefault(cell, []).append(result)
        if result.result != 'ok' and not self.why(cell, result):
            self.failures.append(f'{cell}: {result.result}: {result.detail}')

    def why(self, cell: Cell, result: Result) -> Known | None:
        return next((e for e in self.entries if e.covers(cell, result)), None)

    def mark(self, cell: Cell) -> str:
        """A word for a cell."""
        results = self.results.get(cell)
        if results is None:
            return 'FAIL'
        # The document must not depend on chance.
        sometimes = [e.kind for e in self.entries if e.sometimes and cell in e.cells()]
        bad = [result for result in results if result.result != 'ok']
        kinds = [known.kind if (known := self.why(cell, r)) else 'FAIL' for r in bad]
        kinds += sometimes
        return next((k for k in ('FAIL', 'defect', 'unsupported') if k in kinds), 'ok')

    def stale(self, peers: list[str]) -> list[str]:
        """What is known and no longer so."""
        return [
            f'{cell}: known.toml has it, and it no longer occurs: {entry.shows!r}'
            for entry in self.entries
            if entry.peer in peers and not entry.sometimes
            for cell in entry.cells()
            if not any(
                result.result != 'ok' and entry.covers(cell, result)
                for result in self.results.get(cell, [])
            )
        ]

    def missing(self, peers: list[str]) -> list[str]:
        """Checks that nobody ran."""
        return [
            f'{cell}: it did not run'
            for peer in peers
            for role in ROLES
            for binding in BINDINGS
            for check in CHECKS
            if (cell := Cell(peer, role, binding, check)) not in self.results
        ]
