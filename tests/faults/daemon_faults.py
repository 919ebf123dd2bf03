# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens to a daemon, and to what stands between it and Culvert."""

import concurrent.futures
import os
import signal
import socket
import time

from gate import KNOWN, NAME, UNKNOWN, Gate
from lab import USER, Fault, within
from lib import culvert
from lib.openvpn import free_port
from lib.standin import UsernameDaemon
from lib.wait import wait_for
from relay import Relay

N_FLOOD = 100_000
N_CLIENTS = 1000
N_FLAPS = 2
N_RESTARTS = 3


def kill(lab):
    site = lab.site("Killed").attach().connect()
    told = lab.count_notifications("Killed stopped")
    site.client.kill()
    return site, told


def expect_stopped(lab, injected):
    site, told = injected
    site.wait_reason("stopped", seconds=1)
    assert site.facts()["state"] == "failed", site.facts()
    wait_for(lambda: lab.count_notifications("Killed stopped") > told, "a notification")
    assert lab.count_notifications("Killed stopped") == told + 1, lab.notifications.all()
    site.remove()


def freeze(lab):
    site = lab.site("Frozen").attach().connect()
    site.client.pause()
    return site, site.client.count_commands("state"), site.client.count_commands("hold")


def expect_thaw(_lab, injected):
    site, *counts = injected
    site.wait_reason("not-responding", seconds=20)
    assert site.facts()["state"] == "connected", site.facts()
    site.client.resume()
    with within(2):
        wait_for(lambda: site.facts()["reason"] != "not-responding", "it to be found alive")
    assert site.facts()["state"] == "connected", site.facts()
    now = [site.client.count_commands("state"), site.client.count_commands("hold")]
    assert now == counts, site.client.log_tail(20)
    site.remove()


def cut_in_mid_line(lab):
    site = lab.site("Cut", relay=Relay).attach().connect()
    served = site.relay.n_served
    site.relay.cut(b">STATE:1700000000,EXI")
    return site, served


def expect_attached_again(_lab, injected):
    site, served = injected
    with within(2):
        wait_for(lambda: site.relay.n_served > served, "it to come again")
        facts = site.wait_state("connected")
    assert facts["reason"] != "control-left", facts
    site.remove()


def cut_in_mid_block(lab):
    site = lab.site("Block", relay=Relay).attach().connect()
    served = site.relay.n_served
    site.relay.cut(b">CLIENT:CONNECT,0,1\r\n>CLIENT:ENV,username=mall")
    return site, served


def be_absent(lab):
    site = lab.site("Absent").attach()
    site.client.stop()
    port = free_port(socket.SOCK_STREAM)
    culvert.do("--attach", f"tcp:127.0.0.1:{port}", "--name", "Refused", "--background")
    return site


def expect_patience(lab, site):
    site.wait_reason("absent")
    assert culvert.connections()["Refused"]["reason"] == "absent", culvert.connections()
    lab.remove(culvert.connections()["Refused"])
    site.client.start()
    site.wait_reason("found", seconds=32)
    site.remove()


def be_slow(lab):
    """A byte in 20 ms at first, through the smallest buffers that there are."""
    site = lab.site("Slow", relay=Relay)
    site.relay.pace = 0.02
    lab.begin("--attach", site.endpoint, "--name", site.name, "--background")
    return site, time.monotonic() + 3


def expect_byte_exact(_lab, injected):
    site, until = injected
    wait_for(lambda: time.monotonic() > until, "a while of this")
    assert site.facts()["reason"] in ("none", "found"), site.facts()
    site.relay.pace = 0.0
    site.relay.hurry.set()
    site.wait_reason("found")
    assert site.relay.n_served == 1, site.relay.n_served
    site.connect()
    said, log = site.relay.hear_all(), site.client.log()
    for command in said:
        assert f"MANAGEMENT: CMD '{command}'" in log, (command, site.client.log_tail(40))
    site.remove()


def swallow_reply(lab):
    """The answer to what Culvert asks when a connection is up and silent."""
    site = lab.site("Mute", relay=Relay).attach().connect()
    served = site.relay.n_served
    site.relay.change = lambda data: b""
    return site, served


def expect_resync(_lab, injected):
    site, served = injected

    def is_noticed():
        return site.relay.n_served > served or site.facts()["reason"] == "not-responding"

    wait_for(is_noticed, "it to be noticed", 25)
    site.relay.change = lambda data: data
    site.relay.cut()
    wait_for(lambda: site.facts()["reason"] != "not-responding", "it to be found alive", 15)
    site.wait_state("connected")
    site.remove()


def lose_question(lab):
    site = lab.site("Lost", relay=Relay, auth_user_pass=True).attach()
    site.relay.change = lambda data: b"" if b">PASSWORD:Need" in data else data
    culvert.do("--connect", site.name)
    return site


def expect_question_again(lab, site):
    """Whoever presses “Reconnect”, or starts Culvert anew, is asked."""
    wait_for(lambda: site.facts()["state"] == "connecting", "it to be on its way")
    site.relay.change = lambda data: data
    site.relay.cut()
    question = site.question()
    site.fill(question)
    site.accept(question)
    assert lab.server.attempts[-1].username == "alice"
    site.remove()


def be_in_use(lab):
    site = lab.site("Busy")
    other = socket.socket(socket.AF_UNIX)
    other.connect(site.client.socket_path)
    assert b">INFO" in other.recv(100)
    site.attach(reason="in-use")
    return site, other


def expect_taken_over(_lab, injected):
    site, other = injected
    assert other.recv(100000, socket.MSG_DONTWAIT) is not None
    other.close()
    site.wait_reason("found", seconds=2)
    site.remove()


def flood(lab):
    site = lab.site("Flood", relay=Relay).attach().connect()
    line = ">LOG:1700000000,D,line %07d of a flood, as long as a usual line of a log is, with verb 11 or so\r\n"
    for first in range(0, N_FLOOD, 1000):
        site.relay.say("".join(line % number for number in range(first, first + 1000)).encode())
    return site


def expect_connected(_lab, site):
    site.wait_state("connected")
    site.remove()


def hold_without_us(lab):
    """Culvert dies while the daemon has a tunnel; then the daemon begins anew, and holds."""
    site = lab.site("Alone").attach().connect()
    lab.program.kill()
    ups = site.client.log().count("Initialization Sequence Completed")
    site.client.signal(signal.SIGUSR1)
    return site, ups


def expect_up_without_us(lab, injected):
    site, ups = injected
    wait_for(
        lambda: site.client.log().count("Initialization Sequence Completed") > ups,
        lambda: f"the tunnel to come back alone; {site.client.log_tail(20)}",
        20,
    )
    lab.start_program()
    site.wait_state("connected", seconds=3)
    site.remove()


def flap(lab, site):
    """No cable until it is noticed, and then one until the tunnel is there again."""
    for _ in range(N_FLAPS):
        lab.far_side.unplug()
        site.wait_state("reconnecting")
        lab.far_side.plug()
        site.wait_state("connected", seconds=20)


def plug_and_unplug(lab):
    lab.lay_cable()
    site = lab.site("Flapping", server=lab.far_server, tunnel=True, options=["persist-tun"]).attach().connect()
    told = lab.count_notifications("Flapping")
    return site, told, concurrent.futures.ThreadPoolExecutor(1).submit(flap, lab, site)


def expect_few_words(lab, injected):
    site, told, flapping = injected
    flapping.result()
    assert lab.count_notifications("Flapping") <= told + 1, lab.notifications.all()
    site.remove()


def throw_out(lab):
    site = lab.site("Thrown out").attach().connect()
    ups = site.client.log().count("Initialization Sequence Completed")
    for number in range(1, N_RESTARTS + 1):
        lab.server.restart_clients()
        wait_for(
            lambda wanted=ups + number: site.client.log().count("Initialization Sequence Completed") >= wanted,
            "the tunnel to come again",
            20,
        )
    return site


def replace_by_newer(lab):
    site = lab.site("Upgraded", auth_user_pass=True).attach()
    site.client.stop()
    site.wait_reason("absent" if site.facts()["state"] == "disconnected" else "command")
    newer = UsernameDaemon(lab.folder, [USER], site.client.name)
    newer.start()
    return site, newer


def expect_its_language(_lab, injected):
    site, newer = injected
    site.wait_reason("found")
    culvert.do("--connect", site.name)
    question = site.question(entry="User name")
    question.fill("User name", USER)
    question.check("Remember", False)
    question.click("Sign in")
    question.wait_gone()
    site.wait_state("connected")
    assert "version 4" in newer.heard, newer.heard
    site.remove()
    newer.__exit__()
    os.unlink(newer.path)


def attach_to_gate(lab):
    """A server whose user lets Culvert answer, with a rule for one certificate."""
    name = f"gate{len(lab.sites)}-{len(lab.removed)}"  # one that is not just being removed
    with Gate(lab.folder, name) as gate:
        culvert.do("--attach", gate.endpoint, "--name", "Gate", "--background")
        ident = culvert.connections()["Gate"]["id"]
        wait_for(lambda: ident in lab.settings().values(), "it to be written down")
        lab.program.kill()
    os.unlink(gate.path)

    def set_rule(file):
        file.set_boolean(f"connection {ident}", "admits", True)
        file.set_string_list(f"connection {ident}", "admission-rules", [f"{KNOWN} {NAME}"])

    lab.rewrite_settings(set_rule)
    gate = Gate(lab.folder, name)
    gate.start()
    lab.start_program()
    wait_for(lambda: {"env-filter 0", "status 3"} <= set(gate.heard), lambda: f"it to ask for all: {gate.heard}")
    return gate


def storm_gate(lab):
    """Every second one is known, and every fourth of either kind is gone as soon as it has come."""
    gate = attach_to_gate(lab)
    for first in range(0, N_CLIENTS, 20):
        lines = []
        for client in range(first, first + 20):
            lines += gate.request(client, KNOWN if client % 2 else UNKNOWN)
            if client % 8 in (2, 3):
                lines += gate.farewell(client)
        gate.say(*lines)
        time.sleep(0.04)
    return gate


def expect_one_answer_each(lab, gate):
    stayed = {client for client in range(N_CLIENTS) if client % 2 and client % 8 != 3}
    wait_for(lambda: stayed <= gate.answers.keys(), lambda: f"{stayed - gate.answers.keys()} to be let in")
    assert not [client for client in gate.answers if client % 2 == 0], "one was let in whom nobody knows"
    assert all(len(commands) == 1 for commands in gate.answers.values()), "one was answered twice"
    assert {command for [command] in gate.answers.values()} == {"client-auth-nt"}
    lab.remove(culvert.connections()["Gate"])
    wait_for(lambda: "Gate" not in culvert.connections(), "it to be removed")
    gate.__exit__()
    os.unlink(gate.path)


# Those that wait come first, in the order in which they need somebody to look.
FAULTS = [
    Fault(
        "F5",
        "a byte at a time, through tiny buffers: nothing is lost or said twice",
        be_slow, expect_byte_exact, is_patient=True,
    ),  # fmt: skip
    Fault(
        "F11",
        "another program has the socket: said, and taken over when that leaves",
        be_in_use, expect_taken_over, is_patient=True,
    ),  # fmt: skip
    Fault(
        "F2",
        "the daemon is stopped: said, and found again within two seconds of going on",
        freeze, expect_thaw, is_patient=True,
    ),  # fmt: skip
    Fault("F6", "replies never come: noticed, and attached again", swallow_reply, expect_resync, is_patient=True),
    Fault(
        "F21",
        "the cable is pulled out and put in: one notification",
        plug_and_unplug, expect_few_words, is_patient=True,
    ),  # fmt: skip
    Fault("F1", "the daemon is killed: said within a second, once, and not started again", kill, expect_stopped),
    Fault(
        "F3",
        "the socket ends in the middle of a line: dropped, attached again",
        cut_in_mid_line, expect_attached_again,
    ),  # fmt: skip
    Fault(
        "F3",
        "the socket ends in the middle of a block: dropped, attached again",
        cut_in_mid_block, expect_attached_again,
    ),  # fmt: skip
    Fault("F4", "no socket, or a port that refuses: said, and found when it comes", be_absent, expect_patience),
    Fault("F7", "the daemon loses a question: who attaches again is asked", lose_question, expect_question_again),
    Fault("F26", "100,000 lines of log at once: the window stays alive", flood, expect_connected),
    Fault("F28", "thrown out by the server, and in again, and again", throw_out, expect_connected),
    Fault(
        "F29",
        "the daemon begins anew while Culvert is dead: it does not hold",
        hold_without_us, expect_up_without_us,
    ),  # fmt: skip
    Fault("F32", "the daemon is replaced by a newer one: spoken to as such", replace_by_newer, expect_its_language),
    Fault(
        "F33",
        "1,000 clients want to be let in within two seconds: each is answered once",
        storm_gate, expect_one_answer_each,
    ),  # fmt: skip
]
