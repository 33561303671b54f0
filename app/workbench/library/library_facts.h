// What the controls of the Library need to know of the project besides the images that are listed.
#pragma once

#include <QString>
#include <QVector>

#include "project/project.h"

namespace attune {

struct LibraryFacts {
    struct Captioner {
        qint64 id = 0;
        QString name;
        std::string family = {};  ///< empty: not known
    };

    ImageCounts counts;
    std::int64_t captions = 0;       ///< by models
    QVector<Captioner> captioners;   ///< oldest first
    QVector<Captioner> encoders;     ///< of pictures and texts, oldest first
    qint64 captioner = 0;            ///< the current one; 0: there is none
    qint64 rewardModel = 0;          ///< the current one; 0: there is none
    QString rewardName;
    bool hasScores = false;          ///< the current reward model has scored captions
};

LibraryFacts libraryFacts(Project& project);

/// "train" in the user's language: "Training".
QString splitText(const QString& split);

}  // namespace attune
