"""The proxy for Telegram: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY."""

from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from app.settings import SettingWrong


def proxy_for(address: str) -> str | None:
    """Return the proxy for a URL; raise SettingWrong for one that we cannot use."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if _is_this_machine(host) or proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy:
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if not proxy.startswith(("http://", "https://")):
        raise SettingWrong("El proxy de HTTPS_PROXY o ALL_PROXY debe empezar con http:// o https://.")
    if not _names_a_place(proxy):
        raise SettingWrong(
            "El proxy de HTTPS_PROXY o ALL_PROXY debe ser como http://usuario:clave@equipo:3128; "
            "en la clave, escriba %2F por / y %23 por #."
        )
    return proxy


def _names_a_place(proxy: str) -> bool:
    """Tell whether a URL can be parsed; unescaped characters in a password break it."""
    try:
        parts = urlsplit(proxy)
        is_whole = (parts.path + parts.query + parts.fragment) in {"", "/"}
        return bool(parts.hostname) and parts.port != 0 and is_whole
    except ValueError:
        return False


def _is_this_machine(host: str) -> bool:
    """Tell whether an address is this machine's, which no proxy can reach."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
