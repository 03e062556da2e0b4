"""An identity provider of OpenID Connect for tests, on 127.0.0.1: who is asked for is believed.

It does what RFC 6749, RFC 7636 and OpenID Connect Core ask of a provider as far as a sign-in by
code needs it, and refuses what they refuse: another client or address to return to, a code used
twice, a wrong secret or verifier. Its page lists the accounts; a click signs in.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

__all__ = ["CLIENT", "SECRET", "Provider"]

CLIENT, SECRET = "luotu", "a secret of this client"
_CONFIGURATION = "/.well-known/openid-configuration"


class Provider:
    """A provider that knows `accounts`: claims by the name that its page shows.

    `asked` notes the paths that were asked for; `forges` lets it sign with a key nobody knows.
    """

    def __init__(self, accounts: dict[str, dict[str, Any]]) -> None:
        self.accounts, self.asked, self.forges = accounts, [], False
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.other = RSAKey.generate_key(2048, {"kid": "one"})
        self.codes: dict[str, tuple[str, dict[str, str]]] = {}
        self.tokens: dict[str, str] = {}

    def __enter__(self) -> Provider:
        handler = type("Handler", (_Handler,), {"provider": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Go down, as a provider does at the worst moment."""
        self._server.shutdown()
        self._server.server_close()

    def secrets(self, redirect: str) -> str:
        """What `.streamlit/secrets.toml` says of it."""
        return (
            f'[auth]\nredirect_uri = "{redirect}"\ncookie_secret = "{"c" * 40}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{self.address}{_CONFIGURATION}"\n'
        )

    def configuration(self) -> dict[str, Any]:
        at = self.address
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/jwks",
            "end_session_endpoint": f"{at}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def page(self, query: dict[str, str]) -> str:
        """The page on which one chooses who one is."""
        links = []
        for name in self.accounts:
            code = secrets.token_urlsafe(16)
            self.codes[code] = (name, query)
            back = urlencode({"code": code, "state": query["state"]})
            links.append(_link(f"{query['redirect_uri']}?{back}", name))
        no = urlencode({"error": "access_denied", "state": query["state"]})
        links.append(_link(f"{query['redirect_uri']}?{no}", "cancel"))
        return "<title>The office's accounts</title>" + "".join(links)

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """Give a token for a code, once; None where something is not right."""
        name, query = self.codes.pop(asked.get("code", ""), ("", {}))
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not name or asked["redirect_uri"] != query["redirect_uri"]:
            return None
        if challenge != query["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "sub": name, "iat": now, "exp": now + 300,
            "nonce": query["nonce"], **self.accounts[name],
        }  # fmt: skip
        key = self.other if self.forges else self.key
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
        return {"access_token": "none", "token_type": "Bearer", "id_token": signed}


def _link(url: str, name: str) -> str:
    return f'<p><a href="{html.escape(url)}">{html.escape(name)}</a></p>'


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.provider.asked.append(parts.path)
        if parts.path == _CONFIGURATION:
            self._say(self.provider.configuration())
        elif parts.path == "/jwks":
            self._say({"keys": [self.provider.key.as_dict(private=False)]})
        elif parts.path == "/authorize" and _is_right(query):
            self._send(200, "text/html; charset=utf-8", self.provider.page(query).encode())
        elif parts.path == "/favicon.ico":
            self._send(200, "image/png", b"")
        elif parts.path == "/logout" and query["client_id"] == CLIENT:
            self.send_response(302)
            self.send_header("Location", query["post_logout_redirect_uri"])
            self.end_headers()
        else:
            self._send(400, "text/plain", b"bad request")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        told = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        is_client = self.headers["Authorization"] == f"Basic {told}"
        self.provider.asked.append(self.path)
        if self.path == "/token" and is_client and (token := self.provider.token(asked)):
            self._say(token)
        else:
            self._send(400, "application/json", b'{"error": "invalid_grant"}')

    def _say(self, value: dict[str, Any]) -> None:
        self._send(200, "application/json", json.dumps(value).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: tests read what was asked for."""


def _is_right(query: dict[str, str]) -> bool:
    wanted = {"client_id": CLIENT, "response_type": "code", "code_challenge_method": "S256"}
    return (
        all(query.get(name) == value for name, value in wanted.items())
        and query["redirect_uri"].endswith("/oauth2callback")
        and "openid" in query["scope"].split()
    )
