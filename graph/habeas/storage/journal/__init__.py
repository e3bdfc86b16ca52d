"""The journal: every operation, one line each, hash-chained, on the disk before it is acknowledged.

    {"at":"2026-02-01T09:12:00.000Z","body":{…},"by":"documenter","hash":"…","n":12,"op":"record","prev":"…"}

A line is canonical JSON (keys sorted, no spaces, UTF-8) and ends with a newline. `hash` is the SHA-256 of the line
without its hash; `prev` is the hash of the line before, 64 zeros for the first. So a changed, lost or moved line
shows. Lines cut off at the end, or a chain made again from some line on, show only against a last hash noted
elsewhere (the store notes it).

A step is what one command records. From its second line on, each line has `step`, the number of the first.

Lines are only ever added. A last line without its newline was never acknowledged: it is set aside and reported, not
dropped. Operations appended together are forced to the disk together: after a power cut none, some or all of the lines
may be there, each whole and in order, and none of them was acknowledged.
"""
