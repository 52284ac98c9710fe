"""What other layers ask of the answers."""

from lantoa.answers.services.asking import ask

__all__ = ["ask"]
