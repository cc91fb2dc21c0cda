"""An order's own faults, found by the program itself as far as registers and texts are held.

`find.find` runs every rule over one order; what people found by hand (`corpus/waivers/by-hand`) is never looked at.
"""
