"""What a language model is asked about an answer that the marker can't tell, and what its word may do."""
