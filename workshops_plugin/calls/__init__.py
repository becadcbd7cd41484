"""What do we ask?

A page carries a call's words, a row its facts; members answer with proposals.
Its five words: *call*, *question*, *answer*, *proposal* and *partner*.
"""
