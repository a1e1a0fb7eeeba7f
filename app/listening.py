"""Opens a port to listen on, or explains in one sentence why that fails."""

import errno
import socket

EXAMPLE = "use por ejemplo 127.0.0.1:8080"
REASONS = {
    errno.EADDRINUSE: "otro programa ya usa ese puerto; use otro puerto o detenga ese programa",
    errno.EACCES: "no hay permiso para ese puerto; use otro de 1024 en adelante, por ejemplo 8080",
    errno.EADDRNOTAVAIL: f"esa dirección no es de esta máquina; {EXAMPLE}",
    errno.EAFNOSUPPORT: f"esta máquina no tiene direcciones de esa clase; {EXAMPLE}",
}
NO_HOST = f"no existe un equipo con ese nombre; {EXAMPLE}"


def open_listener(host: str, port: int) -> socket.socket:
    """Listen on the host's address, IPv4 first; raise OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family = min((each[0] for each in found), key=lambda each: each != socket.AF_INET)
    address = next(each[4] for each in found if each[0] == family)
    both = family == socket.AF_INET6 and host == "::" and socket.has_dualstack_ipv6()
    return socket.create_server(address, family=family, dualstack_ipv6=both)


def why_not(error: OSError) -> str:
    """Say why listening fails there, and what to do."""
    if isinstance(error, socket.gaierror):
        return NO_HOST
    return REASONS.get(error.errno or 0) or f"{error.strerror}; {EXAMPLE}"


def written(address: tuple[str, int]) -> str:
    """Return an address as in the settings: 127.0.0.1:8080, [::1]:8080."""
    host, port = address
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
