"""All rules together: CPU seconds of many small groups as they grow, and of one table whose totals close circles."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent.parent / "tests")]

from ledgers import write_ledger  # noqa: E402

from figures.load import read_folder  # noqa: E402
from figures.together import all_together  # noqa: E402
from figures.verdict import Together  # noqa: E402


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


def one_table(side: int, wrong: int) -> str:
    """A square of cells with their totals both ways, rounded to a tenth; the first cell is too large by ``wrong``."""
    lines = []
    for row in range(side):
        names = [f"r{row}.c{column}" for column in range(side)]
        lines += [f"x{row}-{n}  {name}  {1 + (wrong if row == n == 0 else 0)}.0 EUR" for n, name in enumerate(names)]
        lines += [f"across{row}  r{row}.total  {side}.0 EUR", f"rule: row{row}: r{row}.total = {' + '.join(names)}"]
        names = [f"r{n}.c{row}" for n in range(side)]
        lines += [f"down{row}  all.c{row}  {side}.0 EUR", f"rule: column{row}: all.c{row} = {' + '.join(names)}"]
    return "\n".join(lines)


def seconds(text: str) -> tuple[float, Together]:
    """CPU seconds of one run, reading not counted, and what was found."""
    with tempfile.TemporaryDirectory() as folder:
        ledger, problems = read_folder(write_ledger(Path(folder), text))
    assert not problems
    start = time.process_time()
    found = all_together(ledger)
    return time.process_time() - start, found


if __name__ == "__main__":
    seconds(small_groups(250))  # what is imported on first use is not measured
    taken = []
    for figures in (2_500, 10_000):
        used, found = seconds(small_groups(figures))
        assert len(found.conflicts) == -(-figures // 250) and len(found.implied) == figures
        taken.append(used)
    few, many = taken
    print(f"2,500 figures {few:.2f} s, 10,000 figures {many:.2f} s: {many / few:.1f} times for 4 times the figures")
    for wrong in (0, 5):
        used, found = seconds(one_table(19, wrong))
        assert found.tight is (wrong == 0)
        print(f"one group of 399 figures with circles, {len(found.conflicts)} conflicts told: {used:.2f} s")
