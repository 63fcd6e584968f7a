-- 003: views that a person, or Datasette, can read without joins. They show each document's current revision.

CREATE VIEW v_documents AS
SELECT d.name AS document, x.outcome, x.reason, x.message, x.advice,
       (SELECT count(*) FROM register r WHERE r.extraction_id = x.id) AS registers,
       (SELECT count(*) FROM entry e WHERE e.extraction_id = x.id) AS entries,
       (SELECT count(*) FROM finding f WHERE f.extraction_id = x.id) AS findings,
       (SELECT count(*) FROM finding f WHERE f.extraction_id = x.id AND f.severity = 'error') AS errors,
       x.page_count AS pages, x.kind, x.encoding, d.size, x.revision, x.version,
       (SELECT group_concat(path, char(10)) FROM
          (SELECT path FROM document_path p WHERE p.document_id = d.id AND is_current ORDER BY path)) AS paths,
       d.sha256, d.id AS document_id
FROM document d JOIN extraction x ON x.id = d.extraction_id
UNION ALL
SELECT path, 'quarantined', reason, message, advice, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, path,
       NULL, NULL
FROM unread_path;

CREATE VIEW v_registers AS
SELECT d.name AS document, o.text AS organisation, t.text AS title, r.year, r.quarter, r.as_at,
       r.first_page, r.last_page,
       (SELECT count(*) FROM entry e WHERE e.register_id = r.id) AS entries,
       r.matrix_rule, r.headings, d.sha256, r.id AS register_id
FROM document d
JOIN register r ON r.extraction_id = d.extraction_id
LEFT JOIN text o ON o.id = r.organisation_id
LEFT JOIN text t ON t.id = r.title_id;

CREATE VIEW v_texts AS
SELECT d.name AS document, r.year, r.quarter, e.identifier AS entry, t.field, t.text, t.confidence, t.reasons,
       t.id AS text_id, e.id AS entry_id
FROM document d
JOIN text t ON t.extraction_id = d.extraction_id
LEFT JOIN entry e ON e.id = t.entry_id
LEFT JOIN register r ON r.id = e.register_id;

CREATE VIEW v_entries AS
SELECT d.name AS document, o.text AS organisation, r.year, r.quarter, e.identifier AS entry, e.kind,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'title') AS title,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'description') AS description,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'type') AS type,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'owner') AS owner,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'causes') AS causes,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'consequences') AS consequences,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'controls') AS controls,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'mitigations') AS mitigations,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'progress') AS progress,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'direction') AS direction,
       (SELECT text FROM text t WHERE t.extraction_id = e.extraction_id AND t.entry_id = e.id AND field = 'unplaced') AS unplaced,
       (SELECT value FROM score s WHERE s.entry_id = e.id AND s.stage = 'inherent') AS inherent,
       (SELECT value FROM score s WHERE s.entry_id = e.id AND s.stage = 'current') AS current,
       (SELECT value FROM score s WHERE s.entry_id = e.id AND s.stage = 'residual') AS residual,
       (SELECT value FROM score s WHERE s.entry_id = e.id AND s.stage = 'target') AS target,
       e.first_page, e.last_page, e.first_line, e.last_line, d.sha256, e.id AS entry_id
FROM document d
JOIN entry e ON e.extraction_id = d.extraction_id
JOIN register r ON r.id = e.register_id
LEFT JOIN text o ON o.id = r.organisation_id;

CREATE VIEW v_scores AS
SELECT d.name AS document, o.text AS organisation, r.year, r.quarter, e.identifier AS entry, e.kind, s.stage,
       s.value, s.label, s.likelihood, s.impact, p.text AS printed, s.heading, s.basis, s.confidence,
       s.reasons, d.sha256, e.id AS entry_id
FROM document d
JOIN entry e ON e.extraction_id = d.extraction_id
JOIN register r ON r.id = e.register_id
JOIN score s ON s.entry_id = e.id
LEFT JOIN text o ON o.id = r.organisation_id
LEFT JOIN text p ON p.id = s.printed_id;

CREATE VIEW v_mentions AS
SELECT d.name AS document, m.identifier AS entry, m.stage, m.value, m.label, m.change, t.text, d.sha256,
       m.text_id
FROM document d
JOIN mention m ON m.extraction_id = d.extraction_id
LEFT JOIN text t ON t.id = m.text_id;

CREATE VIEW v_movements AS
SELECT d.name AS document, m.direction, m.identifier AS entry, t.text, d.sha256, m.text_id
FROM document d
JOIN movement m ON m.extraction_id = d.extraction_id
LEFT JOIN text t ON t.id = m.text_id;

CREATE VIEW v_findings AS
SELECT d.name AS document, f.check_name, f.severity, f.entry, f.stage, f.printed, f.expected, f.message,
       f.confidence, f.found_what, f.found_text, f.found_places, f.against_what, f.against_text,
       f.against_places, a.name AS against_document, d.sha256, f.id AS finding_id
FROM document d
JOIN finding f ON f.extraction_id = d.extraction_id
LEFT JOIN document a ON a.sha256 = f.against_document;

-- One row per place: a text printed on three lines has three.
CREATE VIEW v_evidence AS
SELECT d.name AS document, e.identifier AS entry, t.field, t.text, p.key + 1 AS part,
       json_extract(p.value, '$[0]') AS page,
       iif(json_array_length(p.value) = 4, json_extract(p.value, '$[1]'), NULL) AS line,
       iif(json_array_length(p.value) = 4, json_extract(p.value, '$[2]'), NULL) AS first_character,
       iif(json_array_length(p.value) = 4, json_extract(p.value, '$[3]'), NULL) AS end_character,
       iif(json_array_length(p.value) = 5, json_extract(p.value, '$[1]'), NULL) AS "left",
       iif(json_array_length(p.value) = 5, json_extract(p.value, '$[2]'), NULL) AS top,
       iif(json_array_length(p.value) = 5, json_extract(p.value, '$[3]'), NULL) AS "right",
       iif(json_array_length(p.value) = 5, json_extract(p.value, '$[4]'), NULL) AS bottom,
       t.confidence, d.sha256, t.id AS text_id, t.entry_id
FROM document d
JOIN text t ON t.extraction_id = d.extraction_id
JOIN json_each(t.places) p
LEFT JOIN entry e ON e.id = t.entry_id;
