"""Everything that changes reviews. Each action takes who (`by`) and when (`now`), and refuses with NotAllowed."""
