"""The proxy for Telegram, from the environment."""

import pytest

from app.proxies import proxy_for
from app.settings import SettingWrong

API, PROXY = "https://api.telegram.org", "http://p:3128"
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("environment", "address", "expected"),
    [
        pytest.param({}, API, None, id="none"),
        pytest.param({"HTTPS_PROXY": PROXY}, API, PROXY, id="https"),
        pytest.param({"https_proxy": PROXY}, API, PROXY, id="in small letters"),
        pytest.param({"HTTPS_PROXY": "p:3128"}, API, PROXY, id="without a scheme"),
        pytest.param({"HTTPS_PROXY": "http://a:b@p:3128"}, API, "http://a:b@p:3128", id="with a password"),
        pytest.param({"HTTP_PROXY": PROXY}, API, None, id="of the other scheme"),
        pytest.param({"HTTP_PROXY": PROXY}, "http://bots.example", PROXY, id="http"),
        pytest.param({"ALL_PROXY": PROXY}, API, PROXY, id="all"),
        pytest.param({"ALL_PROXY": "http://q", "HTTPS_PROXY": PROXY}, API, PROXY, id="the nearer"),
        pytest.param({"HTTPS_PROXY": PROXY, "NO_PROXY": "telegram.org"}, API, None, id="excepted domain"),
        pytest.param({"HTTPS_PROXY": PROXY, "NO_PROXY": "*"}, API, None, id="all excepted"),
        pytest.param({"HTTPS_PROXY": PROXY, "NO_PROXY": "ejemplo.mx"}, API, PROXY, id="another domain"),
        pytest.param({"HTTPS_PROXY": ""}, API, None, id="empty"),
    ],
)
def test_the_environment_names_the_proxy(
    environment: dict[str, str], address: str, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert proxy_for(address) == expected


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8081", "http://localhost:8081", "http://[::1]:8081", "http://bot.localhost"]
)
def test_no_proxy_leads_to_this_machine(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("ALL_PROXY", "http://proxy.example:3128")

    assert proxy_for(address) is None


@pytest.mark.parametrize(
    "proxy", ["http://", "http://p:x", "http://[p", "http://a:12/secreto@p:1", "http://a:12#secreto@p:1"]
)
def test_a_proxy_that_cannot_be_read_is_refused_without_its_password(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)

    with pytest.raises(SettingWrong, match="HTTPS_PROXY") as told:
        proxy_for(API)

    assert "secreto" not in str(told.value)


def test_a_proxy_of_another_kind_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://proxy.example:1080")

    with pytest.raises(SettingWrong, match="ALL_PROXY"):
        proxy_for(API)
