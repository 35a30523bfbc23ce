"""Everything that changes the registers. Each action takes who (`by`) and when (`now`), and refuses with NotAllowed."""
