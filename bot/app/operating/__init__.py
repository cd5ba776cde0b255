"""Looking after the bot: how it stands, what its operators are told, what they announce."""
