"""Word to systemd that the exhibit is up and alive, by its documented datagrams; nothing where there is no systemd.

Source: sd_notify(3): state assignments, newline-separated, in a datagram to the socket in NOTIFY_SOCKET.
"""

import os
import socket
from collections.abc import Mapping


def notify(state: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Send `state`, such as READY=1 or WATCHDOG=1; whether there was somebody to hear it."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return False
    if address[0] == "@":  # the abstract namespace
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.sendto(state.encode(), address)
    except OSError:
        return False
    return True


def watchdog_interval(environment: Mapping[str, str] = os.environ) -> float | None:
    """Seconds after which systemd misses a WATCHDOG=1, or None where it does not wait for one."""
    try:
        return int(environment["WATCHDOG_USEC"]) / 1e6
    except (KeyError, ValueError):
        return None
