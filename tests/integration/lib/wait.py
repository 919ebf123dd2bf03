# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Waiting for conditions, with a deadline and a sentence about what did not happen."""

import signal
import subprocess
import time


class NeverHappened(AssertionError):
    pass


def wait_for(condition, what, seconds=10.0, interval=0.02):
    """Calls `condition` until it returns something true, and returns that.

    What it raises counts as "not yet". `what` ends the sentence "waited for …"; it may be a
    function, which is then asked only after a failure.
    """
    deadline = time.monotonic() + seconds
    while True:
        problem = None
        try:
            result = condition()
            if result:
                return result
        except (AttributeError, NameError, TypeError):
            raise  # a mistake in the test
        except Exception as error:  # pylint: disable=broad-except
            problem = error
        if time.monotonic() > deadline:
            detail = what() if callable(what) else what
            reason = f": {problem!r}" if problem else ""
            raise NeverHappened(f"waited {seconds} s for {detail}{reason}") from problem
        time.sleep(interval)


def stop_process(process, seconds=8):
    """Ends a child that may be stopped already; returns its exit status."""
    if process.poll() is None:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    return process.returncode
