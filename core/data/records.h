// The plain values that cross layers: one struct for each table of the project file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/generation_options.h"
#include "data/json.h"

namespace attune {

/// Row ids start at 1; 0 means "not stored yet" or "none".
using Id = std::int64_t;

struct ImageRecord {
    Id id = 0;
    std::string path;    ///< as stored: relative to the project folder where possible
    std::string sha256;  ///< of the file's bytes, lower-case hexadecimal
    int width = 0;       ///< pixels, after the EXIF orientation
    int height = 0;
    std::string split = "train";  ///< "train", "validation" or "test"
    std::string importedAt;       ///< ISO 8601, UTC
    Json extra = Json::object();  ///< what the source knew besides: the scene graph of a Scenes picture, say
};

struct PromptRecord {
    Id id = 0;
    std::string text;
};

/// Where a caption came from.
enum class CaptionSource { Model, Reference, Edit };

/// A caption knows everything about its birth. An edit is a decision, too: see DecisionJournal::edit().
struct CaptionRecord {
    Id id = 0;
    Id imageId = 0;
    Id modelId = 0;   ///< 0 for references and edits
    Id promptId = 0;  ///< 0 for none
    Id runId = 0;
    Id editOf = 0;  ///< the caption that an edit corrects
    CaptionSource source = CaptionSource::Model;
    std::string text;
    std::vector<std::int64_t> tokenIds;  ///< without start token and padding, with the end token where one came
    double logprob = 0;                  ///< sum over the tokens, in nats
    GenerationOptions decoding;
    std::uint64_t seed = 0;
    std::string createdAt;
    std::string attention;  ///< where its attention maps lie: "<run folder>/outputs/<file>#<row>"; empty: none
};

/// A 1-5 rating of one caption. Never changed: a correction adds a row that replaces the old one.
struct RatingRecord {
    Id id = 0;
    Id captionId = 0;
    std::optional<int> value;        ///< 1 (bad) .. 5 (good); none for a row that only flags or notes
    std::vector<std::string> flags;  ///< "hallucinates", "incomplete", "repeats"
    std::string note;
    std::string purpose = "rate";  ///< "rate", or "repeat": the caption's pair came back, swapped and unannounced
    std::string rater;             ///< who; simulated raters say so here as well
    bool simulated = false;        ///< made by a program, never by a person
    double seconds = 0;            ///< from showing to deciding
    std::string createdAt;
};

enum class Preference { Left, Right, Tie, BothBad };

/// A judgement between two captions of one image, in the order in which they were shown.
struct ComparisonRecord {
    Id id = 0;
    Id leftCaptionId = 0;
    Id rightCaptionId = 0;
    Preference outcome = Preference::Tie;
    std::string purpose = "rate";  ///< "rate", "repeat" (hidden swapped repeat) or "judge"
    std::string rater;
    bool simulated = false;
    double seconds = 0;
    std::string createdAt;
};

/// A node of the lineage: a captioner or a reward model on disk.
struct ModelRecord {
    Id id = 0;
    Id parentId = 0;  ///< 0 for a root
    Id runId = 0;     ///< the run that made it, 0 for an import
    std::string kind = "captioner";  ///< "captioner" or "reward"
    std::string name;
    std::string path;  ///< as stored: relative to the project folder where possible
    Json info = Json::object();
    std::string createdAt;
    std::string note;  ///< what the researcher wrote about it
};

struct RunRecord {
    Id id = 0;
    std::string folder;  ///< name below runs/
    std::string kind;
    std::string status = "queued";  ///< "queued", "running", "paused", "finished", "failed", "cancelled", "interrupted"
    Json job = Json::object();
    std::uint64_t lastEvent = 0;  ///< sequence number of the last ingested event
    std::string message;          ///< why it failed or was interrupted
    std::string createdAt;
    std::string endedAt;
    std::string note;  ///< what the researcher wrote about it
};

struct MetricRecord {
    Id runId = 0;
    std::int64_t step = 0;
    std::string name;
    double value = 0;
};

struct RewardScoreRecord {
    Id captionId = 0;
    Id modelId = 0;  ///< the reward model
    double mean = 0;
    double deviation = 0;  ///< over the ensemble
    std::optional<double> gain = {};  ///< what a rating of the caption would tell; see learn/label_gains.h
};

/// The words under which enums are stored and exported.
std::string toText(CaptionSource source);
std::string toText(Preference outcome);
CaptionSource captionSourceFromText(const std::string& text);
Preference preferenceFromText(const std::string& text);

/// Now, as ISO 8601 in UTC with milliseconds.
std::string timestampNow();

}  // namespace attune
