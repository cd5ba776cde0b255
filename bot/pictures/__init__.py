"""Pictures: plain figures in, a PNG out. Each has a twin in words, which `bot.words` says."""
