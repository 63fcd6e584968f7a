-- 011: the ledger: what became of every word of every page.

-- Words of a page as the reader gave them, and how many are in each part; the parts add up to them.
CREATE TABLE page_words (
  extraction_id INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  page          INTEGER NOT NULL,      -- 0: a dump without form feeds
  words         INTEGER NOT NULL,
  cell          INTEGER NOT NULL,      -- in a value of an entry, or in a cell of the key to scores
  heading       INTEGER NOT NULL,      -- heads of tables, labels, titles
  furniture     INTEGER NOT NULL,      -- running headers and footers, page numbers
  prose         INTEGER NOT NULL,      -- outside the registers
  left_out      INTEGER NOT NULL,      -- the table left_out has each of them
  PRIMARY KEY (extraction_id, position)
) STRICT, WITHOUT ROWID;

-- Words next to each other that stand in a register's table and in no value of it.
CREATE TABLE left_out (
  extraction_id INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  page          INTEGER NOT NULL,
  text          TEXT NOT NULL,
  words         INTEGER NOT NULL,
  reason        TEXT NOT NULL,         -- 'column not kept: Review date'
  is_explained  INTEGER NOT NULL,      -- 0: no rule says that these may be left out: finding words-unplaced
  entry         TEXT,                  -- identifier, where it is known
  places        TEXT,
  beside_what   TEXT,                  -- not explained: what of the register stands next to them
  beside_text   TEXT,
  beside_places TEXT,
  PRIMARY KEY (extraction_id, position)
) STRICT, WITHOUT ROWID;

CREATE VIEW v_ledger AS
SELECT d.name AS document, p.page, p.words, p.cell, p.heading, p.furniture, p.prose, p.left_out, d.sha256
FROM document d JOIN page_words p ON p.extraction_id = d.extraction_id
ORDER BY d.name, d.sha256, p.position;

CREATE VIEW v_left_out AS
SELECT d.name AS document, l.page, l.entry, l.text, l.words, l.reason, l.is_explained, l.places, d.sha256
FROM document d JOIN left_out l ON l.extraction_id = d.extraction_id
ORDER BY d.name, d.sha256, l.position;
