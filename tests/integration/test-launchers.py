#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Starting daemons as an ordinary user on a real system: systemd, polkit, openvpn and a tunnel.

Runs in tests/lab/systemd.sh, as root there. Takes the path of tests/launcher/launch-tool.c's program.
"""

import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib.launchers import (  # noqa: E402
    Lab,
    run,
    set_policy,
    socket_of,
    unit_exists,
    unit_of,
    unit_property,
)
from lib.wait import wait_for  # noqa: E402

ID = "5a1cbb52-6ce3-4bb8-b2a4-0d9f3a3c8b11"
UNIT = unit_of(ID)
SERVICE = "openvpn-client@site.service"
SERVICE_SOCKET = "/run/openvpn-site/socket"
PKEXEC = "org.freedesktop.policykit.exec"


def step(sentence):
    print(f"# {sentence}", flush=True)


def assert_nothing_left():
    wait_for(lambda: not unit_exists(UNIT), lambda: f"{UNIT} to be gone; {run('systemctl', 'status', UNIT).stdout}")
    wait_for(lambda: not os.path.exists(socket_of(ID)), "the socket to be gone")
    assert run("pgrep", "-f", "config stdin").returncode == 1, run("pgrep", "-fa", "config stdin").stdout


def status_of_daemon():
    pid = unit_property(UNIT, "MainPID")
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)


def test_profile_fit_for_root(lab):
    step("a harmless profile runs as root, in a unit, up to a tunnel; to disconnect is to end it")
    set_policy("YES")
    call = lab.call("start", "transient", ID, lab.profile())
    assert call.outcome() == "open: ours", call.lines
    assert unit_property(UNIT, "Description") == "VPN connection “Office”"
    status = status_of_daemon()
    assert status["Uid"].split()[0] == "0", status
    assert int(status["CapBnd"], 16) == 1 << 12, status
    call.connect()
    call.disconnect()
    assert_nothing_left()


def test_secrets_stay_out_of_sight(lab):
    step("neither the properties of the unit nor the command line hold a line of the profile")
    set_policy("YES")
    call = lab.call("start", "transient", ID, lab.profile())
    assert call.outcome() == "open: ours", call.lines
    shown = run("systemctl", "show", UNIT).stdout
    shown += open(f"/proc/{unit_property(UNIT, 'MainPID')}/cmdline", encoding="utf-8").read()
    for word in ("BEGIN", "127.0.0.1", "remote-cert-tls"):
        assert word not in shown, (word, shown)
    call.disconnect()
    assert_nothing_left()


def test_large_profile(lab):
    step("a profile may be larger than what fits into a pipe")
    set_policy("YES")
    call = lab.call("start", "transient", ID, lab.profile(*(3000 * [f"# {60 * 'x'}"])))
    call.connect()
    call.disconnect()
    assert_nothing_left()


def test_name_servers(lab):
    step("the distribution's script is told of name servers by a profile that is fit for root alone")
    script = "/etc/openvpn/update-resolv-conf"
    with open(script, "w", encoding="utf-8") as file:
        file.write('#!/bin/sh\necho "$script_type $foreign_option_1" >>/run/resolvconf/told\n')
    os.chmod(script, 0o755)
    os.makedirs("/run/resolvconf")
    set_policy("YES")

    def told_after_a_tunnel(*more):
        call = lab.call("start", "transient", ID, lab.profile(*more))
        call.connect()
        call.disconnect()
        assert_nothing_left()
        return lines_of("/run/resolvconf/told")

    assert told_after_a_tunnel("up /usr/bin/true") == []
    os.chmod(script, 0o775)  # others can change it
    assert told_after_a_tunnel() == []
    os.chmod(script, 0o755)
    assert told_after_a_tunnel() == ["up dhcp-option DNS 10.8.0.1", "down dhcp-option DNS 10.8.0.1"]
    os.unlink(script)


def lines_of(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().splitlines()
    except FileNotFoundError:
        return []


def test_failed_unit_in_the_way(lab):
    step("what is left of a unit that failed is cleared away")
    set_policy("YES")
    assert run("systemd-run", f"--unit={UNIT}", "--wait", "false").returncode == 1
    assert unit_property(UNIT, "ActiveState") == "failed"
    call = lab.call("start", "transient", ID, lab.profile())
    assert call.outcome() == "open: ours", call.lines
    call.disconnect()
    assert_nothing_left()


def test_other_profile(lab):
    step("any other profile runs with its user's rights and CAP_NET_ADMIN, and its scripts with it")
    set_policy("YES")
    call = lab.call("start", "transient", ID, lab.profile("up /usr/bin/true"))
    assert call.outcome() == "open: ours", call.lines
    status = status_of_daemon()
    assert set(status["Uid"].split()) == {"30303"}, status
    assert int(status["CapEff"], 16) == 1 << 12, status
    assert status["NoNewPrivs"] == "1", status
    call.connect()
    call.disconnect()
    assert_nothing_left()


def test_found_again(lab):
    step("a daemon that outlives its starter is found again, not started twice")
    set_policy("YES")
    path = lab.profile()
    first = lab.call("start", "transient", ID, path)
    first.connect()
    first.crash()
    pid = unit_property(UNIT, "MainPID")

    set_policy("NO")
    second = lab.call("start", "transient", ID, path)
    assert second.outcome() == "open: ours", second.lines
    assert unit_property(UNIT, "MainPID") == pid
    second.send("state")
    second.wait_line(",CONNECTED,SUCCESS,")
    second.disconnect()
    assert_nothing_left()
    third = lab.call("open", "transient", ID, path)
    assert third.outcome().startswith("absent:"), third.lines


def test_quick_return(lab):
    step("to connect while the last daemon still ends waits for that end")
    set_policy("YES")
    path = lab.profile()
    first = lab.call("start", "transient", ID, path)
    first.connect()
    first.disconnect()
    second = lab.call("start", "transient", ID, path)
    second.connect()
    second.disconnect()
    assert_nothing_left()


def test_no_agent(lab):
    step("where nobody can ask, it is said at once, with the command for an administrator")
    set_policy(None)
    began = time.monotonic()
    call = lab.call("start", "transient", ID, lab.profile())
    assert call.outcome().startswith("no-agent:"), call.lines
    assert time.monotonic() - began < 5
    call.wait_line(f"command: sudo systemd-run --collect --unit={UNIT}")
    assert_nothing_left()


def test_command_for_an_administrator(lab):
    step("that command makes a daemon that the user can use")
    set_policy(None)
    call = lab.call("start", "transient", ID, lab.profile("up /usr/bin/true"))
    command = call.wait_line("command: ")[len("command: sudo ") :]
    assert run("sh", "-c", command).returncode == 0
    wait_for(lambda: os.path.exists(socket_of(ID)), "the socket of the administrator's daemon")
    opened = lab.call("open", "transient", ID, "/unused")
    opened.connect()
    opened.disconnect()
    assert_nothing_left()


def test_forbidden(lab):
    step("a rule that says no is told apart from a user who says no")
    set_policy("NO")
    call = lab.call("start", "transient", ID, lab.profile())
    assert call.outcome().startswith("access-denied:"), call.lines
    assert_nothing_left()


def test_password(lab):
    step("after an administrator's password it starts")
    set_policy(None)
    call, agent = lab.call_with_agent("start", "transient", ID, lab.profile())
    with agent:
        agent.grant(agent.wait_word("asked"))
        assert call.outcome() == "open: ours", call.lines
    call.disconnect()
    assert_nothing_left()


def test_dismissed(lab):
    step("a user who clicks on Cancel has not authorized it; nothing is half started")
    set_policy(None)
    call, agent = lab.call_with_agent("start", "transient", ID, lab.profile())
    with agent:
        agent.wait_word("asked")
        agent.dismiss()
        assert call.outcome().startswith("not-authorized:"), call.lines
    assert_nothing_left()


def test_cancelled_while_asked(lab):
    step("who changes his mind while he is asked waits for nothing, and gets nothing")
    set_policy(None)
    call, agent = lab.call_with_agent("start", "transient", ID, lab.profile())
    with agent:
        cookie = agent.wait_word("asked")
        call.cancel()
        assert call.outcome().startswith("cancelled:"), call.lines
        agent.grant(cookie)
        call.wait_end()
    assert_nothing_left()


def test_daemon_that_ends(lab):
    step("a daemon that does not like its profile: its last words")
    set_policy("YES")
    call = lab.call("start", "transient", ID, lab.profile("lport 5000"))
    assert call.outcome().startswith("failed: the daemon ended: Options error: "), call.lines
    assert_nothing_left()


def test_profile_that_must_not_run(lab):
    step("a profile that was changed behind our back does not run at all")
    set_policy("YES")
    call = lab.call("start", "transient", ID, lab.profile("config /etc/passwd"))
    assert call.outcome().startswith("profile: "), call.lines
    assert lab.call("start", "transient", ID, "/run/resident/none.ovpn").outcome().startswith("profile: ")
    assert_nothing_left()


def test_no_openvpn(lab):
    step("without OpenVPN that is what is said")
    set_policy("YES")
    hidden = ("unshare", "--mount", "sh", "-c", 'mount --bind /dev/null /usr/sbin/openvpn && exec "$@"', "sh")
    call = lab.call("start", "transient", ID, lab.profile(), wrapper=hidden, outside=True)
    assert call.outcome().startswith("not-found: "), call.lines
    assert_nothing_left()


def write_service(lab, *more):
    with open("/etc/openvpn/client/site.conf", "w", encoding="utf-8") as file:
        file.write("\n".join([*lab.client_lines(), *more]) + "\n")
    os.makedirs("/run/openvpn-site", exist_ok=True)


def service_lines():
    return [f"management {SERVICE_SOCKET} unix", "management-client-user resident", "management-hold"]


def test_service(lab):
    step("an administrator's service is started, attached to while systemd still waits, and stopped")
    write_service(lab, *service_lines())
    set_policy("YES")
    arguments = ("service", SERVICE, f"unix:{SERVICE_SOCKET}")
    call = lab.call("start", *arguments)
    assert call.outcome() == "open: somebody's", call.lines
    call.connect()
    wait_for(lambda: unit_property(SERVICE, "ActiveState") == "active", "the service to be ready")
    listed = lab.call("list", "/etc/openvpn")
    assert listed.outcome() == f"{SERVICE} site unix:{SERVICE_SOCKET} running", listed.lines

    assert lab.call("stop", *arguments).outcome() == "stopped"
    call.wait_end()
    wait_for(lambda: unit_property(SERVICE, "ActiveState") == "inactive", "the service to end")
    listed = lab.call("list", "/etc/openvpn")
    assert listed.outcome() == f"{SERVICE} site unix:{SERVICE_SOCKET} stopped", listed.lines


def test_service_without_permission(lab):
    step("without a rule and without an agent a service is not started, and the command is told")
    write_service(lab, *service_lines())
    set_policy(None)
    call = lab.call("start", "service", SERVICE, f"unix:{SERVICE_SOCKET}")
    assert call.outcome().startswith("no-agent:"), call.lines
    call.wait_line(f"command: sudo systemctl start {SERVICE}")
    assert unit_property(SERVICE, "ActiveState") == "inactive"


def test_service_that_fails(lab):
    step("a service whose daemon ends is told as failed, and can be started again")
    write_service(lab, *service_lines(), "no-such-option")
    set_policy("YES")
    arguments = ("start", "service", SERVICE, f"unix:{SERVICE_SOCKET}")
    assert lab.call(*arguments).outcome().startswith("failed: ")
    write_service(lab, *service_lines())
    call = lab.call(*arguments)
    assert call.outcome() == "open: somebody's", call.lines
    run("systemctl", "stop", SERVICE)


def test_service_that_is_busy(lab):
    step("a service that is just being stopped is busy")
    write_service(lab, *service_lines())
    set_policy("YES")
    drop_in = f"/run/systemd/system/{SERVICE}.d"
    os.makedirs(drop_in)
    with open(f"{drop_in}/slow.conf", "w", encoding="utf-8") as file:
        file.write("[Service]\nType=exec\nExecStop=/bin/sh -c 'kill $MAINPID; read x </run/gate'\n")
    os.mkfifo("/run/gate")
    run("systemctl", "daemon-reload")
    run("systemctl", "start", SERVICE)
    wait_for(lambda: os.path.exists(SERVICE_SOCKET), "the socket of the service")
    run("systemctl", "stop", "--no-block", SERVICE)
    wait_for(lambda: not os.path.exists(SERVICE_SOCKET), "the socket of the service to be gone")
    call = lab.call("start", "service", SERVICE, f"unix:{SERVICE_SOCKET}")
    assert call.outcome().startswith("busy: "), call.lines
    with open("/run/gate", "w", encoding="ascii") as gate:
        gate.write("go\n")
    wait_for(lambda: unit_property(SERVICE, "ActiveState") == "inactive", "the service to end")


def test_child_with_our_rights(lab):
    step("without systemd, root starts a process, which outlives its starter and is found again")
    arguments = ("start", "spawn", ID, lab.profile(), "/run", "as-is")
    first = lab.call(*arguments, user=False)
    first.connect()
    first.crash()
    second = lab.call(*arguments, user=False)
    assert second.outcome() == "open: ours", second.lines
    second.send("state")
    second.wait_line(",CONNECTED,SUCCESS,")
    second.disconnect()
    assert_nothing_left()


def test_child_that_ends(lab):
    step("a process that ends at once: its last words")
    call = lab.call("start", "spawn", ID, lab.profile("lport 5000"), "/run", "as-is", user=False)
    assert call.outcome().startswith("failed: the daemon ended: "), call.lines
    assert_nothing_left()


def test_pkexec(lab):
    step("without systemd, a user starts it through pkexec")
    set_policy("YES", PKEXEC)
    call = lab.call("start", "spawn", ID, lab.profile(), "/run/resident", "pkexec")
    assert call.outcome() == "open: ours", call.lines
    call.connect()
    call.disconnect()
    assert_nothing_left()


def test_pkexec_refused(lab):
    step("pkexec: nobody can ask, a rule says no, the user says no")
    arguments = ("start", "spawn", ID, lab.profile(), "/run/resident", "pkexec")
    set_policy(None)
    call = lab.call(*arguments)
    assert call.outcome().startswith("no-agent:"), call.lines
    call.wait_line("command: sudo /usr/sbin/openvpn --errors-to-stderr --config stdin")

    set_policy("NO", PKEXEC)
    assert lab.call(*arguments).outcome().startswith("access-denied:")

    set_policy(None)
    call, agent = lab.call_with_agent(*arguments)
    with agent:
        agent.wait_word("asked")
        agent.dismiss()
        assert call.outcome().startswith("not-authorized:"), call.lines
    assert_nothing_left()


def test_pkexec_cancelled(lab):
    step("pkexec: who changes his mind while he is asked is not asked any longer")
    set_policy(None)
    arguments = ("start", "spawn", ID, lab.profile(), "/run/resident", "pkexec")
    call, agent = lab.call_with_agent(*arguments)
    with agent:
        agent.wait_word("asked")
        call.cancel()
        assert call.outcome().startswith("cancelled:"), call.lines
        wait_for(lambda: run("pgrep", "-x", "pkexec").returncode == 1, "pkexec to end")
    assert_nothing_left()


def main():
    chosen = sys.argv[2:]
    tests = [value for name, value in globals().items() if name.startswith("test_")]
    with Lab(sys.argv[1]) as lab:
        for test in tests:
            if not chosen or test.__name__ in chosen:
                test(lab)


if __name__ == "__main__":
    main()
