"""What a piece of work reads, it reads once; the next one reads anew."""

from __future__ import annotations

import pytest

from shouwen.once import forget, one_piece_of_work, read_once


class Shelf:
    """Answers with a letter and notes whom it was asked about."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.letter = "a"

    def read(self, centre_id: int) -> str:
        self.asked.append(centre_id)
        return f"{self.letter}{centre_id}"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_outside_a_piece_of_work_every_reading_is_made(shelf: Shelf) -> None:
    letter = read_once(shelf.read)

    assert [letter(1), letter(1)] == ["a1", "a1"]
    assert shelf.asked == [1, 1]


def test_inside_each_centre_is_read_once(shelf: Shelf) -> None:
    letter = read_once(shelf.read)
    with one_piece_of_work():
        assert [letter(1), letter(2), letter(1), letter(2)] == ["a1", "a2", "a1", "a2"]

    assert shelf.asked == [1, 2]


def test_the_next_piece_of_work_reads_anew(shelf: Shelf) -> None:
    letter = read_once(shelf.read)
    for expected in ("a1", "b1"):
        with one_piece_of_work():
            assert letter(1) == expected
        shelf.letter = "b"


def test_a_change_inside_a_request_reads_for_itself_and_leaves_the_request_what_it_read(shelf: Shelf) -> None:
    letter = read_once(shelf.read)
    with one_piece_of_work():
        assert letter(1) == "a1"
        shelf.letter = "b"
        with one_piece_of_work():
            assert letter(1) == "b1"
        assert letter(1) == "a1"


def test_what_was_written_is_read_anew(shelf: Shelf) -> None:
    letter = read_once(shelf.read)
    with one_piece_of_work():
        assert letter(1) == "a1"
        shelf.letter = "b"
        forget()
        assert letter(1) == "b1"


def test_two_readings_are_kept_apart() -> None:
    first, second = Shelf(), Shelf()
    second.letter = "z"
    with one_piece_of_work():
        assert (read_once(first.read)(1), read_once(second.read)(1)) == ("a1", "z1")
