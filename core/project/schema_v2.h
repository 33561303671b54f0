// Version 2 of the project file: notes, attention maps, and what a window needs to list 100,000 images at once.
#pragma once

namespace attune {

inline constexpr const char* kSchemaV2 = R"sql(
ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE model ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- Where the attention maps of a caption lie: '<run folder>/outputs/<file>#<row>'.
ALTER TABLE caption ADD COLUMN attention TEXT NOT NULL DEFAULT '';

-- Searching captions and choosing what to rate next read this index alone, a fifth of the table. The index of the
-- source, which has three values, misled the planner: it read all captions of models to find those of one image.
DROP INDEX caption_image;
DROP INDEX caption_source;
CREATE INDEX caption_of_image ON caption (image_id, source, text, run_id, model_id);

-- The image of a scored caption, kept beside the score (captions never move): the best score of every image is then
-- one walk along an index.
ALTER TABLE reward_score ADD COLUMN image_id INTEGER NOT NULL DEFAULT 0;
UPDATE reward_score SET image_id = (SELECT c.image_id FROM caption c WHERE c.id = caption_id);
CREATE INDEX reward_score_image ON reward_score (model_id, image_id, mean);
)sql";

}  // namespace attune
