#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Signs in again and again, and each time something else happens; the planted password is found nowhere.

What happens is drawn from a seed, which is printed. After each time, twelve places are searched: see
README.md. Runs in tests/lab/netns.sh and tests/lab/desktop.sh:

    sign_ins.py [--times NUMBER] [--seed NUMBER]
"""

import argparse
import collections
import contextlib
import os
import random
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "integration")]
from lib import culvert  # noqa: E402
from lib.canary import Canary, said_by_assistive_technology  # noqa: E402
from lib.desktop import APPLICATION_ID, Bus, Screen, Tray, press  # noqa: E402
from lib.figures import field  # noqa: E402
from lib.openvpn import ClientDaemon, Folder, Server  # noqa: E402
from lib.wait import stop_process, wait_for  # noqa: E402
from watchdog import PATIENCE  # noqa: E402

NAME = "Office"
USER = "alice"
PASSWORD = 'Xq7"canary\\Zw93'  # with what a command has to escape
CANARY = Canary(PASSWORD)
SECONDS_TO_FORGET = 1


class Lab:
    def __init__(self, folder, stack):
        self.folder = folder
        self.cores = folder.file("cores")
        os.mkdir(self.cores)
        os.chdir(self.cores)
        self.capture = os.path.join(os.environ["CULVERT_LAB"], "bus-capture")
        self.server = stack.enter_context(Server(folder))
        self.server.users = {USER: PASSWORD}
        self.client = stack.enter_context(ClientDaemon(folder, self.server))
        with open(self.capture, "wb") as capture:
            monitor = subprocess.Popen(["dbus-monitor", "--session"], stdout=capture, stderr=subprocess.DEVNULL)
        stack.callback(stop_process, monitor)
        wait_for(lambda: os.path.getsize(self.capture) > 0, "the bus to be recorded")
        self.program = culvert.Culvert(environment={"G_MESSAGES_DEBUG": "all", "G_DBUS_DEBUG": "all"})
        self.program.arguments = ("--attach", self.client.endpoint, "--name", NAME)
        stack.callback(self.program.stop)

    def start(self):
        bus = Bus()
        wait_for(lambda: not bus.has_owner(APPLICATION_ID), "the last one to be gone")
        self.program.start()
        Tray().wait()
        culvert.wait_state(NAME, "disconnected", "waiting", "connecting", "reconnecting")

    def ask(self):
        culvert.do("--connect", NAME)
        return Screen().window_with("Password", "password text")

    @staticmethod
    def disconnect():
        culvert.do("--disconnect", NAME, "--wait", "20")


def type_in(question, text):
    """With the keys: what goes over the accessibility bus lies in the buffers of that bus for a while."""
    entry = question.entry("Password")
    question.wait_active()
    entry.accessible.grab_focus()
    subprocess.run(["xdotool", "type", "--delay", "5", "--file", "-"], input=text, text=True, check=True)
    wait_for(lambda: len(entry.text()) == len(text), "all keys to have arrived")


def enter(question, chance):
    question.fill("User name", USER)
    if chance.random() < 0.5:
        type_in(question, PASSWORD)
    else:
        question.fill("Password", PASSWORD)
    question.check("Remember", chance.random() < 0.5)


def forget_kept():
    subprocess.run(["secret-tool", "clear", "xdg:schema", f"{APPLICATION_ID}.Credential"], check=False)


def accept(lab, chance):
    question = lab.ask()
    enter(question, chance)
    question.click("Sign in")
    question.wait_gone()
    culvert.wait_state(NAME, "connected")
    lab.disconnect()


def accept_from_keyring(lab, chance):
    question = lab.ask()
    enter(question, chance)
    question.check("Remember", True)
    question.click("Sign in")
    question.wait_gone()
    culvert.wait_state(NAME, "connected")
    lab.disconnect()
    culvert.do("--connect", NAME, "--wait", "20")
    lab.disconnect()


def be_refused_first(lab, chance):
    lab.server.users = {USER: "something else"}
    question = lab.ask()
    enter(question, chance)
    attempts = len(lab.server.attempts)
    question.click("Sign in")
    question.wait_gone()
    lab.server.wait_attempt(attempts + 1)
    lab.server.users = {USER: PASSWORD}
    question = Screen().window_with("Password", "password text")
    enter(question, chance)
    question.click("Sign in")
    question.wait_gone()
    culvert.wait_state(NAME, "connected")
    lab.disconnect()


def cancel(lab, chance):
    question = lab.ask()
    enter(question, chance)
    question.click("Stop connecting")
    question.wait_gone()


def escape(lab, chance):
    question = lab.ask()
    enter(question, chance)
    question.wait_active()
    press("Escape")
    question.wait_gone()
    lab.disconnect()


def take_back(lab, chance):
    """Disconnected by somebody else while it is typed."""
    question = lab.ask()
    enter(question, chance)
    lab.disconnect()
    question.wait_gone()


def lose_daemon(lab, chance):
    question = lab.ask()
    enter(question, chance)
    lab.client.kill()
    question.wait_gone()
    lab.client.start()
    lab.disconnect()


def be_killed(lab, chance):
    question = lab.ask()
    enter(question, chance)
    if chance.random() < 0.5:
        question.click("Sign in")
    lab.program.kill()
    lab.start()
    lab.disconnect()


def crash(lab, _chance):
    """With the password in the dialog: a core would not have it, and there is none."""
    pid = lab.program.process.pid
    type_in(lab.ask(), PASSWORD)
    assert CANARY.found_in_memory(pid), "this test is blind: it is in the entry now"
    wait_for(
        lambda: not CANARY.found_in_core(pid),
        lambda: f"a core not to have it; it is in {CANARY.found_in_core(pid)}",
        SECONDS_TO_FORGET * PATIENCE,
    )
    lab.program.process.send_signal(signal.SIGABRT)
    lab.program.process.wait()
    assert os.listdir(lab.cores) == [], os.listdir(lab.cores)
    lab.start()
    lab.disconnect()


KINDS = (accept, accept_from_keyring, be_refused_first, cancel, escape, take_back, lose_daemon, be_killed, crash)


def processes_here():
    """In the network of this test: nobody else is in it."""
    here = os.readlink("/proc/self/ns/net")
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if int(pid) != os.getpid() and os.readlink(f"/proc/{pid}/ns/net") == here:
                yield pid


def found_in_proc(name):
    for pid in processes_here():
        with contextlib.suppress(OSError), open(f"/proc/{pid}/{name}", "rb") as file:
            if CANARY.give_away(file.read()):
                yield pid


def search(lab):
    """place → what was found there; nothing, that is."""
    pid = lab.program.process.pid
    with contextlib.suppress(AssertionError):
        wait_for(lambda: not CANARY.found_in_memory(pid), "the memory to be clean", SECONDS_TO_FORGET * PATIENCE)
    with open(lab.capture, "rb") as capture:
        bus = capture.read()
    desktop = os.environ["CULVERT_LAB"]
    return {
        "memory": CANARY.found_in_memory(pid),
        "swap": field(f"/proc/{pid}/status", "VmSwap") and ["some of it is swapped out"],
        "cores": list(CANARY.found_in_files(lab.cores)),
        "log": CANARY.give_away(lab.program.log().encode()),
        "command lines": list(found_in_proc("cmdline")),
        "environments": list(found_in_proc("environ")),
        "files of the user": list(CANARY.found_in_files(os.environ["HOME"])),
        "files of the desktop": list(CANARY.found_in_files(desktop)),
        "files of the daemons": list(CANARY.found_in_files(lab.folder.path)),
        "session bus": CANARY.give_away(bus),
        "assistive technology": CANARY.give_away(said_by_assistive_technology().encode()),
        "command line's answers": CANARY.give_away(culvert.do("--status", "--json").encode()),
    }


def tell(lab, times, chance):
    hits = collections.Counter()
    happened = collections.Counter()
    lab.start()
    for number in range(times):
        kind = KINDS[number % len(KINDS)] if number < len(KINDS) and times >= len(KINDS) else chance.choice(KINDS)
        forget_kept()
        kind(lab, chance)
        happened[kind.__name__] += 1
        found = {place: what for place, what in search(lab).items() if what}
        print(f"# {number + 1}: {kind.__name__} {found or ''}", flush=True)
        hits.update({place: 1 for place in found})
    print(f"# {dict(happened)}")
    assert not hits, hits
    print(f"# {times} sign-ins, {len(search(lab))} places, 0 hits")


def main():
    parser = argparse.ArgumentParser(description="Looks for a password after many sign-ins.")
    parser.add_argument("--times", type=int, default=3, metavar="NUMBER")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32), metavar="NUMBER")
    arguments = parser.parse_args()
    print(f"# seed {arguments.seed}", flush=True)
    folder = Folder()
    try:
        with contextlib.ExitStack() as stack:
            lab = Lab(folder, stack)
            try:
                tell(lab, arguments.times, random.Random(arguments.seed))
            except BaseException:
                print(lab.program.log()[-1000:], lab.client.log_tail(20), sep="\n", file=sys.stderr)
                raise
    finally:
        os.chdir("/")
        folder.remove()


if __name__ == "__main__":
    main()
