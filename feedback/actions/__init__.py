"""Everything that changes cases. Each action takes who (`by`) and when (`now`), and refuses with NotAllowed."""
