"""A clerk's hands on the keyboard: one key in 80 ms, and every key counted."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

A_KEY = 80
"""Milliseconds, as a practised typist."""
A_FAST_KEY = 8
"""For text whose time is not measured."""
KEYS_A_CHARACTER = 3
"""A Chinese character by pinyin with whole words: two letters and its share of choosing, rounded up."""


@dataclass
class Hands:
    """Presses keys on a page; writes as fast as a person only where that is measured."""

    page: Page
    is_measured: bool = False
    pressed: int = 0
    begun: float = field(default_factory=time.monotonic)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key, delay=A_KEY)
        self.pressed += len(keys)

    def write(self, text: str) -> None:
        """Letters and digits one by one; a Chinese character arrives whole, after the time that its keys take."""
        pace = A_KEY if self.is_measured else A_FAST_KEY
        for letter in text:
            keys = 1 if letter.isascii() else KEYS_A_CHARACTER
            self.page.keyboard.type(letter, delay=pace * keys)
            self.pressed += keys

    @property
    def seconds(self) -> float:
        """Since the first key."""
        return time.monotonic() - self.begun


def scan(page: Page, text: str, *ending: str) -> None:
    """What a scanner types: all characters at once, however busy this machine is."""
    page.evaluate(
        """keys => { for (const key of keys)
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})); }""",
        [*text, *ending],
    )


def open_address(page: Page, base: str, written: str) -> None:
    """Open an address; `?q=words` in it is searched as a clerk does, since no address carries words."""
    path, _, words = written.partition("?q=")
    page.goto(base + path)
    if words:
        field = page.locator("form.cmd input[name=q]" if path == "/find/" else "main form.sift input[name=q]")
        field.fill(words)
        with page.expect_navigation():
            page.evaluate("form => form.submit()", field.locator("xpath=ancestor::form").element_handle())


def begin_registering(hands: Hands, name: str, phone: str, matter: str) -> None:
    """F2, who, phone, what."""
    hands.press("F2")
    expect(hands.page.locator("#id_name")).to_be_focused()
    hands.write(name)
    hands.press("Tab")
    hands.write(phone)
    hands.press("Tab")
    expect(hands.page.locator("#id_matter")).to_be_focused()
    hands.write(matter)


def take_item(hands: Hands, item: str, situation: str = "") -> None:
    """Take the suggested item with ↵, and choose the situation with the arrow keys if it has any."""
    expect(hands.page.locator("#hits .sg.on b")).to_have_text(item)
    hands.press("Enter")
    if situation:
        choices = hands.page.locator("#script [name=situation]")
        expect(choices.first).to_be_focused()
        names = hands.page.locator("#script .sits label").all_inner_texts()
        hands.press(*["ArrowDown"] * names.index(situation) or ["Space"])
        expect(hands.page.locator("#script .sits input:checked + span")).to_have_text(situation)
