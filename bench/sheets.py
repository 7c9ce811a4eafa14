"""100,000 lines of a spreadsheet, read as CSV and as XLSX: how long, and in how much memory.

Run with ``python -m bench.sheets``; half a minute, most of it spent on writing the files. Each
file is read in a process of its own, so that its memory can be told. What must hold: memory stays
within MEMORY_MB_MAX above what the process needs without a file.
"""

import json
import multiprocessing
import multiprocessing.connection
import sys
import time
from pathlib import Path

from api.sheets.columns import Column
from api.sheets.reading import LINES_MAX, open_sheet
from tests.support.sheets import csv_of, long_xlsx, shared_xlsx

COLUMNS = 8
MEMORY_MB_MAX = 120
RESULTS = Path(__file__).parent / "results" / "sheets.json"
WANTED = (Column("number", "户号"), Column("head", "户主"), Column("first", "列0"))


def main() -> int:
    """Measure, print and write the results."""
    found = {name: _measured(raw) for name, raw in _files()}
    for name, it in found.items():
        print(
            f"{name:12} {it['lines']:,} lines, {it['file_mb']} MB:"
            f" {it['seconds']} s of a processor, {it['memory_mb']} MB of memory"
        )
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")
    return 0 if all(it["memory_mb"] <= MEMORY_MB_MAX for it in found.values()) else 1


def _files() -> list[tuple[str, bytes]]:
    heads = ["户号", "户主", *(f"列{at}" for at in range(COLUMNS - 2))]
    lines = (
        [f"{at:06d}", f"张{at}", *(str(at * more) for more in range(COLUMNS - 2))]
        for at in range(LINES_MAX)
    )
    table = [heads, *lines]
    text = csv_of(table)
    return [
        ("csv, utf-8", text.encode()),
        ("csv, gb18030", text.encode("gb18030")),
        ("xlsx", long_xlsx(LINES_MAX, COLUMNS)),
        ("xlsx, shared", shared_xlsx(table)),
    ]


def _measured(raw: bytes) -> dict[str, float]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_read, args=(theirs,))
    process.start()
    ours.send_bytes(raw)
    result: dict[str, float] = ours.recv()
    process.join()
    return result


def _read(pipe: multiprocessing.connection.Connection) -> None:
    raw = pipe.recv_bytes()
    before = _memory_mb()
    start = time.process_time()
    lines = sum(1 for _ in open_sheet(raw, WANTED).rows)
    seconds = time.process_time() - start
    pipe.send(
        {
            "lines": lines,
            "file_mb": round(len(raw) / 1e6, 1),
            "seconds": round(seconds, 1),
            "memory_mb": round(_memory_mb() - before, 1),
        }
    )


def _memory_mb() -> float:
    """Return the most memory this process has had; what it inherits does not count."""
    status = Path("/proc/self/status").read_text()
    most = next(it for it in status.splitlines() if it.startswith("VmHWM"))
    return int(most.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
