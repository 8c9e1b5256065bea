"""What ``make run`` does on this machine, with real processes; and what it says where it cannot."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from config import embedded, run
from config.embedded import CannotRun, prepare, prepare_postgres
from config.layout import LONGEST_SOCKET_PATH, Var
from config.parts import Part, keep_up, stop

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def var():
    with tempfile.TemporaryDirectory(prefix="fp-", dir="/tmp") as directory:
        yield Var(Path(directory) / "var")


def sleeper(log: Path, name: str = "Sleeper", code: str = "import time; time.sleep(600)") -> Part:
    log.mkdir(exist_ok=True)
    return Part(name, [sys.executable, "-c", code], log)


# The machine ---------------------------------------------------------------------------------------------------------


def test_var_is_made_for_us_alone(var):
    prepare(var)
    assert oct(var.root.stat().st_mode)[-3:] == "700"
    assert oct(var.secret_key.stat().st_mode)[-3:] == "600"
    key = var.secret_key.read_text()
    prepare(var)
    assert var.secret_key.read_text() == key


def test_var_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")  # root may write anywhere, but not below a file
    with pytest.raises(CannotRun, match=r"cannot be written .*VAR_DIR"):
        prepare(Var(tmp_path / "file" / "var"))


def test_no_room(var, monkeypatch):
    monkeypatch.setattr(embedded, "LEAST_FREE", 1 << 62)
    with pytest.raises(CannotRun, match="Make room"):
        prepare(var)


def test_a_port_that_is_taken(monkeypatch):
    monkeypatch.setattr(run, "LONGEST_WAIT_FOR_PORT", 0)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotRun, match=f"Port {port} on 127.0.0.1 cannot be had: .*make run PORT="):
            run._port_is_free("127.0.0.1", port)
    run._port_is_free("127.0.0.1", port)


def test_two_on_the_same_data(tmp_path):
    with run._only_one(tmp_path / "run.lock"), pytest.raises(CannotRun, match=rf"running already .*process {os.getpid()}"):
        run._only_one(tmp_path / "run.lock")
    run._only_one(tmp_path / "run.lock").close()


def test_a_wrong_setting_is_one_sentence(var):
    done = subprocess.run(
        [sys.executable, "-m", "config.run"], cwd=ROOT, env={**os.environ, "PORT": "eighty", "VAR_DIR": str(var.root)},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip() == "Fineprint cannot run. PORT is 'eighty'; write a whole number."


def test_a_python_that_is_too_old(tmp_path):
    old = tmp_path / "python"
    pretend = "import sys; sys.version_info = (3, 9); sys.version = '3.9.2 (old)'; "
    old.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{pretend}$2"\n')
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "install", f"PYTHON={old}", f"VENV={tmp_path}/venv"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "Fineprint needs Python 3.11 or newer; this is 3.9.2" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_deep_directory_has_its_sockets_elsewhere():
    deep = Var(Path("/srv") / ("deep" * 30))
    assert len(str(deep.valkey_socket)) < LONGEST_SOCKET_PATH
    assert deep.sockets != Var(Path("/srv") / ("deed" * 30)).sockets
    assert Var(Path("/srv/var")).sockets == Path("/srv/var/run")


# PostgreSQL ----------------------------------------------------------------------------------------------------------


def test_a_stale_pid_file_of_another_process(var):
    prepare(var)
    prepare_postgres(var.postgres)
    (var.postgres / "postmaster.pid").write_text(f"{os.getpid()}\n{var.postgres}\n")
    prepare_postgres(var.postgres)
    assert not (var.postgres / "postmaster.pid").exists()
    os.kill(os.getpid(), 0)


def test_a_server_that_was_left_over_is_ended_first(var):
    prepare(var)
    prepare_postgres(var.postgres)
    command = embedded.postgres_command(var.postgres, var.sockets, "fsync=off")
    part = Part("PostgreSQL", command, var.log, server=True, enter=embedded.not_root(), end_signal=signal.SIGINT)
    part.start()
    try:
        run._wait("PostgreSQL", [part], lambda: embedded.postgres_answers(var.sockets))
        assert psutil.Process(part.process.pid).uids().effective != 0
        prepare_postgres(var.postgres)
        assert part.process.wait(10) == 0
        part.start()
        run._wait("PostgreSQL", [part], lambda: embedded.postgres_answers(var.sockets))
    finally:
        stop([part])
    assert part.process.returncode == 0, "PostgreSQL must end in order, with nothing to recover"


def test_data_of_another_version(var):
    var.postgres.mkdir(parents=True)
    (var.postgres / "PG_VERSION").write_text("16\n")
    with pytest.raises(CannotRun, match="holds the data of PostgreSQL 16"):
        prepare_postgres(var.postgres)


# The parts -----------------------------------------------------------------------------------------------------------


def test_a_part_that_dies_is_named_and_started_again(tmp_path):
    part, said = sleeper(tmp_path / "log"), []
    part.start()
    first = part.process.pid
    try:
        os.kill(first, signal.SIGKILL)
        part.process.wait()
        keep_up([part], lambda name, what: said.append((name, what)))
        assert part.process.pid != first
        assert part.process.poll() is None
    finally:
        stop([part])
    [(name, what)] = said
    assert (name, what.split(" and ")[0]) == ("Sleeper", "ended (SIGKILL)")


def test_a_part_that_keeps_dying_stops_the_whole_with_its_last_words(tmp_path):
    part = sleeper(tmp_path / "log", code="print('no such table')")
    part.start()
    part.restarts = 3
    part.process.wait()
    with pytest.raises(CannotRun, match=r"(?s)Sleeper ended with status 0 4 times over.*no such table"):
        keep_up([part], lambda name, what: None)


def test_stopping_takes_the_children_of_a_part_that_does_not_listen(tmp_path, monkeypatch):
    monkeypatch.setattr("config.parts.GRACE", 0.2)
    code = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        "print(child.pid, flush=True); time.sleep(600)"
    )
    part = sleeper(tmp_path / "log", code=code)
    part.start()
    run._wait("Sleeper", [part], lambda: part.log_file.read_text().endswith("\n"))
    child = psutil.Process(int(part.log_file.read_text()))
    stop([part])
    assert part.process.returncode == -signal.SIGKILL
    psutil.wait_procs([child], timeout=10)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent has died")
def test_parts_end_when_the_runner_is_killed(tmp_path):
    code = (
        "import sys, pathlib; from config.parts import Part;"
        "part = Part('Sleeper', ['sleep', '600'], pathlib.Path(sys.argv[1])); part.start();"
        "print(part.process.pid, flush=True); part.process.wait()"
    )
    runner = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    part = psutil.Process(int(runner.stdout.readline()))
    runner.kill()
    runner.wait()
    psutil.wait_procs([part], timeout=10)
    assert not part.is_running() or part.status() == psutil.STATUS_ZOMBIE
    runner.stdout.close()
