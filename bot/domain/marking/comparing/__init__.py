"""A read answer is compared with a question's references, and what speaks against it is weighed."""
