"""Everything behind a screen: what was chosen, what the snapshot answers, how it is drawn and taken away."""
