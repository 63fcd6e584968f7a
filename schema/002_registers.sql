-- 002: what a document's registers say, and where every value stands.
--
-- `places` is a list that SQLite's json_each() reads (view v_evidence does): [page, line, begin, end] in a
-- dump (characters of the line, half-open; page 0 where the dump has no form feeds),
-- [page, left, top, right, bottom] in a PDF (points from the top-left corner).
-- `reasons`, `headings` and the like hold one item per line.
-- Checks say OR rather than IN: for IN SQLite builds a table of the list at every insert, which took longer
-- than the insert.

-- Every text taken from a document, with its place.
CREATE TABLE text (
  id            INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  entry_id      INTEGER REFERENCES entry ON DELETE CASCADE,  -- NULL: of the register, a mention, a movement
  field         TEXT NOT NULL,         -- 'title', 'controls', ..., 'scores.residual', 'register.title'
  text          TEXT NOT NULL,         -- items separated by line feeds
  confidence    TEXT NOT NULL CHECK (confidence = 'high' OR confidence = 'medium' OR confidence = 'low'),
  reasons       TEXT,
  places        TEXT
) STRICT;
CREATE INDEX text_by_entry ON text (extraction_id, entry_id);

CREATE TABLE register (
  id               INTEGER PRIMARY KEY,
  extraction_id    INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  position         INTEGER NOT NULL,   -- in the document, from 0
  title_id         INTEGER REFERENCES text,
  organisation_id  INTEGER REFERENCES text,
  organisation_key TEXT NOT NULL,      -- folded for comparison; '' where none is printed
  year             TEXT,               -- '2018/19'
  quarter          INTEGER,
  period           INTEGER,            -- sorts: 20183 is 2018/19 Q3, 20180 the year; of the file name where
                                       -- none is printed; NULL: not known
  period_places    TEXT,
  as_at            TEXT,               -- ISO date
  first_page       INTEGER,
  last_page        INTEGER,
  matrix_rule      TEXT CHECK (matrix_rule = 'product' OR matrix_rule = 'weighted' OR matrix_rule = 'free'),  -- NULL: no key printed
  headings         TEXT,
  stages           TEXT,
  fingerprints     INTEGER NOT NULL,   -- how many different ones its entries have
  UNIQUE (extraction_id, position)
) STRICT;

-- The printed key to scores. Levels from lowest (0) to highest.
CREATE TABLE matrix_level (
  register_id INTEGER NOT NULL REFERENCES register ON DELETE CASCADE,
  axis        TEXT NOT NULL CHECK (axis IN ('likelihood', 'impact')),
  level       INTEGER NOT NULL,
  name        TEXT NOT NULL,
  PRIMARY KEY (register_id, axis, level)
) STRICT, WITHOUT ROWID;

CREATE TABLE matrix_weight (
  register_id INTEGER NOT NULL REFERENCES register ON DELETE CASCADE,
  level       INTEGER NOT NULL,
  weight      ANY NOT NULL,
  PRIMARY KEY (register_id, level)
) STRICT, WITHOUT ROWID;

CREATE TABLE matrix_cell (
  register_id INTEGER NOT NULL REFERENCES register ON DELETE CASCADE,
  impact      INTEGER NOT NULL,
  likelihood  INTEGER NOT NULL,
  score       ANY NOT NULL,
  places      TEXT,
  PRIMARY KEY (register_id, impact, likelihood)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
  id            INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  register_id   INTEGER NOT NULL REFERENCES register ON DELETE CASCADE,
  position      INTEGER NOT NULL,      -- in the register, from 0
  identifier    TEXT,                  -- normalised; NULL where the register prints none
  id_repaired   INTEGER NOT NULL,
  id_repair_reason TEXT,
  kind          TEXT NOT NULL CHECK (kind IN ('risk', 'opportunity')),
  first_page    INTEGER NOT NULL,      -- 0: not known
  last_page     INTEGER NOT NULL,
  first_line    INTEGER NOT NULL,      -- dumps; else 0
  last_line     INTEGER NOT NULL,
  reasons       TEXT,                  -- rows joined, and why
  fingerprint   INTEGER,               -- of identifier and first words of the title; NULL without them
  period        INTEGER,               -- of the register
  UNIQUE (register_id, position)
) STRICT;
CREATE INDEX entry_by_extraction ON entry (extraction_id);
CREATE INDEX entry_by_identifier ON entry (identifier);
CREATE INDEX entry_by_fingerprint ON entry (fingerprint, period) WHERE fingerprint IS NOT NULL;  -- the same risk in other quarters

-- A score as printed. A NULL value is an empty cell; a stage the layout lacks has no row.
CREATE TABLE score (
  entry_id       INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE,
  stage          TEXT NOT NULL CHECK (stage = 'inherent' OR stage = 'current' OR stage = 'residual' OR stage = 'target'),
  value          ANY,                  -- a number, unchecked on purpose: 27 is a finding,
  label          TEXT,                 -- not a reason to refuse the row
  likelihood     INTEGER,
  impact         INTEGER,
  printed_id     INTEGER REFERENCES text,
  likelihood_id  INTEGER REFERENCES text,
  impact_id      INTEGER REFERENCES text,
  heading        TEXT,
  basis          TEXT,
  other_reading  TEXT,
  confidence     TEXT NOT NULL CHECK (confidence = 'high' OR confidence = 'medium' OR confidence = 'low'),
  reasons        TEXT,
  PRIMARY KEY (entry_id, stage)
) STRICT, WITHOUT ROWID;

-- A score that prose or a cover report's summary states.
CREATE TABLE mention (
  id            INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  identifier    TEXT NOT NULL,
  stage         TEXT CHECK (stage = 'inherent' OR stage = 'current' OR stage = 'residual' OR stage = 'target'),
  value         ANY,
  label         TEXT,
  change        TEXT CHECK (change = 'reduced' OR change = 'increased' OR change = 'unchanged'),
  claim         TEXT,                  -- the words of the change: "has been reduced to 12"
  score_before  ANY,                   -- "from 16"
  text_id       INTEGER REFERENCES text,
  UNIQUE (extraction_id, position)
) STRICT;

-- What the cover report says was added to and deleted from the register.
CREATE TABLE movement (
  id            INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  direction     TEXT NOT NULL CHECK (direction IN ('new', 'deleted')),
  position      INTEGER NOT NULL,
  identifier    TEXT NOT NULL,
  text_id       INTEGER REFERENCES text,
  UNIQUE (extraction_id, direction, position)
) STRICT;

-- A table that looks like a register and whose headings could not be placed.
CREATE TABLE unplaced_table (
  extraction_id INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  page          INTEGER NOT NULL,
  line          INTEGER NOT NULL,
  headings      TEXT,
  reason        TEXT NOT NULL,
  places        TEXT,
  PRIMARY KEY (extraction_id, position)
) STRICT, WITHOUT ROWID;

-- What a check flagged: the two facts it compared, each with its place. Findings follow from the store's
-- content: they are made anew when a register of an earlier period arrives.
CREATE TABLE finding (
  id               INTEGER PRIMARY KEY,
  extraction_id    INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  position         INTEGER NOT NULL,
  check_name       TEXT NOT NULL,
  entry            TEXT,               -- normalised identifier
  stage            TEXT CHECK (stage = 'inherent' OR stage = 'current' OR stage = 'residual' OR stage = 'target'),
  printed          TEXT,
  expected         TEXT,
  severity         TEXT NOT NULL CHECK (severity = 'error' OR severity = 'warning' OR severity = 'info'),
  message          TEXT NOT NULL,
  confidence       TEXT NOT NULL CHECK (confidence = 'high' OR confidence = 'medium' OR confidence = 'low'),
  found_what       TEXT NOT NULL,
  found_text       TEXT NOT NULL,
  found_places     TEXT,
  found_document   TEXT,               -- sha-256 of another document; NULL: this one
  against_what     TEXT NOT NULL,
  against_text     TEXT NOT NULL,
  against_places   TEXT,
  against_document TEXT,
  UNIQUE (extraction_id, position)
) STRICT;

-- Words of all texts. The texts themselves are held once, in `text`.
CREATE VIRTUAL TABLE text_words USING fts5 (
  text, content = 'text', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
-- Each document's commit writes a segment of the index; merging them by 16 costs a quarter less than by 4, the
-- default, and searching stays at a few milliseconds.
INSERT INTO text_words (text_words, rank) VALUES ('automerge', 16);
