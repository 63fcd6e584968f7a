-- 006: zip files that were looked through, since which run a finding stands, and how a run was protected.

-- A zip file whose members were all looked at: while size, time and inode stay, it is not opened again. Its
-- members stand in document_path and unread_path as "<path>/<name in the zip>".
CREATE TABLE archive (
  path        TEXT PRIMARY KEY,
  size        INTEGER NOT NULL,
  modified    INTEGER NOT NULL,        -- nanoseconds since 1970
  inode       INTEGER NOT NULL,
  version     TEXT NOT NULL,           -- of domesday
  passed_over INTEGER NOT NULL,        -- files in it that are no documents
  run_id      INTEGER NOT NULL REFERENCES run
) STRICT, WITHOUT ROWID;

-- The run whose reading first gave this finding of the document; NULL: before this was kept.
ALTER TABLE finding ADD COLUMN run_id INTEGER REFERENCES run;

-- What kept its workers from harm: 'memory limit, no new privileges, seccomp, landlock'. NULL: no worker was
-- needed, or the documents were read without.
ALTER TABLE run ADD COLUMN protections TEXT;
