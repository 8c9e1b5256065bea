"""Two texts of the same document: which clauses stand, which moved, and what changed in them word by word.

``compare`` is the door; ``judge_round`` holds the vendor's answer against what was asked. Pure: texts in, values out.
"""
