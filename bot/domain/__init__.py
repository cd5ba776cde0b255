"""Pure rules: no I/O, no clock, no chance of its own. Data in, data out."""
