"""A screen reader in small: it speaks AT-SPI over D-Bus, as Orca does, and knows nothing of the program's insides."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ATSPI = "org.a11y.atspi"
ROOT = "/org/a11y/atspi/accessible/root"
PATIENCE_S = 60.0
LABELLED_BY = 2
"""A kind of relation (AtspiRelationType)."""
STATES = {"enabled": 8, "focusable": 11, "focused": 12, "sensitive": 24, "showing": 25}
"""Bits of the state set that are asked for here (AtspiStateType)."""


@dataclass(frozen=True)
class Node:
    """Something that the program shows, as a screen reader has it."""

    reader: "ScreenReader"
    bus: str
    path: str

    @property
    def name(self) -> str:
        return self._property("Accessible", "Name")

    @property
    def description(self) -> str:
        return self._property("Accessible", "Description")

    @property
    def role(self) -> str:
        return self._call("Accessible", "GetRoleName")[0]

    @property
    def label(self) -> str:
        """What stands beside it and says what it is."""
        for kind, targets in self._call("Accessible", "GetRelationSet")[0]:
            if kind == LABELLED_BY:
                return " ".join(Node(self.reader, bus, path).name for bus, path in targets)
        return ""

    @property
    def states(self) -> set[str]:
        low, high = self._call("Accessible", "GetState")[0]
        bits = low | high << 32
        return {name for name, bit in STATES.items() if bits >> bit & 1}

    @property
    def children(self) -> "list[Node]":
        return [Node(self.reader, bus, path) for bus, path in self._call("Accessible", "GetChildren")[0]]

    @property
    def value(self) -> float:
        return self._property("Value", "CurrentValue")

    @property
    def text(self) -> str:
        return self._call("Text", "GetText", "ii", (0, -1))[0]

    @property
    def actions(self) -> list[str]:
        return [action[0] for action in self._call("Action", "GetActions")[0]]

    def walk(self, *, hidden: bool = False) -> "Iterator[Node]":
        """Yield it and all that is shown within it; with what is `hidden`, as in a menu that isn't open."""
        yield self
        for child in self.children:
            if hidden or "showing" in child.states:
                yield from child.walk(hidden=hidden)

    def find(self, name: str, role: str = "", *, hidden: bool = False) -> "Node":
        """Return the first within it that is called so."""
        for node in self.walk(hidden=hidden):
            if node.name == name and role in ("", node.role):
                return node
        raise AssertionError(f"nothing is called {name!r} ({role or 'of any role'})")

    def set_value(self, value: float) -> None:
        address = DBusAddress(self.path, self.bus, f"{ATSPI}.Value")
        self.reader.ask(Properties(address).set("CurrentValue", "d", value))

    def set_text(self, text: str) -> None:
        assert self._call("EditableText", "SetTextContents", "s", (text,))[0]

    def press(self, action: str = "Press") -> None:
        assert self._call("Action", "DoAction", "i", (self.actions.index(action),))[0]

    def focus(self) -> None:
        assert self._call("Component", "GrabFocus")[0]

    def _property(self, interface: str, name: str) -> Any:
        address = DBusAddress(self.path, self.bus, f"{ATSPI}.{interface}")
        return self.reader.ask(Properties(address).get(name))[0][1]

    def _call(self, interface: str, method: str, signature: str = "", words: tuple[Any, ...] = ()) -> Any:
        address = DBusAddress(self.path, self.bus, f"{ATSPI}.{interface}")
        return self.reader.ask(new_method_call(address, method, signature or None, words))


class ScreenReader:
    """A connection to the bus of assistive technologies, which hears what programs announce."""

    def __init__(self, session: str) -> None:
        with open_dbus_connection(session) as bus:
            launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            address = bus.send_and_get_reply(new_method_call(launcher, "GetAddress")).body[0]
        self._bus: DBusConnection = open_dbus_connection(address)
        self.announced: list[str] = []
        events = DBusAddress("/org/a11y/atspi/registry", f"{ATSPI}.Registry", f"{ATSPI}.Registry")
        for event in ("object:announcement", "object:state-changed:focused"):
            self.ask(new_method_call(events, "RegisterEvent", "s", (event,)))
        rule = MatchRule(type="signal", interface=f"{ATSPI}.Event.Object", member="Announcement")
        daemon = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        self.ask(new_method_call(daemon, "AddMatch", "s", (rule.serialise(),)))

    def program(self) -> Node:
        """Return the program's window, when it has come up."""
        desktop = Node(self, f"{ATSPI}.Registry", ROOT)
        for _ in self._tries("no window has come up"):
            for application in desktop.children:
                for window in application.children:
                    if "showing" in window.states:
                        return window
        raise AssertionError

    def hears(self, words: str) -> str:
        """Wait until the program announces something with these words in it, and return the whole."""
        for _ in self._tries(f"nobody says {words!r}, but {self.announced}"):
            for said in self.announced:
                if words in said:
                    return said
            self._listen()
        raise AssertionError

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        for _ in self._tries("it never came to be"):
            if holds():
                return

    def ask(self, message: Any) -> Any:
        """Send a message and return the body of its answer; what is announced meanwhile is kept."""
        serial = next(self._bus.outgoing_serial)
        self._bus.send(message, serial=serial)
        while True:
            answer = self._bus.receive(timeout=PATIENCE_S)
            if answer.header.fields.get(HeaderFields.reply_serial) == serial:
                assert answer.header.message_type != MessageType.error, answer.body
                return answer.body
            self._note(answer)

    def close(self) -> None:
        self._bus.close()

    def _listen(self) -> None:
        try:
            self._note(self._bus.receive(timeout=0.2))
        except TimeoutError:
            return

    def _note(self, message: Any) -> None:
        if message.header.fields.get(HeaderFields.member) == "Announcement":
            self.announced.append(message.body[3][1])

    @staticmethod
    def _tries(complaint: str) -> Iterator[None]:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            yield
            time.sleep(0.1)
        raise AssertionError(complaint)
