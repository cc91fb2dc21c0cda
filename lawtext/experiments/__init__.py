"""Experiments: who may set aside what, for whom, from when to when.

`book.load` gives the shipped registry and waivers; `live.live` answers whether an experiment can be used for a
municipality, a day and a group, ground by ground; `reach.reach` opens a waiver's provisions and says whom each
concerns; `read.read` reads the waivers out of an order that nobody has seen before, `acts` settles those of acts.
`faults.find` finds an order's own faults, `impact` what a provision touches, `concordance` suggests new numbers,
`positions` says what changed between two orders, `agreement` holds the registry against the texts, `limits` raises the
questions that an application must answer, `overview` and `picture` draw it all.
"""
