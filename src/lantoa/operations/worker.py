"""A worker process: `python -m lantoa.operations.worker --queues default,long`."""

from __future__ import annotations

import argparse
import sys


def main(argv: list[str] | None = None) -> int:
    """Run jobs until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--queues", default="default,long")
    options = parser.parse_args(argv)
    import django

    django.setup()
    from lantoa.shared.jobs.worker import JobWorker
    from lantoakit.documents import scratch

    scratch.sweep()  # what readings left whose worker was killed
    JobWorker(options.queues.split(",")).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
