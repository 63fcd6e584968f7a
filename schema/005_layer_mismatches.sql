-- 005: ids and scores of which a page's text layer and its picture say different things (--ocr verify).

CREATE TABLE layer_mismatch (
  entry_id      INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  stage         TEXT CHECK (stage = 'inherent' OR stage = 'current' OR stage = 'residual' OR stage = 'target'),
  part          TEXT NOT NULL CHECK (part IN ('id', 'score', 'likelihood', 'impact')),
  text_layer_id INTEGER NOT NULL REFERENCES text,
  picture_id    INTEGER NOT NULL REFERENCES text,
  PRIMARY KEY (entry_id, position)
) STRICT, WITHOUT ROWID;
