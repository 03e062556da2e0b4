"""A server started for a while: waited for as it starts, given up on when it has ended."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tools import starting

SERVER = """
import http.server, sys
class Healthy(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *words):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Healthy).serve_forever()
"""


def test_a_server_is_waited_for():
    port = starting.free_port()
    with subprocess.Popen([sys.executable, "-c", SERVER, str(port)]) as server:
        try:
            starting.wait_until_up(f"http://127.0.0.1:{port}", lambda: server.poll() is None)
            assert server.poll() is None
        finally:
            server.terminate()


def test_a_server_that_ended_is_told():
    with subprocess.Popen([sys.executable, "-c", "pass"]) as server:
        server.wait()
        address = f"http://127.0.0.1:{starting.free_port()}"
        with pytest.raises(RuntimeError, match="did not come up"):
            starting.wait_until_up(address, lambda: server.poll() is None)
