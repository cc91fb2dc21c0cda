"""What law is: ids, units, editions, works through time, verdicts, and the protocol of a shelf."""
