"""Run every benchmarks/bench_*.py, one after the other, so that none disturbs another's figures."""

from __future__ import annotations

import sys

from ground import PYTHON, ROOT, CannotGoOn, run


def main() -> int:
    """Returns 1 and names the failed ones if any failed. All are run in any case."""
    scripts = sorted((ROOT / "benchmarks").glob("bench_*.py"))
    if not scripts:
        raise CannotGoOn("benchmarks/ 里没有 bench_*.py。")
    failed = []
    for script in scripts:
        print(f"\n== {script.stem}", flush=True)
        if run([PYTHON, script]):
            failed.append(script.stem)
    if failed:
        print("没有跑完：", *failed, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
