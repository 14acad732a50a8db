"""The first page of the people served, as a slow phone loads it: 1.6 Mbit/s, 150 ms a round trip, a processor four times slower.

Run: python benchmarks/bench_hall.py   (two minutes; needs Debian's chromium)
Each page is opened in a fresh browser several times, nothing kept. Printed: bytes over the line, first words on the screen, and when
the page is interactive: parsed, its script run, and no task longer than 50 ms under way. The limits stand beside the figures."""

from __future__ import annotations

import shutil
import statistics
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from load.place import own_place

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS = 5
MOST_KB, MOST_SECONDS = 120, 1.5
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
PAGES = {
    "first page": "/hall/",
    "find an item": "/hall/find/",
    "what was found": f"/hall/find/?q={quote('高龄补贴')}",
    "a guide": "/g/MZ05/",
}
LONG_TASKS = """window.longest = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.longest = Math.max(window.longest, one.startTime + one.duration);
}).observe({type: 'longtask', buffered: true});"""
TIMES = """() => {
  const page = performance.getEntriesByType('navigation')[0];
  const shown = performance.getEntriesByName('first-contentful-paint')[0].startTime;
  return {shown, interactive: Math.max(shown, page.domContentLoadedEventEnd, window.longest)};
}"""


def opened(browser: Browser, address: str) -> dict[str, Any]:
    """One visit by a browser that was never here."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", service_workers="block")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.add_init_script(LONG_TASKS)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    times: dict[str, Any] = page.evaluate(TIMES)
    context.close()
    return {**times, "bytes": sum(sizes), "files": len(sizes)}


def main() -> None:
    """Make the small town, start the real server, open each page."""
    with own_place() as data:
        from django.core.management import call_command
        from load.server import running_server
        from playwright.sync_api import sync_playwright

        call_command("demo", small=True, verbosity=0)
        with running_server(data) as server, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            opened(browser, server.address + PAGES["first page"])
            print(
                f"{'':16}{'files':>6}{'KB':>8}{'of 120':>8}{'shown s':>9}{'interactive s':>15}{'worst':>8}{'of 1.5':>8}"
            )
            for name, path in PAGES.items():
                found = [opened(browser, server.address + path) for _ in range(ROUNDS)]
                size = max(one["bytes"] for one in found) / 1024
                shown = statistics.median(one["shown"] for one in found) / 1000
                ready = [one["interactive"] / 1000 for one in found]
                middle, worst = statistics.median(ready), max(ready)
                print(
                    f"{name:16}{found[0]['files']:>6}{size:>8.1f}{size / MOST_KB:>8.0%}{shown:>9.2f}"
                    f"{middle:>15.2f}{worst:>8.2f}{middle / MOST_SECONDS:>8.0%}"
                )
            browser.close()


if __name__ == "__main__":
    main()
