"""What a language model was asked and said."""
