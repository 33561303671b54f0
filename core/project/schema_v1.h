// Version 1 of the project file. Released: never edit, add a step in schema.cpp instead.
#pragma once

namespace attune {

inline constexpr const char* kSchemaV1 = R"sql(
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE image (
    id          INTEGER PRIMARY KEY,
    path        TEXT NOT NULL,
    sha256      TEXT NOT NULL UNIQUE,
    width       INTEGER NOT NULL CHECK (width >= 0),
    height      INTEGER NOT NULL CHECK (height >= 0),
    split       TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    imported_at TEXT NOT NULL,
    extra       TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX image_split ON image (split);
CREATE INDEX image_path ON image (path);

CREATE TABLE prompt (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- Many captions share few settings.
CREATE TABLE decoding (
    id      INTEGER PRIMARY KEY,
    options TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE run (
    id              INTEGER PRIMARY KEY,
    folder          TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN
                        ('queued', 'running', 'paused', 'finished', 'failed', 'cancelled', 'interrupted')),
    job             TEXT NOT NULL,
    last_event      INTEGER NOT NULL DEFAULT 0,
    message         TEXT NOT NULL DEFAULT '',
    created_at      TEXT NOT NULL,
    ended_at        TEXT NOT NULL DEFAULT '',
    -- The process that works on it; the start time tells it from a later one with the same number.
    host            TEXT NOT NULL DEFAULT '',
    pid             INTEGER NOT NULL DEFAULT 0,
    process_started INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX run_status ON run (status);

CREATE TABLE model (
    id         INTEGER PRIMARY KEY,
    parent_id  INTEGER REFERENCES model (id),
    run_id     INTEGER REFERENCES run (id),
    kind       TEXT NOT NULL CHECK (kind IN ('captioner', 'reward')),
    name       TEXT NOT NULL,
    path       TEXT NOT NULL,
    info       TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX model_parent ON model (parent_id);
CREATE INDEX model_run ON model (run_id);

CREATE TABLE caption (
    id          INTEGER PRIMARY KEY,
    image_id    INTEGER NOT NULL REFERENCES image (id),
    model_id    INTEGER REFERENCES model (id),
    prompt_id   INTEGER REFERENCES prompt (id),
    run_id      INTEGER REFERENCES run (id),
    edit_of     INTEGER REFERENCES caption (id),
    decoding_id INTEGER REFERENCES decoding (id),
    source      TEXT NOT NULL CHECK (source IN ('model', 'reference', 'edit')),
    text        TEXT NOT NULL,
    token_ids   TEXT NOT NULL,
    logprob     REAL NOT NULL,
    seed        INTEGER NOT NULL,
    created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX caption_image ON caption (image_id);
CREATE INDEX caption_model ON caption (model_id);
CREATE INDEX caption_run ON caption (run_id);
CREATE INDEX caption_source ON caption (source);
CREATE INDEX caption_edit ON caption (edit_of) WHERE edit_of IS NOT NULL;

CREATE TABLE metric (
    run_id INTEGER NOT NULL REFERENCES run (id),
    name   TEXT NOT NULL,
    step   INTEGER NOT NULL,
    value  REAL,                       -- NULL is "not a number"
    PRIMARY KEY (run_id, name, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE reward_score (
    model_id   INTEGER NOT NULL REFERENCES model (id),
    caption_id INTEGER NOT NULL REFERENCES caption (id),
    mean       REAL NOT NULL,
    deviation  REAL NOT NULL,
    PRIMARY KEY (model_id, caption_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reward_score_caption ON reward_score (caption_id);

CREATE TABLE tag (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE image_tag (
    image_id INTEGER NOT NULL REFERENCES image (id),
    tag_id   INTEGER NOT NULL REFERENCES tag (id),
    PRIMARY KEY (image_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX image_tag_tag ON image_tag (tag_id);

-- Decisions. A step is what one undo takes back: one rating, or all that one import brought. Ratings, comparisons and
-- the log are append-only, which the triggers below see to. The state of a step can be worked out from the log; it is
-- kept to be looked up quickly. An 'abandoned' step was undone, and then something new was decided.
CREATE TABLE decision_step (
    id    INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('applied', 'undone', 'abandoned'))
) STRICT;
CREATE INDEX decision_step_state ON decision_step (state, id);

CREATE TABLE decision_log (
    id         INTEGER PRIMARY KEY,
    step_id    INTEGER NOT NULL REFERENCES decision_step (id),
    action     TEXT NOT NULL CHECK (action IN ('do', 'undo', 'redo')),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE rating (
    id         INTEGER PRIMARY KEY,
    step_id    INTEGER NOT NULL REFERENCES decision_step (id),
    caption_id INTEGER NOT NULL REFERENCES caption (id),
    replaces   INTEGER REFERENCES rating (id),
    retraction INTEGER NOT NULL DEFAULT 0 CHECK (retraction IN (0, 1)),
    value      INTEGER CHECK (value BETWEEN 1 AND 5),
    flags      TEXT NOT NULL DEFAULT '[]',
    note       TEXT NOT NULL DEFAULT '',
    rater      TEXT NOT NULL,
    simulated  INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    seconds    REAL NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    CHECK (retraction = 0 OR replaces IS NOT NULL)
) STRICT;
CREATE INDEX rating_caption ON rating (caption_id);
CREATE INDEX rating_step ON rating (step_id);
CREATE INDEX rating_replaces ON rating (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE comparison (
    id               INTEGER PRIMARY KEY,
    step_id          INTEGER NOT NULL REFERENCES decision_step (id),
    left_caption_id  INTEGER NOT NULL REFERENCES caption (id),
    right_caption_id INTEGER NOT NULL REFERENCES caption (id),
    replaces         INTEGER REFERENCES comparison (id),
    retraction       INTEGER NOT NULL DEFAULT 0 CHECK (retraction IN (0, 1)),
    outcome          TEXT NOT NULL CHECK (outcome IN ('left', 'right', 'tie', 'both_bad')),
    purpose          TEXT NOT NULL CHECK (purpose IN ('rate', 'repeat', 'judge')),
    rater            TEXT NOT NULL,
    simulated        INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    seconds          REAL NOT NULL DEFAULT 0,
    created_at       TEXT NOT NULL,
    CHECK (left_caption_id <> right_caption_id),
    CHECK (retraction = 0 OR replaces IS NOT NULL)
) STRICT;
CREATE INDEX comparison_left ON comparison (left_caption_id);
CREATE INDEX comparison_right ON comparison (right_caption_id);
CREATE INDEX comparison_step ON comparison (step_id);
CREATE INDEX comparison_replaces ON comparison (replaces) WHERE replaces IS NOT NULL;

-- What counts now: of applied steps, and not replaced by a row of another applied step.
CREATE VIEW active_rating AS
    SELECT r.* FROM rating r JOIN decision_step s ON s.id = r.step_id
    WHERE s.state = 'applied' AND r.retraction = 0 AND NOT EXISTS (
        SELECT 1 FROM rating n JOIN decision_step t ON t.id = n.step_id
        WHERE n.replaces = r.id AND t.state = 'applied');
CREATE VIEW active_comparison AS
    SELECT c.* FROM comparison c JOIN decision_step s ON s.id = c.step_id
    WHERE s.state = 'applied' AND c.retraction = 0 AND NOT EXISTS (
        SELECT 1 FROM comparison n JOIN decision_step t ON t.id = n.step_id
        WHERE n.replaces = c.id AND t.state = 'applied');

CREATE TRIGGER rating_kept BEFORE DELETE ON rating
    BEGIN SELECT RAISE(ABORT, 'ratings are never deleted'); END;
CREATE TRIGGER rating_unchanged BEFORE UPDATE ON rating
    BEGIN SELECT RAISE(ABORT, 'ratings are never changed'); END;
CREATE TRIGGER comparison_kept BEFORE DELETE ON comparison
    BEGIN SELECT RAISE(ABORT, 'comparisons are never deleted'); END;
CREATE TRIGGER comparison_unchanged BEFORE UPDATE ON comparison
    BEGIN SELECT RAISE(ABORT, 'comparisons are never changed'); END;
CREATE TRIGGER decision_step_kept BEFORE DELETE ON decision_step
    BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER decision_log_kept BEFORE DELETE ON decision_log
    BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;
CREATE TRIGGER decision_log_unchanged BEFORE UPDATE ON decision_log
    BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
)sql";

}  // namespace attune
