"""The actions of reviews. Each takes `by` (the user) and `now`, and refuses with NotAllowed."""
