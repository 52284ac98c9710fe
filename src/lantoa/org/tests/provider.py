"""A small OpenID Connect provider on this machine: real HTTP, real keys, people that a test lets in or refuses.

with Provider() as provider:
    provider.people["hanh"] = {"email": "hanh@example.vn", "email_verified": True}
    ...  # the browser is sent to {provider.address}/authorize, where /grant?who=hanh leads back
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "lantoa", "a secret of the provider and of us"
KEY_ID = "key-1"


def new_key() -> rsa.RSAPrivateKey:
    """A key of its own for signing."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """`people` by subject with what is said of them; `lie` changes what the next answers say, to see them refused.

    `asked` holds the paths that the server behind the sign-in asked for.
    """

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    signs_with: rsa.RSAPrivateKey = field(default_factory=new_key)
    publishes: rsa.RSAPrivateKey | None = None
    lie: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Provider:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Answer, self))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def configuration(self) -> dict[str, Any]:
        """What discovery says."""
        paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        endpoints = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in paths.items()}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/jwks", **endpoints}

    def keys(self) -> dict[str, Any]:
        """The published keys."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk((self.publishes or self.signs_with).public_key(), as_dict=True)
        return {"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def grant(self, asked: dict[str, str], who: str) -> str:
        """Where the browser goes after somebody said yes; "" is nobody: they said no."""
        if not who:
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe(8)
        self.codes[code] = {**asked, "sub": who}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code, once, to our client alone, with the verifier of the challenge (PKCE)."""
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        right = asked is not None and (
            (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
            and form.get("redirect_uri") == asked["redirect_uri"]
            and base64.urlsafe_b64encode(challenge).decode().rstrip("=") == asked.get("code_challenge")
        )
        if asked is None or not right:
            return None
        access = secrets.token_urlsafe(8)
        self.tokens[access] = asked["sub"]
        return {"access_token": access, "token_type": "Bearer", "id_token": self.id_token(asked["sub"])}

    def id_token(self, subject: str) -> str:
        """The signed word about who signed in."""
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": subject, "iat": now, "exp": now + 60}
        key, algorithm = self.lie.get("key", self.signs_with), self.lie.get("algorithm", "RS256")
        headers = self.lie.get("headers", {"kid": KEY_ID})
        return jwt.encode({**claims, **self.lie.get("claims", {})}, key, algorithm=algorithm, headers=headers)

    def user_info(self, access: str) -> dict[str, Any] | None:
        """What is said of the person behind an access token."""
        subject = self.tokens.get(access)
        if subject is None:
            return None
        return {"sub": subject, **self.people[subject], **self.lie.get("userinfo", {})}


class Answer(BaseHTTPRequestHandler):
    """The provider's addresses."""

    def __init__(self, provider: Provider, *args: Any) -> None:
        self.provider = provider
        super().__init__(*args)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.provider.asked.append(parts.path)
        if parts.path == "/authorize":
            self._choices(asked)
        elif parts.path == "/grant":
            self.send_response(302)
            self.send_header("Location", self.provider.grant(asked, asked.get("who", "")))
            self.end_headers()
        elif parts.path == "/userinfo":
            self._json(self.provider.user_info(self.headers.get("Authorization", "").removeprefix("Bearer ")))
        else:
            found = {"/.well-known/openid-configuration": self.provider.configuration, "/jwks": self.provider.keys}
            self._json(found[parts.path]() if parts.path in found else None)

    def do_POST(self) -> None:
        self.provider.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._json(self.provider.exchange({name: values[0] for name, values in parse_qs(body).items()}))

    def _choices(self, asked: dict[str, str]) -> None:
        """The page on which a person says who they are, or no."""
        links = [(f"/grant?{urlencode({**asked, 'who': who})}", who or "no") for who in (*self.provider.people, "")]
        page = "".join(f"<p><a href='{url.replace('&', '&amp;')}'>{words}</a>" for url, words in links)
        self._send(200, "text/html; charset=utf-8", f"<!doctype html><title>?</title>{page}".encode())

    def _json(self, found: dict[str, Any] | None) -> None:
        self._send(200 if found is not None else 400, "application/json", json.dumps(found or {"error": "no"}).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing on the terminal."""
