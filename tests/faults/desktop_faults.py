# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens to Culvert itself, to the screen, and to the computer."""

import os
import subprocess
import time

import locales
from lab import Fault, start_screen, within
from lib import culvert
from lib.desktop import APPLICATION_ID
from lib.figures import processor_seconds
from lib.wait import wait_for

N_MANY = 50
N_PROMPTS = 8
MAX_DIALOGS = 3


def kill_while_connected(lab):
    site = lab.site("Kept").attach().connect()
    before = site.facts()
    n_attempts = len(lab.server.attempts)
    lab.restart_program()
    return site, before, n_attempts


def expect_same_tunnel(lab, injected):
    site, before, n_attempts = injected
    facts = site.wait_state("connected", seconds=3)
    assert (facts["since"], facts["vpn_ipv4"]) == (before["since"], before["vpn_ipv4"]), (before, facts)
    wait_for(lambda: site.facts()["bytes_in"] >= before["bytes_in"], "the counters to go on")
    assert len(lab.server.attempts) == n_attempts
    site.remove()


def kill_while_asking(lab):
    site = lab.site("Asked", auth_user_pass=True).attach()
    site.fill(site.ask())
    n_attempts = len(lab.server.attempts)
    lab.restart_program()
    return site, n_attempts


def expect_question_anew(lab, injected):
    site, n_attempts = injected
    wait_for(lambda: site.facts()["question"], "it to ask again")
    question = site.ask()
    assert question.entry("Password").text() == "", "what was typed is kept"
    assert len(lab.server.attempts) == n_attempts, "something was sent that nobody has confirmed"
    site.fill(question)
    site.accept(question)
    site.remove()


def start_five_more(lab):
    return [subprocess.Popen([culvert.PROGRAM, "--background"]) for _ in range(5)]


def expect_the_same_one(lab, others):
    assert [other.wait(10) for other in others] == [0] * 5
    assert lab.bus.pid_of(APPLICATION_ID) == lab.program.process.pid


def kill_screen(lab):
    site = lab.site("Dark").attach().connect()
    lab.program.kill()
    screen, display = start_screen()
    lab.program.environment["DISPLAY"] = display
    lab.start_program()
    lab.screen.window("Culvert")
    site.wait_state("connected")
    log = len(site.client.log())
    screen.kill()
    screen.wait()
    return site, log


def expect_tunnel_without_screen(lab, injected):
    """Crash-only, if need be: whoever starts Culvert again has all of it."""
    site, log = injected

    def is_decided():
        return lab.program.process.poll() is not None or culvert.run("--status").returncode == 0

    wait_for(is_decided, "an end, or life")
    lab.program.environment["DISPLAY"] = os.environ["DISPLAY"]
    lab.program.stop()
    assert lab.program.process.returncode >= 0, lab.program.process.returncode
    lab.start_program()
    site.wait_state("connected", seconds=3)
    assert "SIG" not in site.client.log()[log:], site.client.log()[log:]
    site.remove()


def count(claim):
    """How many connections it is true of."""
    return sum(bool(claim(facts)) for facts in culvert.connections().values())


def ask_eight_of_many(lab):
    """As at a start: 42 daemons that are not there, and eight that ask at the same time."""
    sites = [lab.site(f"Eight {number}", auth_user_pass=True).attach() for number in range(N_PROMPTS)]
    lab.program.kill()
    lab.add_absent(N_MANY - N_PROMPTS)
    started = time.monotonic()
    lab.start_program()
    return sites, time.monotonic() - started


def expect_three_dialogs(lab, injected):
    sites, seconds = injected
    wait_for(lambda: count(lambda facts: facts["reason"] == "found") == N_PROMPTS, "all to be found")
    for name, facts in culvert.connections().items():
        if name.startswith("Eight "):
            lab.act("connect", facts["id"])
    wait_for(lambda: count(lambda facts: facts["question"]) == N_PROMPTS, "eight questions")
    with within(0.5):
        lab.tray.menu()
    windows = [window for window in lab.screen.windows() if window.look_for("Password", "password text")]
    assert len(windows) <= MAX_DIALOGS, [window.title for window in windows]
    culvert.do("--disconnect", "--all")
    lab.remove_absent()
    for site in sites:
        site.remove()


def sleep(lab):
    """The computer sleeps, and while it does so the server goes away."""
    server = lab.start_other_server()
    site = lab.site("Asleep", server=server, options=["pull-filter ignore ping", "ping-restart 0"]).attach().connect()
    restarts = site.client.count_commands("signal SIGUSR1")
    server.pause()
    lab.system_bus.tell_sleep(True)
    lab.system_bus.tell_sleep(False)
    return site, server, restarts


def expect_built_anew(_lab, injected):
    site, server, restarts = injected
    try:
        wait_for(lambda: site.client.count_commands("signal SIGUSR1") > restarts, "the tunnel to be built anew", 25)
    finally:
        server.resume()
    site.wait_state("connected", seconds=20)
    assert site.client.count_commands("signal SIGUSR1") == restarts + 1, site.client.log_tail(40)
    site.remove()
    server.stop()


def set_clock(lab):
    """Ten years on, and then twenty back, while it is connected."""
    site = lab.site("Timeless").attach().connect()
    path = os.path.join(os.environ["CULVERT_LAB"], "clock")
    with open(path, "w", encoding="ascii") as file:
        file.write("0")
    lab.program.environment.update(LD_PRELOAD=os.environ["CULVERT_FAULT_CLOCK"], CULVERT_CLOCK=path)
    lab.restart_program()
    site.wait_state("connected")
    log, seconds = len(site.client.log()), processor_seconds(lab.program.process.pid)
    for years in (10, -10):
        received = site.facts()["bytes_in"]
        with open(path, "w", encoding="ascii") as file:
            file.write(str(years * 365 * 24 * 3600))
        wait_for(lambda received=received: site.facts()["bytes_in"] > received, "the counters to go on")
    return site, log, seconds


def expect_no_burst(lab, injected):
    site, log, seconds = injected
    assert site.facts()["state"] == "connected", site.facts()
    commands = site.client.log()[log:].count("MANAGEMENT: CMD")
    assert commands <= 3, site.client.log()[log:]
    used = processor_seconds(lab.program.process.pid) - seconds
    assert used < 1, used
    culvert.do("--disconnect", site.name, "--wait", "20")
    site.connect()
    for name in ("LD_PRELOAD", "CULVERT_CLOCK"):
        del lab.program.environment[name]
    lab.restart_program()
    site.wait_state("connected")
    site.remove()


def speak_another_language(lab):
    site = lab.site("Taşıt", auth_user_pass=True).attach()
    site.wait_written()
    return site


def expect_same_protocol(lab, site):
    """“I” is not the capital of “i” there, “,” is the decimal point, and “ü” is no UTF-8."""
    original = dict(lab.program.environment)
    settings = lab.settings()
    odd = os.fsencode(lab.folder.path) + b"/b\xfcro.ovpn"
    with open(odd, "wb") as file:
        file.write(b"this is no profile\n")
    log = len(site.client.log())
    # The words stay English, because they are what is looked for.
    lab.program.environment.update(locales.environment("tr_TR", "ISO-8859-9"), LANGUAGE="en")
    lab.restart_program()
    site.wait_reason("found")
    done = subprocess.run([culvert.PROGRAM, "--import", odd], capture_output=True, check=False, timeout=20)
    assert done.returncode == 1, done
    site.sign_in()
    assert lab.settings()[site.name] == settings[site.name], lab.settings()
    assert "ERROR: " not in site.client.log()[log:], site.client.log()[log:]
    lab.program.environment = original
    lab.restart_program()
    site.remove()


FAULTS = [
    Fault(
        "F8",
        "Culvert is killed while connected: attached again in three seconds",
        kill_while_connected, expect_same_tunnel,
    ),  # fmt: skip
    Fault(
        "F9",
        "Culvert is killed while it asks: asked anew, nothing sent by itself",
        kill_while_asking, expect_question_anew,
    ),  # fmt: skip
    Fault("F10", "it is started five more times at once: one remains", start_five_more, expect_the_same_one),
    Fault(
        "F19",
        "the X server is killed: the tunnel stays, and the next start has it",
        kill_screen, expect_tunnel_without_screen,
    ),  # fmt: skip
    Fault(
        "F20",
        "the computer sleeps, and nothing comes through the tunnel: built anew, once",
        sleep, expect_built_anew,
    ),  # fmt: skip
    Fault("F22", "the clock is set by ten years on and back: nothing happens", set_clock, expect_no_burst),
    Fault(
        "F25",
        "Turkish, and without UTF-8: the same is said, and written",
        speak_another_language, expect_same_protocol,
    ),  # fmt: skip
    Fault(
        "F27",
        "50 connections, and eight that ask at once: three dialogs",
        ask_eight_of_many, expect_three_dialogs,
    ),  # fmt: skip
]
