# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens to the disk, and to what else the system gives to a program."""

import os
import random
import resource
import subprocess
import time

from lab import Fault
from lib import culvert
from lib.wait import wait_for

N_KILLS = 5
N_FAILURES = 20


def fill_disk(lab):
    """A disk of 64 KiB under the settings, with nothing left on it."""
    site = lab.site("Written").attach()
    site.wait_written()
    folder = os.path.dirname(lab.settings_path)
    with open(lab.settings_path, "rb") as file:
        contents = file.read()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=True)
    with open(lab.settings_path, "wb") as file:
        file.write(contents)
    with open(os.path.join(folder, "filler"), "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1024))
        except OSError:
            pass  # full
    return site, folder, contents


def expect_old_settings(lab, injected):
    site, folder, contents = injected
    told = lab.program.log().count("No space left")
    other = lab.site("Unwritten").attach()
    wait_for(lambda: lab.program.log().count("No space left") > told, "the failure to be said")
    with open(lab.settings_path, "rb") as file:
        assert file.read() == contents, "the old settings were touched"
    assert not [name for name in os.listdir(folder) if name not in ("filler", "connections.conf")], os.listdir(folder)
    assert {"Written", "Unwritten"} <= set(culvert.connections())
    os.unlink(os.path.join(folder, "filler"))
    wait_for(lambda: "Unwritten" in lab.settings(), "it to be written down by itself", 15)
    with open(lab.settings_path, "rb") as file:
        contents = file.read()
    subprocess.run(["umount", folder], check=True)
    with open(lab.settings_path, "wb") as file:
        file.write(contents)
    other.remove()
    site.remove()


def kill_while_saving(lab):
    site = lab.site("Torn").attach()
    site.wait_written()
    lab.restart_program()
    before = set(lab.settings()) - {"New"}
    for number in range(N_KILLS):
        process = subprocess.Popen(
            [culvert.PROGRAM, "--attach", f"unix:/run/newcomer-{number}", "--name", "New", "--background"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(random.uniform(0.005, 0.06))
        lab.program.kill()
        process.kill()
        process.wait()
        assert set(lab.settings()) - {"New"} == before, (before, lab.settings())
        lab.removed.update(ident for name, ident in lab.settings().items() if name == "New")
        lab.start_program()
    return site


def expect_whole(lab, site):
    site.wait_reason("found")
    site.remove()


def exhaust_descriptors(lab):
    pid = lab.program.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    site = lab.site("Starved")
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (len(os.listdir(f"/proc/{pid}/fd")), before[1]))
    culvert.run("--attach", site.endpoint, "--name", site.name, "--background")
    return site, pid, before


def expect_recovery(lab, injected):
    site, pid, before = injected
    resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
    site.wait_reason("found", seconds=32)
    for number in range(N_FAILURES):
        culvert.run("--attach", f"unix:/run/nobody-{number}", "--name", "Nobody", "--background")
        lab.remove(culvert.connections()["Nobody"])
        wait_for(lambda: "Nobody" not in culvert.connections(), "it to be removed")
    site.remove()


FAULTS = [
    Fault(
        "F23",
        "the disk is full: old settings stay, it is said, and written when it can be",
        fill_disk, expect_old_settings,
    ),  # fmt: skip
    Fault(
        "F24",
        f"killed {N_KILLS} times while it saves: the settings are old or new",
        kill_while_saving, expect_whole,
    ),  # fmt: skip
    Fault(
        "F30",
        "no descriptors are left: it goes on when there are, and leaks none",
        exhaust_descriptors, expect_recovery,
    ),  # fmt: skip
]
