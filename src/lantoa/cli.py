"""The `lantoa` command: the kit's commands, and those of the server, which alone import Django."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    del argv
    return 2


if __name__ == "__main__":
    sys.exit(main())
