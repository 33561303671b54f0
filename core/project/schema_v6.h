// Version 6 of the project file: whose words retire whose.
#pragma once

namespace attune {

// Each rater has words of their own for a caption, as they have a rating of it: the same rater's later words retire them. Whose
// words were written before version 5 is not known: they count, as before, until anybody writes others.
inline constexpr const char* kSchemaV6 = R"sql(
DROP VIEW retired_edit;
CREATE VIEW retired_edit AS
    SELECT c.id AS caption_id FROM caption c LEFT JOIN edit e ON e.caption_id = c.id
    WHERE c.source = 'edit' AND (
        EXISTS (SELECT 1 FROM undone_edit u WHERE u.caption_id = c.id)
        OR EXISTS (SELECT 1 FROM caption o WHERE o.id = c.edit_of AND o.text = c.text)
        OR EXISTS (SELECT 1 FROM caption n LEFT JOIN edit f ON f.caption_id = n.id
                   WHERE n.edit_of = c.edit_of AND n.id > c.id AND n.source = 'edit'
                   AND (e.rater IS NULL OR f.rater = e.rater)
                   AND NOT EXISTS (SELECT 1 FROM undone_edit u WHERE u.caption_id = n.id)));
)sql";

}  // namespace attune
