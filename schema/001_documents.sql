-- 001: which files were read, when, with what, and what became of each.
-- Migrations run once each, in number order, in one transaction; PRAGMA user_version holds the last.
-- A released file is never edited: a change is the next number.

-- A run that changed something. One that found everything known already leaves no row.
CREATE TABLE run (
  id          INTEGER PRIMARY KEY,
  command     TEXT NOT NULL,
  version     TEXT NOT NULL,           -- of domesday
  vocabulary  TEXT NOT NULL,           -- sha-256 of the vocabulary it read with
  options     TEXT NOT NULL,
  started_at  TEXT NOT NULL,           -- UTC, ISO 8601
  finished_at TEXT,                    -- NULL: still running, or killed
  outcome     TEXT                     -- 'finished', or why it stopped
) STRICT;

-- A file's bytes. The same bytes under two names are one document.
CREATE TABLE document (
  id            INTEGER PRIMARY KEY,
  sha256        TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  size          INTEGER NOT NULL,
  name          TEXT NOT NULL,         -- file name without folders; of several the first in byte order
  extraction_id INTEGER REFERENCES extraction  -- the revision that views and exports show
) STRICT;
CREATE UNIQUE INDEX document_by_extraction ON document (extraction_id);

-- Every path a document was ever seen under. Size, time and inode spare reading a file that did not change.
CREATE TABLE document_path (
  path        TEXT NOT NULL,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  is_current  INTEGER NOT NULL DEFAULT 1,  -- 0: other bytes stand there now
  size        INTEGER NOT NULL,
  modified    INTEGER NOT NULL,        -- nanoseconds since 1970
  inode       INTEGER NOT NULL,
  run_id      INTEGER NOT NULL REFERENCES run,  -- that saw it first
  PRIMARY KEY (path, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_path_by_document ON document_path (document_id);

-- A path whose bytes could not be had at all (no permission, over the size limit): no document yet.
CREATE TABLE unread_path (
  path    TEXT PRIMARY KEY,
  reason  TEXT NOT NULL,
  message TEXT NOT NULL,
  advice  TEXT NOT NULL,
  run_id  INTEGER NOT NULL REFERENCES run
) STRICT, WITHOUT ROWID;

-- One reading of a document. A newer version or vocabulary reads it again as the next revision;
-- the old one stays.
CREATE TABLE extraction (
  id              INTEGER PRIMARY KEY,
  document_id     INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  revision        INTEGER NOT NULL,    -- from 1
  run_id          INTEGER NOT NULL REFERENCES run,
  version         TEXT NOT NULL,
  vocabulary      TEXT NOT NULL,
  options         TEXT NOT NULL,
  outcome         TEXT NOT NULL CHECK (outcome = 'complete' OR outcome = 'partial' OR outcome = 'quarantined'),
  reason          TEXT,                -- quarantined: 'empty', 'encrypted', 'damaged', ...
  message         TEXT,                -- what was found
  advice          TEXT,                -- what to do about it
  reason_page     INTEGER,             -- the page that stopped the reading, if it was one
  kind            TEXT CHECK (kind IN ('pdf', 'text')),
  page_count      INTEGER,             -- NULL: a dump without form feeds
  encoding        TEXT,
  is_repaired     INTEGER NOT NULL,    -- a damaged file whose structure was rebuilt
  movements_stated INTEGER NOT NULL,   -- the cover report lists what is new and deleted
  UNIQUE (document_id, revision)
) STRICT;

-- What a person should know of a reading. left_out: a page that could not be read.
CREATE TABLE note (
  extraction_id INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  about         TEXT NOT NULL CHECK (about = 'document' OR about = 'content' OR about = 'left_out'),
  page          INTEGER,
  text          TEXT NOT NULL,
  PRIMARY KEY (extraction_id, about, position)
) STRICT, WITHOUT ROWID;
