"""A language model behind an OpenAI-compatible address. Off unless somebody gives an address; what it says is a draft.

>>> from lantoakit.llm.testing import FakeModel
>>> with FakeModel(["xin chào"]) as fake:
...     OpenAIChat(fake.address, "any").complete([Message("user", "chào")])
'xin chào'
"""

from lantoakit.llm.chat import Chat, ChatError, Message, OpenAIChat

__all__ = ["Chat", "ChatError", "Message", "OpenAIChat"]
