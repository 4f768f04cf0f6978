-- Times are UTC in RFC 3339 with nine digits after the point, so that they sort as text.

CREATE TABLE talk (
    id       TEXT    NOT NULL PRIMARY KEY,
    scenario TEXT    NOT NULL,
    client   TEXT,                -- the fact of that name, for finding a talk by it
    example  INTEGER NOT NULL,
    created  TEXT    NOT NULL,
    changed  TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- A fact is words, or a yes or no.
CREATE TABLE fact (
    talk TEXT NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
    id   TEXT NOT NULL,
    text TEXT,
    flag INTEGER,
    PRIMARY KEY (talk, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE gate (
    talk  TEXT NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
    item  TEXT NOT NULL,
    state TEXT NOT NULL,
    note  TEXT NOT NULL,
    PRIMARY KEY (talk, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE tick (
    talk TEXT NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
    item TEXT NOT NULL,           -- checklist/item
    PRIMARY KEY (talk, item)
) STRICT, WITHOUT ROWID;

-- `state` is the whole rehearsal; the other columns repeat what lists and searches ask for.
CREATE TABLE rehearsal (
    id       TEXT    NOT NULL PRIMARY KEY,
    talk     TEXT    NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
    seed     INTEGER NOT NULL,    -- the 64 bits of an unsigned number
    persona  TEXT    NOT NULL,
    level    TEXT    NOT NULL,
    place    TEXT    NOT NULL,    -- JSON
    state    TEXT    NOT NULL,    -- JSON
    finished INTEGER NOT NULL,
    began    TEXT    NOT NULL,
    changed  TEXT    NOT NULL,    -- the last attempt, or the beginning
    touched  INTEGER NOT NULL     -- counts the saves of all rehearsals: the highest was saved last
) STRICT, WITHOUT ROWID;
CREATE INDEX rehearsal_of_talk ON rehearsal (talk, touched, changed);
CREATE INDEX rehearsal_touched ON rehearsal (touched);

CREATE TABLE attempt (
    rehearsal     TEXT    NOT NULL REFERENCES rehearsal (id) ON DELETE CASCADE,
    n             INTEGER NOT NULL,   -- counted from 0
    step          TEXT    NOT NULL,
    said          TEXT    NOT NULL,
    aloud_seconds INTEGER,
    at            TEXT    NOT NULL,
    PRIMARY KEY (rehearsal, n)
) STRICT, WITHOUT ROWID;

-- Lines that were typed after their rehearsal was saved last.
CREATE TABLE draft (
    rehearsal TEXT    NOT NULL REFERENCES rehearsal (id) ON DELETE CASCADE,
    place     TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    cursor    INTEGER NOT NULL,   -- in bytes
    saved     INTEGER NOT NULL,   -- the rehearsal's `touched` of that moment
    PRIMARY KEY (rehearsal, place)
) STRICT, WITHOUT ROWID;
