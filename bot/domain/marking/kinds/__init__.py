"""Each kind of question has its own way of marking, in a file of its name."""
