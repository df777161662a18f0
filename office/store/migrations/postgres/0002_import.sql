-- +goose Up

-- Which import made a version of an entry, so that it can be undone as a whole,
-- and who has undone it.
ALTER TABLE entry_version ADD COLUMN batch_id BIGINT;
CREATE INDEX entry_version_batch ON entry_version (batch_id) WHERE batch_id IS NOT NULL;
ALTER TABLE batch ADD COLUMN undone_by TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN undone_why TEXT NOT NULL DEFAULT '';

-- Entries by their number, withdrawn ones too: imports look them up, lists sort
-- by it.
CREATE INDEX entry_by_number ON entry (organ_id, register, number, id);
