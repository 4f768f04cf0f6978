-- A store as version 1 made it. Every later version has to read it: never change this file.
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

PRAGMA application_id = 1181906024;
PRAGMA user_version = 1;

INSERT INTO talk VALUES ('t6506e1c4a8f40', 'delay', '星河零售', 0, '2026-03-02T09:30:00.000000000Z', '2026-03-02T09:41:07.250000000Z');
INSERT INTO fact VALUES ('t6506e1c4a8f40', 'client', '星河零售', NULL);
INSERT INTO fact VALUES ('t6506e1c4a8f40', 'decided', NULL, 1);
INSERT INTO gate VALUES ('t6506e1c4a8f40', 'date', 'missing', '王工，周五');
INSERT INTO tick VALUES ('t6506e1c4a8f40', 'before/quiet');
INSERT INTO rehearsal VALUES ('r6506e1d2b1c00', 't6506e1c4a8f40', -1, 'hurried', 'middle',
    '{"Step":{"step":"why","drill":false}}',
    '{"id":"r6506e1d2b1c00","talk":"t6506e1c4a8f40","seed":18446744073709551615,"persona":"hurried","level":"middle","place":{"Step":{"step":"why","drill":false}},"attempts":[{"step":"news","text":"日子守不住了。","ticked":["news-first"],"aloud_seconds":12,"at":"2026-03-02T09:40:00.5Z"}],"turns":[{"step":"news","probe":null,"standing":{"reaction":"angry","made":1,"patience":2,"mood":"Softening","answers":1},"said":[{"Client":{"zh":"什么？","en":"What?"}},{"You":"我明白您着急。"}],"ending":"LeftOpen"}],"drafts":{},"finished":false,"began":"2026-03-02T09:32:00Z"}',
    0, '2026-03-02T09:32:00.000000000Z', '2026-03-02T09:40:00.500000000Z', 5);
INSERT INTO attempt VALUES ('r6506e1d2b1c00', 0, 'news', '日子守不住了。', 12, '2026-03-02T09:40:00.500000000Z');
INSERT INTO draft VALUES ('r6506e1d2b1c00', 'step/why', '李总，我先说结论', 9, 5);
