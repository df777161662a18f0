-- +goose Up

-- Old reports taken over from their files: what was read, whose name the file
-- gives and why it is this organ's, and when the original was made public.
-- content is never changed; a row goes only with an adoption that is discarded.
CREATE TABLE adoption (
    organ_id     INTEGER NOT NULL REFERENCES organ (id),
    year         INTEGER NOT NULL,
    file         TEXT NOT NULL,
    sha256       TEXT NOT NULL,
    read_organ   TEXT NOT NULL,
    why          TEXT NOT NULL,
    published_on DATE,
    content      TEXT NOT NULL,
    at           DATETIME NOT NULL,
    account      INTEGER NOT NULL,
    name         TEXT NOT NULL,
    PRIMARY KEY (organ_id, year)
);

-- What a person has decided of a cell beside the source. value is '' where the
-- choice gives none; was is what stood there before, in words.
CREATE TABLE cell_decision (
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    year     INTEGER NOT NULL,
    code     TEXT NOT NULL,
    choice   TEXT NOT NULL CHECK (choice IN ('as_read', 'corrected', 'blank')),
    value    TEXT NOT NULL,
    source   TEXT NOT NULL,
    was      TEXT NOT NULL,
    at       DATETIME NOT NULL,
    account  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (organ_id, year, code)
);

-- What the checks find and a person has confirmed of the original.
CREATE TABLE finding_confirmation (
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    year     INTEGER NOT NULL,
    rule     TEXT NOT NULL,
    place    TEXT NOT NULL,
    says     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    at       DATETIME NOT NULL,
    account  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (organ_id, year, rule, place, says)
);
