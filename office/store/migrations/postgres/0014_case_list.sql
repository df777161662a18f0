-- +goose Up

-- The lists of cases, the nearest due date and the latest first: each index
-- holds all that the filters ask, so that counting and turning pages of 100,000
-- cases read no row but the fifty shown.
DROP INDEX application_due;
DROP INDEX application_list;
DROP INDEX application_search;
CREATE INDEX application_open ON application (organ_id, COALESCE(due_on, '9999-12-31'), id, due_on, waiting, handler, alarm_on, next, state, kind, code, received_on, unit, asked_units)
    WHERE state IN ('Submitted', 'Processing', 'Correcting', 'AwaitingPayment');
CREATE INDEX application_list ON application (organ_id, opened_at, id, state, handler, kind, code, received_on, search);
