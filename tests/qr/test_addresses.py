import pytest

from qr.tokens import (
    HOST_LENGTH_MAX,
    TEXT_LENGTH_MAX,
    URL_LENGTH_MAX,
    Flaw,
    Kind,
    TokenMaker,
    TokenReader,
    url,
)
from tests.qr.support import HOST, NINE, RING, STATION, flaw

MAKER = TokenMaker(RING)
TOKEN = MAKER.make(Kind.STATION, STATION, at=NINE)


@pytest.mark.parametrize("kind", Kind)
def test_every_address_stays_within_61_characters(kind: Kind) -> None:
    assert len(HOST) == HOST_LENGTH_MAX
    assert len(url(HOST, MAKER.make(kind, STATION, at=NINE))) <= URL_LENGTH_MAX
    assert len(url(HOST, TOKEN)) == URL_LENGTH_MAX


def test_an_address_is_all_capitals_of_the_tight_alphabet() -> None:
    address = url("hf.redbee.cn", TOKEN.lower())
    assert address == f"HTTPS://HF.REDBEE.CN/Q/{TOKEN}"
    assert set(address) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_a_host_too_long_for_the_code_is_refused_with_the_limit() -> None:
    with pytest.raises(ValueError, match=r"15 characters, and a code holds 14.*61"):
        url("redbee.hohho.cn", TOKEN)


@pytest.mark.parametrize(
    "host", ["", "a b.cn", "红蜂.cn", "a.cn/x", "u@a.cn", "[::1]", "a.cn:", "a.cn:x", "-a.cn", "ß"]
)
def test_a_host_that_is_no_host_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="not a name or IPv4"):
        url(host, TOKEN)


@pytest.mark.parametrize("token", ["", "HELLO", TOKEN[:-1], TOKEN + "A", "1" * 36, "A" * 35 + "/"])
def test_a_text_that_is_no_token_gets_no_address(token: str) -> None:
    with pytest.raises(ValueError, match="not the text of a token"):
        url(HOST, token)


@pytest.mark.parametrize("scheme", ["HTTPS", "https", "http", "HTTP"])
@pytest.mark.parametrize("host", ["A.CN", "localhost:5000", "points.hohhot.example.cn"])
def test_a_token_is_read_from_any_host_because_the_proof_decides(scheme: str, host: str) -> None:
    token = TokenReader(RING).read(f"{scheme}://{host}/q/{TOKEN}", at=NINE)
    assert token.subject == STATION


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "hello",
        "红蜂",
        f"https://a.cn/q/{TOKEN}?from=wx",
        f"https://a.cn/q/{TOKEN}#top",
        f"https://a.cn/q/{TOKEN}/",
        f"https://a.cn/q/{TOKEN}/more",
        f"https://a.cn/{TOKEN}",
        f"https://a.cn/x/q/{TOKEN}",
        f"https://a.cn?x=/q/{TOKEN}",
        f"https:///q/{TOKEN}",
        f"ftp://a.cn/q/{TOKEN}",
        f"javascript://a.cn/q/{TOKEN}",
        f"/q/{TOKEN}",
        f"{TOKEN}?x",
        f"{TOKEN}=",
        f"{TOKEN}====",
        f"{TOKEN[:18]} {TOKEN[18:]}",
        f"{TOKEN}\n{TOKEN}",
        f"{TOKEN}{TOKEN}",
        TOKEN.replace(TOKEN[5], "1"),
        "ſ" * 36,
        "ı" * 32,
        "\ud800" * 36,
        "\0" * 36,
    ],
)
def test_a_text_with_anything_else_in_it_is_malformed(text: str) -> None:
    assert flaw(text) is Flaw.MALFORMED


def test_a_text_longer_than_any_code_of_ours_is_not_looked_at() -> None:
    assert TokenReader(RING).read(TOKEN.ljust(TEXT_LENGTH_MAX), at=NINE).subject == STATION
    assert flaw(TOKEN.ljust(TEXT_LENGTH_MAX + 1)) is Flaw.MALFORMED
    assert flaw("A" * 1_000_000) is Flaw.MALFORMED
