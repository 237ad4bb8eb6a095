"""A webhook on this machine, for the Python client."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Webhook:
    """What it is told, in the order of arrival: headers and body."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.got: asyncio.Queue[tuple[dict[str, str], bytes]] = asyncio.Queue()
        webhook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers['Content-Length']))
                headers = {k.lower(): v for k, v in self.headers.items()}
                webhook.loop.call_soon_threadsafe(
                    webhook.got.put_nowait, (headers, body)
                )
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server.server_port}/hook'

    @classmethod
    @contextlib.contextmanager
    def open(cls) -> Iterator['Webhook']:
        webhook = cls()
        thread = threading.Thread(target=webhook.server.serve_forever)
        thread.start()
        try:
            yield webhook
        finally:
            webhook.server.shutdown()
            thread.join()
            webhook.server.server_close()
