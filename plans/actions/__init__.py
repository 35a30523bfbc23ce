"""The actions of plans. Each takes `by` (the user) and `now`, and refuses with NotAllowed."""
