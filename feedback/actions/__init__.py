"""The actions of cases. Each takes `by` (the user) and `now`, and refuses with NotAllowed."""
