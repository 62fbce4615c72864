"""Refuses sockets in every Python process that finds this folder on its path first.

What is refused is noted in the file that BLOCKED_TRIED names. With BLOCKED_LOOPBACK set, sockets
to this machine may be: Jupyter talks to its kernels by them. Unix sockets always may: worker
processes talk by them. An audit hook sees Python's own sockets, not those of compiled libraries.
"""

import os
import socket
import sys
from pathlib import Path

TALKING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
ASKING = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
HERE = {"127.0.0.1", "::1", "localhost", socket.gethostname(), "", None}


def refuse(event: str, arguments: tuple) -> None:
    """Refuse what leaves this process by a socket that is not a Unix one."""
    if event in TALKING and arguments[0].family != socket.AF_UNIX:
        host = arguments[1][0] if arguments[1] else None
    elif event in ASKING:
        host = arguments[0]
    else:
        return
    if os.environ.get("BLOCKED_LOOPBACK") and host in HERE:
        return
    with Path(os.environ["BLOCKED_TRIED"]).open("a", encoding="utf-8") as tried:
        tried.write(f"{event} {host}\n")
    raise OSError("sockets are blocked")


if "BLOCKED_TRIED" in os.environ:  # a hook stays: not where tests themselves import this file
    sys.addaudithook(refuse)
