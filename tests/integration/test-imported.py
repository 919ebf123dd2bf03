#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Imported profiles: Culvert starts their daemons, keeps them, ends them, and finds them again.

Runs in tests/lab/desktop.sh: in tests/lab/netns.sh, where nobody but Culvert itself can start a
daemon, and in tests/lab/systemd.sh.
"""

import os
import signal
import stat
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.openvpn import Allow, Folder, Server  # noqa: E402
from lib.wait import wait_for  # noqa: E402

NAME = "Office"


def step(sentence):
    print(f"# {sentence}", flush=True)


def write_profile(folder, server, *more):
    lines = [
        "client",
        "dev null",
        "ifconfig-noexec",
        "route-noexec",
        f"remote {server.address} {server.port} {server.protocol}",
        "nobind",
        "ca pki/ca.crt",
        "cert pki/client.crt",
        "key pki/client.key",
        "remote-cert-tls server",
        "connect-retry 1 1",
        *more,
    ]
    folder.write("office.ovpn", "\n".join(lines) + "\n")
    return folder.file("office.ovpn")


def facts():
    return culvert.connections()[NAME]


def daemons():
    """The process ids of every openvpn that Culvert started."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                arguments = file.read().split(b"\0")
        except OSError:
            continue
        if arguments[0].endswith(b"openvpn") and facts()["id"].encode() in b" ".join(arguments):
            found.append(int(pid))
    return found


def wait_gone():
    wait_for(lambda: daemons() == [], lambda: f"no daemon of ours to run: {daemons()}", 10, 0.1)


def test_import(folder, server):
    step("what is refused is refused in one sentence, and what runs programs has to be allowed")
    done = culvert.run("--import", write_profile(folder, server, "config other.ovpn"))
    assert done.returncode == 1 and done.stderr.strip().count("\n") == 0, done
    done = culvert.run("--import", write_profile(folder, server, "up /bin/true"))
    assert done.returncode == 1 and "--allow-programs" in done.stderr, done
    assert culvert.connections() == {}

    step("an import tells what it did, is nobody else's, and starts nothing")
    done = culvert.run("--import", write_profile(folder, server, "log /tmp/log"), "--name", NAME)
    assert done.returncode == 0 and "log" in done.stdout, done
    assert (facts()["kind"], facts()["state"], facts()["reason"]) == ("imported", "disconnected", "none"), facts()
    texts = os.path.join(os.environ["XDG_DATA_HOME"], "culvert", "profiles")
    path = os.path.join(texts, facts()["id"] + ".ovpn")
    assert stat.S_IMODE(os.stat(texts).st_mode) == 0o700
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert daemons() == []

    step("to import what leads to the same is allowed, and told")
    done = culvert.run("--import", write_profile(folder, server, "verb 4"), "--name", "Twin")
    assert done.returncode == 0 and f"“{NAME}” leads to the same server already." in done.stdout, done


def test_connect_and_disconnect(_folder, _server):
    step("wanting the tunnel starts the daemon, and not wanting it ends the daemon")
    culvert.do("--connect", NAME, "--wait", "20")
    assert len(daemons()) == 1
    culvert.do("--disconnect", NAME, "--wait", "20")
    assert facts()["reason"] == "user", facts()
    wait_gone()


def test_killed_daemon(_folder, _server):
    step("a daemon that is killed has stopped unexpectedly, at once, and is not started by itself")
    culvert.do("--connect", NAME, "--wait", "20")
    (pid,) = daemons()
    os.kill(pid, signal.SIGKILL)
    killed = time.monotonic()
    state = culvert.wait_state(NAME, "failed", seconds=5)
    assert state["reason"] == "stopped", state
    assert time.monotonic() - killed < 2
    assert daemons() == []
    culvert.do("--connect", NAME, "--wait", "20")


def test_killed_culvert(_folder, _server, instance):
    step("a Culvert that is killed finds its daemon again, and ends it when it is told to")
    before = daemons()
    instance.kill()
    instance.start()
    culvert.wait_state(NAME, "connected", seconds=10)
    assert facts()["wanted"] == "connected", facts()
    assert daemons() == before, (daemons(), before)
    culvert.do("--disconnect", NAME, "--wait", "20")
    wait_gone()


def test_frozen_daemon(_folder, _server):
    step("a daemon that does not listen is ended all the same")
    culvert.do("--connect", NAME, "--wait", "20")
    (pid,) = daemons()
    os.kill(pid, signal.SIGSTOP)
    culvert.do("--disconnect", NAME)
    wait_for(lambda: facts()["state"] == "disconnecting", lambda: f"it to disconnect: {facts()}")
    culvert.wait_state(NAME, "disconnected", seconds=30)
    wait_gone()


def main():
    folder = Folder()
    instance = culvert.Culvert("--background")
    try:
        with Server(folder, options=["auth-user-pass-optional"]) as server, instance:
            server.decide = lambda *_: Allow()
            test_import(folder, server)
            test_connect_and_disconnect(folder, server)
            test_killed_daemon(folder, server)
            test_killed_culvert(folder, server, instance)
            test_frozen_daemon(folder, server)
    except BaseException:
        print(instance.log(), file=sys.stderr)
        raise
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
