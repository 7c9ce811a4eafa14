"""Whatever is in a file of divisions, it is read or refused with line numbers."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bootstrap.divisions import COLUMNS, DivisionsError, read_divisions
from ledger.registry.unit import LEVELS

bounded = settings(
    max_examples=250,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
codes = st.sampled_from(["15", "1501", "150102", "150102001", "150102001001", "", "１５", "15 "])
levels = st.sampled_from([*LEVELS[:6], "", "帝国"])
rows = st.lists(
    st.tuples(codes, st.text(max_size=6), levels, codes)
    | st.lists(st.text(max_size=8), max_size=6).map(tuple),
    max_size=12,
)


def outcome(path: Path) -> list[str]:
    """Read a file; return the faults told, none when it was taken."""
    try:
        read_divisions(path)
    except DivisionsError as error:
        return error.faults
    return []


@bounded
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_calmly(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(raw)
    assert outcome(path)


@bounded
@given(rows)
def test_any_lines_are_taken_or_refused_with_their_numbers(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    path = tmp_path / "rows.csv"
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *rows])
    path.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))
    faults = outcome(path)
    assert all(it.startswith(("line ", "the file is not UTF-8")) for it in faults), faults
    if not faults:
        kept = read_divisions(path)
        known = {it.code for it in kept}
        assert len(known) == len(kept)
        assert all(it.parent_code in known | {""} for it in kept)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("1501,一市,city,\n1501,又一市,city,\n", "line 3: 1501 stands on line 2 already"),
        ("15O1,字母,city,\n", "line 2: '15O1' is no code"),
        ("1501," + "长" * 200_000 + ",city,\n", "line 2: field larger than"),
        ("1501,一\x00市,city,\n", "line 2: a name has no control characters"),
    ],
)
def test_odd_files_are_refused_with_the_line(tmp_path: Path, line: str, fault: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(",".join(COLUMNS) + "\n" + line, encoding="utf-8")
    assert any(it.startswith(fault) for it in outcome(path)), outcome(path)
