-- 009: pages that were read from their picture, and how it was turned before: their places are those of the
-- upright, straight page.
CREATE TABLE scanned_page (
  extraction_id INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  page          INTEGER NOT NULL,
  turned        INTEGER NOT NULL,      -- degrees clockwise: 0, 90, 180, 270
  skew          REAL NOT NULL,         -- degrees clockwise that were taken out after that
  PRIMARY KEY (extraction_id, page)
) STRICT, WITHOUT ROWID;
