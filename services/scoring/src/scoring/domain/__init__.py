"""The arithmetic of scores: pure, exact, rounded once.

`facts` happen to a complaint, `complaint` says what they make of it at the end of a day, `tally` counts that in cells,
`formula` is the published data of a version, `measure` weighs the cells, `score` makes the number, `bill` explains it.
"""
