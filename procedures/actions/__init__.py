"""The actions of procedures. Each takes `by` (the user) and `now`, and refuses with NotAllowed."""
