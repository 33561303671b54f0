// Version 3 of the project file: encoders of images and texts among the models.
#pragma once

namespace attune {

// Other words in a CHECK change nothing of what is stored: the table's definition is all there is to rewrite
// (https://www.sqlite.org/lang_altertable.html, section 8).
inline constexpr const char* kSchemaV3 = R"sql(
PRAGMA writable_schema = ON;
UPDATE sqlite_master
   SET sql = replace(sql, '''captioner'', ''reward''', '''captioner'', ''encoder'', ''reward''')
 WHERE type = 'table' AND name = 'model';
PRAGMA writable_schema = RESET;
)sql";

}  // namespace attune
