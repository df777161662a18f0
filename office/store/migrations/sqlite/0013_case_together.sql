-- +goose Up

-- The inner office of a post: whoever handles for it may take its cases.
ALTER TABLE post ADD COLUMN unit TEXT NOT NULL DEFAULT '';

-- The inner offices whose opinion is awaited, each between bars, and the
-- earliest last day for one.
ALTER TABLE application ADD COLUMN asked_units TEXT NOT NULL DEFAULT '';
ALTER TABLE application ADD COLUMN ask_due_on DATE;

CREATE INDEX application_group ON application (organ_id, group_id) WHERE group_id IS NOT NULL;
CREATE INDEX application_undelivered ON application (organ_id, decided_on, id) WHERE state = 'Replied' AND next = 'clerk';
CREATE INDEX application_overdue ON application (organ_id, due_on) WHERE decided_on IS NULL;
