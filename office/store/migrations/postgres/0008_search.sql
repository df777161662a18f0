-- +goose Up

-- PostgreSQL reads the entries of a register several times faster than SQLite
-- does, and an index of it could not hold the longest texts.
SELECT 1;
