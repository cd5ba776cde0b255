"""The HTTP proxy that the environment names, by the usual variables: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and
NO_PROXY, in capitals or small messages."""

import os
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.settings import BadSettings

EXAMPLE = "http://127.0.0.1:3128"


def read_proxy(address: str) -> str | None:
    """The proxy on the way to that address (`https://…` or `http://…`); None for none, and for a server on
    this machine, which a proxy cannot reach.

    Raises BadSettings for a proxy that cannot be used, such as a SOCKS one; never repeats a password.
    """
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    # Only now: it brings an HTTP client and a reader of e-mails, 2 MB.
    from urllib.request import (  # type: ignore[attr-defined]
        getproxies_environment,
        proxy_bypass_environment,
    )

    target = urlsplit(address)
    named = getproxies_environment()
    variable = target.scheme if target.scheme in named else "all"
    host = target.hostname or ""
    if variable not in named or is_on_this_machine(host) or proxy_bypass_environment(host, named):
        return None
    proxy = named[variable] if "://" in named[variable] else f"http://{named[variable]}"
    name = f"{variable.upper()}_PROXY"
    if proxy.lower().startswith("socks"):
        raise BadSettings(
            f"{name}: SOCKS proxies are not supported. Name an HTTP proxy, for example {name}={EXAMPLE} "
            f"(many SOCKS programs offer one, or put privoxy in front), or add {host} to NO_PROXY."
        )
    if not _usable(proxy):
        raise BadSettings(f"{name}: it has to be an HTTP proxy's address. For example: {name}={EXAMPLE}")
    return proxy


def is_on_this_machine(host: str) -> bool:
    """Whether a host is this machine by its loopback address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _usable(proxy: str) -> bool:
    try:
        parts = urlsplit(proxy)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
