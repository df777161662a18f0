-- +goose Up

-- Where each current entry counts: under which code, from which day and, of a
-- stock, until which. It follows from the entry's fields; figures and the lists
-- behind them come from the same lines.
CREATE TABLE tally (
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    place    INTEGER NOT NULL,
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    code     TEXT NOT NULL,
    on_day   DATE NOT NULL,
    until_on DATE,
    n        INTEGER NOT NULL,
    PRIMARY KEY (entry_id, place)
);
CREATE INDEX tally_code ON tally (organ_id, code, on_day, entry_id, until_on);

-- The same lines added up by day, a stock's departures taken off: what a report
-- needs is a sum over few rows, however many entries there are.
CREATE TABLE daily (
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    code     TEXT NOT NULL,
    on_day   DATE NOT NULL,
    n        INTEGER NOT NULL,
    PRIMARY KEY (organ_id, code, on_day)
) WITHOUT ROWID;

-- By which rules the lines were made: others mean that they are made anew.
CREATE TABLE tally_scheme (
    id     INTEGER NOT NULL PRIMARY KEY,
    scheme INTEGER NOT NULL
);
INSERT INTO tally_scheme (id, scheme) VALUES (1, 0);

-- That nothing happened, as a named person says of a register and year
-- (零报告): nothing recorded alone does not say so.
CREATE TABLE zero_report (
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    year     INTEGER NOT NULL,
    register TEXT NOT NULL,
    at       DATETIME NOT NULL,
    account  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (organ_id, year, register)
);
