"""The chat interface and its one real backend: `POST {address}/chat/completions`, as OpenAI documents it and llama.cpp,
vLLM, Ollama and the hosted services understand it.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Protocol
from urllib.parse import urlsplit

LONGEST_ANSWER = 1_000_000  # bytes
LOCAL = {"localhost", "127.0.0.1", "::1"}


class ChatError(Exception):
    """The model could not be asked or gave no answer; the words say why, in Vietnamese."""


@dataclass(frozen=True)
class Message:
    """One message of a conversation. `role` is "system", "user" or "assistant"."""

    role: str
    content: str


class Chat(Protocol):
    """A model that answers a conversation."""

    def complete(self, messages: Sequence[Message]) -> str:
        """Return the answer's text. Raises ChatError."""
        ...


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Refuses to go on elsewhere: only the address that was given is asked."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


@dataclass(frozen=True)
class OpenAIChat:
    """A model behind `address` ("https://host/v1"). The key goes into no message and no error.

    Other machines are asked by https only. `timeout` is in seconds, for one answer.
    """

    address: str
    model: str
    key: str = ""
    timeout: float = 60.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
            raise ChatError("Địa chỉ của mô hình phải bắt đầu bằng https:// (http:// chỉ dùng cho chính máy này).")

    def complete(self, messages: Sequence[Message]) -> str:
        """Return the answer's text. Raises ChatError."""
        body = {
            "model": self.model,
            "messages": [{"role": m.role, "content": m.content} for m in messages],
            "temperature": 0,
        }
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked above
            self.address.rstrip("/") + "/chat/completions", json.dumps(body).encode(), headers
        )
        opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=self.timeout) as answer:
                content = json.loads(answer.read(LONGEST_ANSWER))
            text = content["choices"][0]["message"]["content"]
        except urllib.error.HTTPError as error:
            raise ChatError(f"Mô hình từ chối yêu cầu (mã {error.code}).") from error
        except (OSError, HTTPException) as error:
            raise ChatError("Không gọi được mô hình; hãy kiểm tra địa chỉ và đường truyền.") from error
        except (ValueError, LookupError, TypeError) as error:
            raise ChatError("Mô hình trả lời không đúng dạng.") from error
        if not isinstance(text, str):
            raise ChatError("Mô hình trả lời không đúng dạng.")
        return text


def model_of(environ: Mapping[str, str]) -> OpenAIChat:
    """Return the model that LANTOA_LLM_ADDRESS, LANTOA_LLM_MODEL and LANTOA_LLM_KEY name. Raises ChatError."""
    address, model = environ.get("LANTOA_LLM_ADDRESS", ""), environ.get("LANTOA_LLM_MODEL", "")
    if not address or not model:
        raise ChatError("Chưa có mô hình nào: đặt LANTOA_LLM_ADDRESS và LANTOA_LLM_MODEL rồi chạy lại.")
    return OpenAIChat(address, model, environ.get("LANTOA_LLM_KEY", ""))
