"""终端本机程序 (S3) over real sockets: who may ask, what it answers, and that the maker's programs are run and watched."""

from __future__ import annotations

import base64
import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from stdnum.cn import ric

from shouwen.kiosk_agent.command import main
from shouwen.kiosk_agent.machines import Machines, Programs, Simulator
from shouwen.kiosk_agent.server import Agent

ORIGIN, TOKEN = "http://10.0.0.5:8000", "t" * 40
Said = tuple[int, dict[str, object], dict[str, str]]
PDF = b"%PDF-1.7\n%%EOF"


@contextmanager
def running(machines: Machines) -> Iterator[int]:
    agent = Agent(machines, origin=ORIGIN, token=TOKEN, port=0)
    thread = threading.Thread(target=agent.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield agent.server_address[1]
    finally:
        agent.shutdown()
        agent.server_close()
        thread.join(5)


def ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> Said:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        sent = {"Origin": ORIGIN, "Authorization": f"Bearer {TOKEN}"} | headers
        line.request(method, path, body, {name: value for name, value in sent.items() if value})
        answer = line.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else {}, dict(answer.getheaders())
    finally:
        line.close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with running(Simulator()) as found:
        yield found


def test_s3_status_says_what_there_is(port: int) -> None:
    status, said, headers = ask(port, "GET", "/v1/status")
    assert (status, said) == (200, {"version": 1, "id_card": True, "camera": True, "printer": True})
    assert headers["Access-Control-Allow-Origin"] == ORIGIN
    assert headers["Cache-Control"] == "no-store"


def test_s3_the_simulated_person_is_nobody(port: int) -> None:
    status, said, _ = ask(port, "POST", "/v1/id-card")
    assert (status, said["name"]) == (200, "谷雨生")
    number = str(said["id_number"])
    assert ric.calc_check_digit(number) == number[-1]
    assert number.startswith("509999")  # a region that doesn't exist


def test_s3_the_camera_gives_a_jpeg_and_the_printer_takes_a_pdf(port: int) -> None:
    assert base64.b64decode(str(ask(port, "POST", "/v1/camera")[1]["jpeg"])).startswith(b"\xff\xd8\xff")
    assert ask(port, "POST", "/v1/print", PDF)[:2] == (200, {"printed": True})
    assert ask(port, "POST", "/v1/print", b"hello")[:2] == (
        502,
        {"code": "not_a_pdf", "message": "没有打出来：不是 PDF"},
    )


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Authorization": "Bearer wrong"}, 401, "wrong_token"),
        ({"Authorization": ""}, 401, "wrong_token"),
        ({"Origin": "http://evil.example"}, 403, "wrong_origin"),
        ({"Origin": ""}, 403, "wrong_origin"),
        ({"Host": "evil.example"}, 403, "wrong_origin"),
    ],
)
def test_s3_another_page_or_program_gets_nothing(port: int, headers: dict[str, str], status: int, code: str) -> None:
    found, said, sent = ask(port, "POST", "/v1/id-card", **headers)
    assert (found, said["code"]) == (status, code)
    assert set(said) == {"code", "message"}
    assert sent.get("Access-Control-Allow-Origin", ORIGIN) == ORIGIN


def test_s3_the_browser_may_ask_first(port: int) -> None:
    status, _, headers = ask(port, "OPTIONS", "/v1/id-card", Authorization="")
    assert status == 204
    assert headers["Access-Control-Allow-Private-Network"] == "true"
    assert "authorization" in headers["Access-Control-Allow-Headers"]
    assert ask(port, "OPTIONS", "/v1/id-card", Origin="http://evil.example")[0] == 403


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/v1/id-card", 405), ("POST", "/v1/status", 405), ("GET", "/", 404)]
)
def test_s3_wrong_addresses_are_said(port: int, method: str, path: str, status: int) -> None:
    assert ask(port, method, path)[0] == status


def test_s3_it_listens_on_the_loopback_alone() -> None:
    agent = Agent(Simulator(), origin=ORIGIN, token=TOKEN, port=0)
    agent.server_close()
    assert agent.server_address[0] == "127.0.0.1"


def _python(source: str) -> str:
    return f"{sys.executable} -c '{source}'"


def test_s3_the_makers_programs_are_run() -> None:
    card = _python(
        'import json; print(json.dumps({"name": " 陈甲木 ", "id_number": "1", "address": "x", "photo": "y"}))'
    )
    camera = _python("import sys; sys.stdout.buffer.write(bytes([255, 216, 255, 1]))")
    printer = _python("import sys; sys.exit(len(sys.stdin.buffer.read()) != 14)")
    with running(Programs(card, camera, printer)) as port:
        assert ask(port, "POST", "/v1/id-card")[1] == {"name": "陈甲木", "id_number": "1", "address": "x"}
        assert base64.b64decode(str(ask(port, "POST", "/v1/camera")[1]["jpeg"])) == b"\xff\xd8\xff\x01"
        assert ask(port, "POST", "/v1/print", PDF)[1] == {"printed": True}


def test_s3_a_machine_that_fails_or_is_not_there_says_so() -> None:
    with running(Programs(_python('print("nothing")'), "/nowhere/camera", "")) as port:
        assert ask(port, "GET", "/v1/status")[1] == {"version": 1, "id_card": True, "camera": True, "printer": False}
        assert ask(port, "POST", "/v1/id-card")[1]["message"] == "没有读到身份证，请再放一次"
        assert ask(port, "POST", "/v1/camera")[1]["code"] == "camera_failed"
        assert ask(port, "POST", "/v1/print", PDF)[1]["code"] == "not_there"


def test_s3_two_at_once_are_told_it_is_busy() -> None:
    with running(Programs(_python("import time; time.sleep(1.5)"))) as port:
        found: list[int] = []
        first = threading.Thread(target=lambda: found.append(ask(port, "POST", "/v1/id-card")[0]))
        first.start()
        deadline = threading.Event()
        deadline.wait(0.4)
        assert ask(port, "POST", "/v1/id-card")[:2] == (409, {"code": "busy", "message": "机器正忙，等一下再试"})
        first.join(10)
        assert found == [502]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--origin", "10.0.0.5", "--token", TOKEN], "--origin 要写中心的地址"),
        (["--origin", ORIGIN, "--token", "short"], "口令太短"),
    ],
)
def test_s3_wrong_words_are_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_s3_the_command_starts_without_the_server_side() -> None:
    words = [sys.executable, "-m", "shouwen", "kiosk-agent", "--origin", ORIGIN, "--token", TOKEN]
    program = subprocess.Popen(
        [*words, "--simulate", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert program.stdout is not None
        line = program.stdout.readline()
        port = int(line.split("127.0.0.1:")[1].split("/")[0])
        assert ask(port, "GET", "/v1/status")[0] == 200
    finally:
        program.terminate()
        program.communicate(timeout=10)
