"""The heads of sounds: enough to be known, nobody plays them."""

MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x64" + bytes(413)
M4A = b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00M4A mp42isom" + bytes(64)
OPUS = b"OggS\x00\x02" + bytes(22) + b"OpusHead\x01\x01" + bytes(64)
VORBIS = b"OggS\x00\x02" + bytes(22) + b"\x01vorbis" + bytes(64)
