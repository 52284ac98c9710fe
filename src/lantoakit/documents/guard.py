"""Ending a process with all that it started, and removing the folder it worked in.

Run as a script with a process's number and a folder, it waits until its caller closes its standard input, be it by
being killed, and then does both: programs that read a file outlive nobody who wanted to know. It starts with each
reading, so it needs nothing but the standard library.
"""

import contextlib
import os
import signal
import sys
import time

_TRIES, _BETWEEN = 60, 0.05  # what is being killed may write a last file, and on Windows hold one


def end_tree(pid: int) -> None:
    """Kill the process group that a process leads, on Windows the process and all that it started."""
    if os.name == "nt":
        import subprocess  # noqa: PLC0415 - only here: see above

        taskkill = ["taskkill", "/T", "/F", "/PID", str(pid)]
        subprocess.run(taskkill, check=False, capture_output=True)  # noqa: S603 - the system's own program
    else:
        # The group outlives its leader: children of a program that was killed are still in it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def remove(folder: str | os.PathLike[str]) -> None:
    """Remove a folder whose users were just killed."""
    import shutil  # noqa: PLC0415 - only here: see above

    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        time.sleep(_BETWEEN)


def main(pid: str, folder: str) -> None:
    """Wait for the end of standard input, then end the tree of a process and remove its folder."""
    for number in (signal.SIGTERM, signal.SIGINT):  # meant for the caller, whose end is waited for
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    end_tree(int(pid))
    remove(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
