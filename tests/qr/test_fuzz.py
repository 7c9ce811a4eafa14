import base64
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qr.tokens import InvalidTokenError, Kind, Token, TokenMaker, TokenReader, url
from tests.qr.support import HOST, NINE, RING

MAKER = TokenMaker(RING)
READER = TokenReader(RING)
# No deadline and no database: a slow machine is no flaw, and runs leave nothing behind.
bounded = settings(
    max_examples=300, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
moments = st.datetimes(timezones=st.just(UTC))


def refused(text: str, at: datetime = NINE) -> bool:
    try:
        READER.read(text, at=at)
    except InvalidTokenError as error:
        return error.code in {"qr_invalid", "qr_expired"}
    return False


@bounded
@given(st.text())
def test_no_text_does_more_than_be_refused(text: str) -> None:
    assert refused(text)


@bounded
@given(st.binary(max_size=40))
def test_no_bytes_do_more_than_be_refused(raw: bytes) -> None:
    assert refused(base64.b32encode(raw).decode().rstrip("="))
    assert refused(raw.decode("latin-1"))


@bounded
@given(st.sampled_from(Kind), st.binary(min_size=19, max_size=21), moments)
def test_no_bytes_behind_a_good_header_do_more_than_be_refused(
    kind: Kind, raw: bytes, at: datetime
) -> None:
    header = bytes([1 << 4 | kind.number, RING.active.id])
    text = base64.b32encode(header + raw[1:]).decode().rstrip("=")
    assert refused(text, at)


@bounded
@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567/:?#.= %", max_size=70), moments)
def test_nothing_in_our_own_letters_does_more_than_be_refused(text: str, at: datetime) -> None:
    assert refused(text, at)
    assert refused(f"HTTPS://A.CN/Q/{text}", at)


@bounded
@given(st.sampled_from(Kind), st.binary(min_size=8, max_size=8), moments)
def test_every_subject_reads_back_at_every_time(kind: Kind, subject: bytes, at: datetime) -> None:
    token = READER.read(url(HOST, MAKER.make(kind, subject, at=at)), at=at)
    step = token.step
    assert token == Token(kind, RING.active.id, subject, step)
