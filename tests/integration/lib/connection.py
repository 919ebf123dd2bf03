# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""One connection as a person has it before them: its state, and the questions it asks."""

from . import culvert
from .wait import wait_for


class Connection:
    """A daemon that Culvert is attached to under a name."""

    def __init__(self, name, client, screen):
        self.name = name
        self.client = client
        self.screen = screen

    def attach(self):
        culvert.do("--attach", self.client.endpoint, "--name", self.name, "--background")
        culvert.wait_state(self.name, "disconnected")

    def facts(self):
        return culvert.connections()[self.name]

    def connect(self):
        culvert.do("--connect", self.name)

    def wait_connected(self):
        facts = culvert.wait_state(self.name, "connected")
        wait_for(lambda: not self.questions(), "the last question to close")
        return facts

    def disconnect(self):
        culvert.do("--disconnect", self.name)
        culvert.wait_state(self.name, "disconnected")

    def wait_stopped(self, reason):
        """Until Culvert has given the connection up, and says why."""

        def has_stopped():
            facts = self.facts()
            return facts["state"] in ("disconnected", "failed") and facts["reason"] == reason

        wait_for(has_stopped, lambda: f"{self.name} to stop for {reason}; {self.facts()}", 15, 0.1)
        wait_for(lambda: not self.questions(), "the last question to close")

    def questions(self):
        return [window for window in self.screen.windows() if self.name in window.title]

    def question(self, name, *roles, text=None):
        """The window that asks for something with this name, and says the text."""

        def asked():
            for window in self.questions():
                if window.look_for(name, *roles) and (text is None or window.says(text)):
                    return window
            return None

        def problem():
            return f"{self.name} to ask for {name!r} with {text!r}; {[w.texts() for w in self.questions()]}"

        return wait_for(asked, problem, 15)

    def answer(self, name, value, button, text=None, remember=None):
        """Fills the one entry of a question, and gives the answer."""
        question = self.question(name, "text", "password text", text=text)
        question.fill(name, value)
        if remember is not None:
            question.check("Remember", remember)
        question.click(button)
        question.wait_gone()
