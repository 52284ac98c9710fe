"""A fake model on loopback that answers what it was told to, for tests and examples."""

import json
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Answer = str | int | bytes
"""A text to answer with, an HTTP status to fail with, or raw bytes to send instead of JSON."""


class FakeModel:
    """Serves `/v1/chat/completions`. `answers` are given in turn, the last one again and again, or are computed from
    the last message. `requests` holds every request: its JSON and its Authorization header.
    """

    def __init__(self, answers: Sequence[Answer] | Callable[[str], Answer]) -> None:
        self.requests: list[tuple[dict[str, Any], str | None]] = []
        self._answers = answers
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def answer(self, asked: dict[str, Any], authorization: str | None) -> Answer:
        self.requests.append((asked, authorization))
        if callable(self._answers):
            return self._answers(asked["messages"][-1]["content"])
        return self._answers[min(len(self.requests), len(self._answers)) - 1]

    def __enter__(self) -> "FakeModel":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(model: FakeModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = model.answer(asked, self.headers.get("Authorization"))
            if isinstance(answer, str):
                answer = json.dumps({"choices": [{"message": {"role": "assistant", "content": answer}}]}).encode()
            self.send_response(answer if isinstance(answer, int) else 200)
            if answer == 302:
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(answer if isinstance(answer, bytes) else b"")

        def log_message(self, *args: object) -> None:
            """Stay silent."""

    return Handler
