-- 004: when a document was read. The run says when it began, but a run of `merge` brings readings of others; of
-- several readings of one document the latest that succeeded is shown, whatever was merged in which order.
ALTER TABLE extraction ADD COLUMN read_at TEXT;  -- UTC, ISO 8601, milliseconds
UPDATE extraction SET read_at = (SELECT started_at FROM run WHERE run.id = run_id);
