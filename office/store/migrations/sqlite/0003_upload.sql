-- +goose Up

-- Files sent for an import that is still being tried. Only who sent one may
-- open it, and only for the register it was sent to: files are kept by their
-- hash, which others may come to know.
CREATE TABLE upload (
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    register TEXT NOT NULL,
    account  INTEGER NOT NULL REFERENCES account (id),
    sha256   TEXT NOT NULL,
    name     TEXT NOT NULL,
    at       DATETIME NOT NULL,
    PRIMARY KEY (organ_id, register, account, sha256)
);
