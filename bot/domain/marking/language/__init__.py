"""What is known of words: one file of data for each language, and what a deck says about its own."""
