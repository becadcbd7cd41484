"""How do we judge?

Reviewers score proposals against a call's criteria, editors rank and decide, and
everything about it is on record. Its five words: *assignment*, *conflict of interest*,
*review*, *score* and *decision*.
"""
