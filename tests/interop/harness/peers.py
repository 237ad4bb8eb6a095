"""The SDKs of others: what they are, how they are installed and started."""

import dataclasses
import os
import pathlib
import shutil
import sys
import tomllib
from collections.abc import Callable

from .processes import Broken, run

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get('CARGO_TARGET_DIR', ROOT / 'target')).resolve()
HOME = TARGET / 'interop'

PYTHON_SDK = '1.3.0'
PYTHON_OTHERS = ['uvicorn==0.54.0']
JS_SDK = '1.3.0'
JS_OTHERS = ['express@5.3.0']


@dataclasses.dataclass(frozen=True)
class Peer:
    name: str
    title: str
    # Names and versions of its packages.
    packages: dict[str, str]
    client: list[str]
    server: list[str]
    install: Callable[[], None]

    @property
    def version(self) -> str:
        """Of the package that stands for it, the first one."""
        return next(iter(self.packages.values()))


VENV = HOME / 'venv' / 'bin' / 'python'


def install_python() -> None:
    wanted = f"assert m.version('a2a-sdk') == '{PYTHON_SDK}'"
    probe = f'import a2a, uvicorn, jwt, cryptography, importlib.metadata as m; {wanted}'
    try:
        run([str(VENV), '-c', probe])
    except (Broken, FileNotFoundError):
        run([sys.executable, '-m', 'venv', '--clear', str(HOME / 'venv')])
        sdk = f'a2a-sdk[http-server,signing,encryption]=={PYTHON_SDK}'
        quiet = ['-q', '--disable-pip-version-check']
        run([str(VENV), '-m', 'pip', 'install', *quiet, sdk, *PYTHON_OTHERS])


def install_js() -> None:
    folder = HOME / 'js'
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / 'node_modules' / '@a2a-js' / 'sdk' / 'package.json'
    has_sdk = manifest.is_file() and f'"version": "{JS_SDK}"' in manifest.read_text()
    if not has_sdk or not (folder / 'node_modules' / 'express').is_dir():
        quiet = ['--silent', '--no-save', '--no-package-lock', '--no-audit', '--no-fund']
        packages = [f'@a2a-js/sdk@{JS_SDK}', *JS_OTHERS]
        run(['npm', 'install', *quiet, '--prefix', str(folder), *packages])
    # Modules are looked for beside the file that names them.
    for program in (HERE / 'js').glob('*.mjs'):
        shutil.copy(program, folder)


def install_rust() -> None:
    manifest = HERE / 'rust' / 'Cargo.toml'
    target = ['--target-dir', str(RUST_TARGET)]
    run(['cargo', 'build', '-q', '--locked', '--manifest-path', str(manifest), *target])


RUST_TARGET = HOME / 'rust'


def rust(name: str, title: str, crates: list[str]) -> Peer:
    manifest = tomllib.loads((HERE / 'rust' / name / 'Cargo.toml').read_text())
    versions = {
        known.get('package', alias): known['version'].removeprefix('=')
        for alias, known in manifest['dependencies'].items()
        if 'version' in known
    }
    programs = RUST_TARGET / 'debug'
    return Peer(
        name=name,
        title=title,
        packages={crate: versions[crate] for crate in crates},
        client=[str(programs / f'{name}-client')],
        server=[str(programs / f'{name}-server')],
        install=install_rust,
    )


PEERS = [
    Peer(
        name='python',
        title='Official SDK for Python',
        packages={'a2a-sdk': PYTHON_SDK},
        client=[str(VENV), str(HERE / 'python' / 'client.py')],
        server=[str(VENV), str(HERE / 'python' / 'server.py')],
        install=install_python,
    ),
    Peer(
        name='js',
        title='Official SDK for JavaScript',
        packages={'@a2a-js/sdk': JS_SDK},
        client=['node', str(HOME / 'js' / 'client.mjs')],
        server=['node', str(HOME / 'js' / 'server.mjs')],
        install=install_js,
    ),
    rust(
        'official',
        'Official SDK for Rust',
        ['a2a-server-lf', 'a2a-client-lf', 'a2a-lf'],
    ),
    rust(
        'community',
        'A community SDK for Rust',
        ['a2a-protocol-server', 'a2a-protocol-client', 'a2a-protocol-types'],
    ),
]
