# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens to the session bus, and to those whom Culvert asks and tells something there."""

import os
import signal
import subprocess

from lab import NOTIFIER, Fault, within
from lib import culvert
from lib.desktop import ITEM, MESSAGE_BUS, WATCHER
from lib.keyring import SECRETS, Keyring, dismiss_unlock_dialog, wait_unlock_dialog
from lib.wait import wait_for

SECONDS_TO_ASK = 2.5  # the second that the keyring is given, and as much again for looking at the screen


def keep_password(lab, name):
    site = lab.site(name, auth_user_pass=True).attach()
    site.sign_in(remember=True)
    wait_for(lambda: Keyring().find(profile=site.facts()["id"]), "the password to be kept")
    culvert.do("--disconnect", name, "--wait", "20")
    return site


def close_unlock_dialog():
    """As its user does: the keyring does not survive to be told to."""
    wait_unlock_dialog()
    dismiss_unlock_dialog()


def unlock_again(site):
    """And all is as before: signed in from there, with nobody asked."""
    close_unlock_dialog()
    Keyring().unlock()
    if site.facts()["state"] == "connected":
        culvert.do("--disconnect", site.name, "--wait", "20")
    site.connect()


def leave(lab, site):
    """With a Culvert that knows nothing of a slow keyring, and has nothing to erase in the next locked one."""
    site.remove()
    lab.restart_program()


def lock_keyring(lab):
    site = keep_password(lab, "Locked")
    Keyring().lock()
    return site


def expect_both_dialogs(lab, site):
    with within(SECONDS_TO_ASK):
        question = site.ask()
    wait_unlock_dialog()
    question.click("Stop connecting")
    question.wait_gone()
    site.wait_state("disconnected")
    unlock_again(site)
    leave(lab, site)


def expect_answer_beside(lab, site):
    """The dialog of the keyring is left alone, and ours is answered."""
    with within(SECONDS_TO_ASK):
        question = site.ask()
    wait_unlock_dialog()
    site.fill(question)
    site.accept(question)
    unlock_again(site)
    leave(lab, site)


def hang_activation(lab):
    """Nobody is there, and whoever is started for it never comes."""
    site = keep_password(lab, "Hanging")
    keyring = Keyring()
    keyring.kill()
    service = os.path.join(os.environ["CULVERT_LAB"], "services", f"{SECRETS}.service")
    with open(service, "w", encoding="ascii") as file:
        file.write("[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/sleep 20\n")
    lab.bus.call(*MESSAGE_BUS, "ReloadConfig")
    return site, keyring, service


def expect_manual_entry(lab, injected):
    site, keyring, service = injected
    with within(SECONDS_TO_ASK):
        question = site.ask()
    site.fill(question)
    site.accept(question)
    os.unlink(service)
    lab.bus.call(*MESSAGE_BUS, "ReloadConfig")
    lab.keep(keyring)
    leave(lab, site)


def kill_in_mid_call(lab):
    site = keep_password(lab, "Wedged")
    keyring = Keyring()
    keyring.pause()
    question = site.ask()
    keyring.kill()
    lab.keep(keyring, unlocked=False)
    return site, question


def expect_question_stays(lab, injected):
    site, question = injected
    site.fill(question)
    site.accept(question)
    culvert.do("--disconnect", site.name, "--wait", "20")
    with within(SECONDS_TO_ASK):
        question = site.ask()  # the keyring has come back locked
    question.click("Stop connecting")
    question.wait_gone()
    Keyring().unlock()
    assert len(Keyring().find(profile=site.facts()["id"])) == 1, "half a password"
    leave(lab, site)


def silence_notifier(lab):
    os.kill(lab.bus.pid_of(NOTIFIER), signal.SIGSTOP)


def expect_life_without_answers(lab, _nothing):
    lab.look_away()
    site = lab.site("Untold").attach().connect()
    culvert.do("--disconnect", site.name, "--wait", "20")
    os.kill(lab.bus.pid_of(NOTIFIER), signal.SIGCONT)
    lab.notifications.wait("Untold is connected")
    site.remove()


def kill_notifier(lab):
    os.kill(lab.bus.pid_of(NOTIFIER), signal.SIGKILL)
    wait_for(lambda: not lab.bus.has_owner(NOTIFIER), "the notification daemon to be gone")
    return lab.site("Unheard").attach().connect()


def expect_next_one_told(lab, site):
    told = lab.count_notifications("Unheard")
    lab.start_notifier()
    lab.look_away()
    culvert.do("--disconnect", site.name, "--wait", "20")
    culvert.do("--connect", site.name, "--wait", "20")
    wait_for(lambda: lab.count_notifications("Unheard") > told, "the new notification daemon to be told")
    site.remove()


def kill_panel(lab):
    lab.kill_panel()
    return lab.site("Iconless").attach().connect()


def expect_one_icon(lab, site):
    lab.start_panel()
    lab.tray.wait(seconds=10)
    items = lab.bus.get(*WATCHER, "RegisteredStatusNotifierItems")
    names = [item.partition("/")[0] for item in items]
    assert len([name for name in names if lab.bus.get(name, "/StatusNotifierItem", ITEM, "Id")]) == 1, items
    assert lab.tray.menu().find("Iconless").is_checked
    site.remove()


def start_bus():
    config = os.path.join(os.environ["CULVERT_LAB"], "bus.conf")
    bus = subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return bus, bus.stdout.readline().strip()


def lose_bus(lab):
    """Another session, so that the rest of this desktop lives on."""
    site = lab.site("Tunnel").attach().connect()
    lab.program.stop()
    settings = lab.settings()
    bus, address = start_bus()
    came = site.client.log().count("MANAGEMENT: Client connected")
    orphan = culvert.Culvert("--background", environment={"DBUS_SESSION_BUS_ADDRESS": address}).start()
    lab.stack.callback(orphan.stop)
    wait_for(lambda: site.client.log().count("MANAGEMENT: Client connected") > came, "Culvert to attach")
    asked = "CMD 'state on all'"
    wait_for(lambda: asked in site.client.log().rpartition("MANAGEMENT: Client connected")[2], "it to ask")
    log = len(site.client.log())
    bus.kill()
    bus.wait()
    return site, settings, orphan, log


def expect_next_session(lab, injected):
    """Culvert of the session that is gone neither crashes nor keeps the daemon for itself."""
    site, settings, orphan, log = injected
    lab.start_program()
    site.wait_state("connected", seconds=3)
    assert lab.settings()[site.name] == settings[site.name], (settings, lab.settings())
    assert "SIG" not in site.client.log()[log:], site.client.log()[log:]
    status = orphan.wait_exit()
    assert status >= 0, f"it ended by signal {-status}"
    site.remove()


FAULTS = [
    Fault(
        "F12",
        "the keyring is locked: asked at once beside its own dialog, and cancelled",
        lock_keyring, expect_both_dialogs,
    ),  # fmt: skip
    Fault(
        "F13",
        "no keyring, and the one that is started for it hangs: asked at once",
        hang_activation, expect_manual_entry,
    ),  # fmt: skip
    Fault(
        "F14",
        "the keyring is killed in the middle of a call, and comes back locked",
        kill_in_mid_call, expect_question_stays,
    ),  # fmt: skip
    Fault(
        "F15",
        "nobody answers the dialog of the keyring: ours can be answered",
        lock_keyring, expect_answer_beside,
    ),  # fmt: skip
    Fault(
        "F16",
        "the notification daemon hangs: nothing waits for it",
        silence_notifier, expect_life_without_answers,
    ),  # fmt: skip
    Fault("F16", "the notification daemon is killed: the next one is told", kill_notifier, expect_next_one_told),
    Fault("F17", "the panel is killed, and comes back: one icon", kill_panel, expect_one_icon),
    Fault(
        "F18",
        "the session bus is killed: the tunnel stays, the next session has it",
        lose_bus, expect_next_session,
    ),  # fmt: skip
]
