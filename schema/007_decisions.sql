-- 007: what auditors decided about values and findings. Rows of their own: nothing that was extracted changes.
-- A decision is about what one revision said; whether it holds for a later one is worked out when it is asked,
-- from `identifier`, `title` and `extracted`.

CREATE TABLE decision (
  id             INTEGER PRIMARY KEY,
  document_id    INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  revision       INTEGER NOT NULL,      -- that the auditor looked at
  subject        TEXT NOT NULL CHECK (subject = 'value' OR subject = 'finding'),
  register       INTEGER,               -- value: position in the document, from 0
  entry          INTEGER,               -- value: position in the register, from 0; NULL: of the register
  identifier     TEXT,                  -- value: the entry's, in that revision
  title          TEXT,                  -- value: the entry's, in that revision
  field          TEXT,                  -- value: as in text.field
  check_name     TEXT,                  -- finding: what tells it from the others; as in finding
  finding_entry  TEXT,
  finding_stage  TEXT,
  printed        TEXT,
  expected       TEXT,
  extracted      TEXT NOT NULL,         -- what the auditor saw
  verdict        TEXT NOT NULL CHECK (verdict = 'agree' OR verdict = 'wrong' OR verdict = 'question'),
  right_value    TEXT,                  -- wrong: what it should be
  comment        TEXT NOT NULL,
  who            TEXT NOT NULL,
  decided_at     TEXT NOT NULL,         -- UTC, '2026-02-13T10:00:00.000Z'
  digest         TEXT NOT NULL UNIQUE,  -- sha-256 of all of the above: the same decision twice is one row
  run_id         INTEGER NOT NULL REFERENCES run  -- that took it in
) STRICT;
CREATE INDEX decision_by_document ON decision (document_id, decided_at);

CREATE VIEW v_decisions AS
SELECT d.name AS document, x.revision, x.subject, coalesce(x.identifier, x.finding_entry) AS entry, x.title,
       coalesce(x.field, x.check_name) AS about, x.finding_stage AS stage, x.printed, x.expected, x.extracted,
       x.verdict AS decision, x.right_value AS decided_value, x.comment, x.who, x.decided_at, d.sha256,
       x.id AS decision_id
FROM decision x JOIN document d ON d.id = x.document_id;
