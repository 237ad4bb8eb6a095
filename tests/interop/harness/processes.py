"""Programs that are started, waited for and stopped."""

import contextlib
import pathlib
import signal
import subprocess
import time
from collections.abc import Iterator

START_SECONDS = 30
STOP_SECONDS = 15


class Broken(Exception):
    """Something that the run itself needs does not work."""


class Server:
    """A program that goes on until it is stopped; its first line names its URL."""

    def __init__(self, command: list[str], log: pathlib.Path) -> None:
        self.log = log
        with log.open('wb') as output:
            self.process = subprocess.Popen(
                command, stdout=output, stderr=subprocess.STDOUT
            )

    def url(self) -> str:
        """Where it listens, once it says so."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for line in self.log.read_text(errors='replace').splitlines():
                for word in line.split():
                    if word.startswith('http://127.0.0.1:'):
                        return word.split('/.well-known/')[0].rstrip('/')
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise Broken(f'no URL from {self.process.args}:\n{self.said()}')

    def stop(self) -> int:
        """Asks it to end, and gives its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode

    def said(self) -> str:
        return self.log.read_text(errors='replace')


@contextlib.contextmanager
def serving(command: list[str], log: pathlib.Path) -> Iterator[Server]:
    server = Server(command, log)
    try:
        yield server
    finally:
        server.stop()


def run(
    command: list[str],
    *,
    cwd: pathlib.Path | None = None,
    timeout: int = 900,
    statuses: tuple[int, ...] = (0,),
) -> str:
    """Runs a program to its end, and gives what it prints."""
    done = subprocess.run(
        command, cwd=cwd, timeout=timeout, capture_output=True, text=True
    )
    if done.returncode not in statuses:
        raise Broken(f'{command} failed:\n{done.stdout}{done.stderr}')
    return done.stdout
