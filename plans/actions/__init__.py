"""Everything that changes a plan. Each action takes who (`by`) and when (`now`), and refuses with NotAllowed."""
