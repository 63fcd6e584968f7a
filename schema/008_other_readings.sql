-- 008: v_scores shows what else a score was read as, where a second look or the page's picture says otherwise.
DROP VIEW v_scores;
CREATE VIEW v_scores AS
SELECT d.name AS document, o.text AS organisation, r.year, r.quarter, e.identifier AS entry, e.kind, s.stage,
       s.value, s.label, s.likelihood, s.impact, p.text AS printed, s.heading, s.basis, s.confidence,
       s.reasons, d.sha256, e.id AS entry_id, s.other_reading
FROM document d
JOIN entry e ON e.extraction_id = d.extraction_id
JOIN register r ON r.id = e.register_id
JOIN score s ON s.entry_id = e.id
LEFT JOIN text o ON o.id = r.organisation_id
LEFT JOIN text p ON p.id = s.printed_id;
