"""All rules together on ledgers of many small groups: how the CPU seconds grow from 2,500 to 10,000 figures."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent.parent / "tests")]

from ledgers import write_ledger  # noqa: E402

from figures.load import read_folder  # noqa: E402
from figures.together import all_together  # noqa: E402


def small_groups(figures: int) -> str:
    """Groups of five: a total, its two parts, a share and its part; one group in fifty contradicts itself."""
    lines = []
    for n in range(figures // 5):
        part = 60 if n % 50 == 0 else 56
        lines += [
            f"a{n}  s{n}.cost  112 M€",
            f"b{n}  s{n}.purchase  80 M€",
            f"c{n}  s{n}.operation  32 M€",
            f"h{n}  s{n}.share  =1/2",
            f"e{n}  s{n}.part  {part} M€",
            f"rule: split{n}: s{n}.cost = s{n}.purchase + s{n}.operation",
            f"rule: half{n}: s{n}.part = s{n}.share * s{n}.cost",
        ]
    return "\n".join(lines)


def seconds(figures: int) -> float:
    """CPU seconds of one run, reading not counted."""
    with tempfile.TemporaryDirectory() as folder:
        ledger, problems = read_folder(write_ledger(Path(folder), small_groups(figures)))
    assert not problems
    start = time.process_time()
    found = all_together(ledger)
    taken = time.process_time() - start
    assert len(found.conflicts) == -(-figures // 250) and len(found.implied) == figures
    return taken


if __name__ == "__main__":
    seconds(250)  # what is imported on first use is not measured
    few, many = seconds(2_500), seconds(10_000)
    print(f"2,500 figures {few:.2f} s, 10,000 figures {many:.2f} s: {many / few:.1f} times for 4 times the figures")
