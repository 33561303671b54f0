// Version 5 of the project file: a rater's own words are decisions too, and a hidden repeat may be rated.
#pragma once

namespace attune {

// Words that were written before this version have no row in `edit`, and cannot be undone: they count until others are
// written. Without rewriting a row, the views say what counts.
inline constexpr const char* kSchemaV5 = R"sql(
CREATE TABLE edit (
    caption_id INTEGER PRIMARY KEY REFERENCES caption (id),  -- the rater's words; caption.edit_of is what they correct
    step_id    INTEGER NOT NULL REFERENCES decision_step (id),
    rater      TEXT NOT NULL,
    seconds    REAL NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX edit_step ON edit (step_id);
CREATE TRIGGER edit_kept BEFORE DELETE ON edit
    BEGIN SELECT RAISE(ABORT, 'edits are never deleted'); END;
CREATE TRIGGER edit_unchanged BEFORE UPDATE ON edit
    BEGIN SELECT RAISE(ABORT, 'edits are never changed'); END;

ALTER TABLE rating ADD COLUMN purpose TEXT NOT NULL DEFAULT 'rate' CHECK (purpose IN ('rate', 'repeat'));

-- Own words that were undone, that later ones took the place of, or that give the caption back its own.
CREATE VIEW undone_edit AS
    SELECT e.caption_id FROM edit e JOIN decision_step s ON s.id = e.step_id WHERE s.state <> 'applied';
CREATE VIEW retired_edit AS
    SELECT c.id AS caption_id FROM caption c
    WHERE c.source = 'edit' AND (
        EXISTS (SELECT 1 FROM undone_edit u WHERE u.caption_id = c.id)
        OR EXISTS (SELECT 1 FROM caption o WHERE o.id = c.edit_of AND o.text = c.text)
        OR EXISTS (SELECT 1 FROM caption n WHERE n.edit_of = c.edit_of AND n.id > c.id AND n.source = 'edit'
                   AND NOT EXISTS (SELECT 1 FROM undone_edit u WHERE u.caption_id = n.id)));

-- What counts now, as before, but of captions that count; and, by itself, what was said when a pair came back.
DROP VIEW active_rating;
DROP VIEW active_comparison;
CREATE VIEW active_rating AS
    SELECT r.* FROM rating r JOIN decision_step s ON s.id = r.step_id
    WHERE s.state = 'applied' AND r.retraction = 0 AND r.purpose = 'rate' AND NOT EXISTS (
        SELECT 1 FROM rating n JOIN decision_step t ON t.id = n.step_id
        WHERE n.replaces = r.id AND t.state = 'applied')
    AND NOT EXISTS (SELECT 1 FROM retired_edit x WHERE x.caption_id = r.caption_id);
CREATE VIEW active_repeat AS
    SELECT r.* FROM rating r JOIN decision_step s ON s.id = r.step_id
    WHERE s.state = 'applied' AND r.retraction = 0 AND r.purpose = 'repeat' AND NOT EXISTS (
        SELECT 1 FROM rating n JOIN decision_step t ON t.id = n.step_id
        WHERE n.replaces = r.id AND t.state = 'applied')
    AND NOT EXISTS (SELECT 1 FROM retired_edit x WHERE x.caption_id = r.caption_id);
CREATE VIEW active_comparison AS
    SELECT c.* FROM comparison c JOIN decision_step s ON s.id = c.step_id
    WHERE s.state = 'applied' AND c.retraction = 0 AND NOT EXISTS (
        SELECT 1 FROM comparison n JOIN decision_step t ON t.id = n.step_id
        WHERE n.replaces = c.id AND t.state = 'applied')
    AND NOT EXISTS (SELECT 1 FROM retired_edit x WHERE x.caption_id = c.left_caption_id)
    AND NOT EXISTS (SELECT 1 FROM retired_edit x WHERE x.caption_id = c.right_caption_id);
)sql";

}  // namespace attune
