"""Writes of the answers, and what other layers ask of them."""

from lantoa.answers.services.asking import ask
from lantoa.answers.services.deciding import approve, send_back, submit, withdraw
from lantoa.answers.services.writing import change, propose_question, write_procedure, write_question

__all__ = [
    "approve",
    "ask",
    "change",
    "propose_question",
    "send_back",
    "submit",
    "withdraw",
    "write_procedure",
    "write_question",
]
