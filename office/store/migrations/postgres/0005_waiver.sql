-- +goose Up

-- Why a finding of a report's checks stands, as a named person says (说明情况).
-- It is bound to the rule, the place and, by mark, to the values it was given
-- for; whether it holds is computed. It is withdrawn, never deleted.
CREATE TABLE waiver (
    id           BIGINT NOT NULL PRIMARY KEY,
    organ_id     BIGINT NOT NULL REFERENCES organ (id),
    year         BIGINT NOT NULL,
    rule         TEXT NOT NULL,
    place        TEXT NOT NULL,
    mark         TEXT NOT NULL,
    says         TEXT NOT NULL,
    reason       TEXT NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    account      BIGINT NOT NULL,
    name         TEXT NOT NULL,
    withdrawn_at TIMESTAMPTZ,
    withdrawn_by TEXT NOT NULL,
    withdrawn_why TEXT NOT NULL
);
CREATE INDEX waiver_report ON waiver (organ_id, year, at);

-- What of them held when a version was published: a record beside it, for the
-- exchange format has no place for it.
CREATE TABLE version_waiver (
    organ_id BIGINT NOT NULL REFERENCES organ (id),
    year     BIGINT NOT NULL,
    n        BIGINT NOT NULL,
    line     BIGINT NOT NULL,
    rule     TEXT NOT NULL,
    place    TEXT NOT NULL,
    says     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    at       TIMESTAMPTZ NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (organ_id, year, n, line)
);

-- What was entered or changed since a report was signed is looked up by it.
CREATE INDEX entry_changed ON entry (organ_id, changed_at);

CREATE TRIGGER waiver_no_delete BEFORE DELETE ON waiver FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER version_waiver_no_update BEFORE UPDATE ON version_waiver FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER version_waiver_no_delete BEFORE DELETE ON version_waiver FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER waiver_no_truncate BEFORE TRUNCATE ON waiver FOR EACH STATEMENT EXECUTE FUNCTION records_refuse();
CREATE TRIGGER version_waiver_no_truncate BEFORE TRUNCATE ON version_waiver FOR EACH STATEMENT EXECUTE FUNCTION records_refuse();
