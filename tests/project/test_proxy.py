"""Which proxy the environment names for the way to the Bot API server."""

import pytest

from bot.proxy import read_proxy
from bot.settings import BadSettings

TELEGRAM = "https://api.telegram.org"
PROXY = "http://ann:secret@proxy.example:3128"


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize(
    ("address", "variables", "proxy"),
    [
        (TELEGRAM, {}, None),
        (TELEGRAM, {"HTTPS_PROXY": PROXY}, PROXY),
        (TELEGRAM, {"https_proxy": PROXY}, PROXY),
        (TELEGRAM, {"ALL_PROXY": PROXY}, PROXY),
        (TELEGRAM, {"HTTP_PROXY": PROXY}, None),
        (TELEGRAM, {"HTTPS_PROXY": "proxy.example:3128"}, "http://proxy.example:3128"),
        (TELEGRAM, {"HTTPS_PROXY": PROXY, "ALL_PROXY": "socks5://127.0.0.1:1080"}, PROXY),
        (TELEGRAM, {"HTTPS_PROXY": PROXY, "NO_PROXY": "api.telegram.org"}, None),
        (TELEGRAM, {"HTTPS_PROXY": PROXY, "NO_PROXY": ".telegram.org"}, None),
        (TELEGRAM, {"HTTPS_PROXY": PROXY, "NO_PROXY": "*"}, None),
        (TELEGRAM, {"HTTPS_PROXY": PROXY, "NO_PROXY": "example.org"}, PROXY),
        ("http://bot-api.example:8081", {"HTTP_PROXY": PROXY}, PROXY),
        ("http://bot-api.example:8081", {"HTTPS_PROXY": PROXY}, None),
        ("http://127.0.0.1:8081", {"HTTP_PROXY": PROXY, "ALL_PROXY": PROXY}, None),
        ("http://localhost:8081", {"ALL_PROXY": "socks5://127.0.0.1:1080"}, None),
        ("http://[::1]:8081", {"ALL_PROXY": PROXY}, None),
    ],
)
def test_the_usual_variables_name_it(
    monkeypatch: pytest.MonkeyPatch, address: str, variables: dict[str, str], proxy: str | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert read_proxy(address) == proxy


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("HTTPS_PROXY", "socks5://ann:secret@127.0.0.1:1080", r"HTTPS_PROXY: SOCKS .* NO_PROXY"),
        ("ALL_PROXY", "socks://127.0.0.1:1080", r"ALL_PROXY: SOCKS .* HTTP proxy"),
        ("ALL_PROXY", "SOCKS5H://127.0.0.1:1080", r"ALL_PROXY: SOCKS"),
        ("HTTPS_PROXY", "ftp://ann:secret@127.0.0.1", r"HTTPS_PROXY: it has to be .*HTTPS_PROXY=http://"),
        ("HTTPS_PROXY", "http://ann:secret@127.0.0.1:99999", r"HTTPS_PROXY: it has to be"),
        ("HTTPS_PROXY", "http://", r"HTTPS_PROXY: it has to be"),
    ],
)
def test_one_that_cannot_be_used_is_refused_and_no_password_is_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=told) as raised:
        read_proxy(TELEGRAM)
    assert "secret" not in str(raised.value)
