"""The daily question of a channel, a group or one of its topics."""
