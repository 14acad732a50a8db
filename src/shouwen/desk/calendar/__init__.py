"""工作日历: days the centre set itself, opening times, and which due dates a change moved."""
