"""Rules as data and their engine (规则与算法), pure Python.

`shipped.shipped()` or `loading.folder.load(path)` gives a Rulebook; `deadline.compute` answers when something is due,
`assessment.assess` what a month costs. Nothing here reads a clock: the moment is an argument. All times are naive local
civil times of the centre. Import from the modules; this file imports nothing, so that the commands start fast.
"""
