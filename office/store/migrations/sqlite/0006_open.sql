-- +goose Up

-- What the public rooms tell beside the reports. months are the items disclosed
-- in each month of the year as the register had them when the version was
-- published, twelve numbers joined by commas; '' where it had none, or where the
-- version is older than this column. They are frozen with the version: what is
-- recorded later shows only with the next.
ALTER TABLE report_version ADD COLUMN months TEXT NOT NULL DEFAULT '';

-- The public guide (公开指南) by versions: how an organ is reached and overseen,
-- beyond what its information office says. Of two versions of one day the later
-- entered holds. channels are keys joined by commas.
CREATE TABLE guide (
    id             INTEGER NOT NULL PRIMARY KEY,
    organ_id       INTEGER NOT NULL REFERENCES organ (id),
    from_on        DATE NOT NULL,
    postcode       TEXT NOT NULL,
    fax            TEXT NOT NULL,
    email          TEXT NOT NULL,
    website        TEXT NOT NULL,
    channels       TEXT NOT NULL,
    apply_at       TEXT NOT NULL,
    places         TEXT NOT NULL,
    overseer       TEXT NOT NULL,
    overseer_phone TEXT NOT NULL,
    reconsiderer   TEXT NOT NULL,
    note           TEXT NOT NULL
);
CREATE INDEX guide_organ ON guide (organ_id, from_on);
