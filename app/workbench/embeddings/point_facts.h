// What the project knows of the points of a layout, to colour and to describe them. For the reader's thread.
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>
#include <string>

#include "workbench/embeddings/projections.h"

namespace attune {

/// A number for each point that says to which of the names it belongs; -1: to none.
struct PointGroups {
    QVector<int> group;
    QStringList names;
};

/// One value for each point; NaN where there is none. Of an image: of all its captions.
struct PointFacts {
    QVector<float> reward;    ///< by the current reward model; of an image its best caption's
    QVector<float> ownRating; ///< 1..5, by the rater; of an image the mean
    QVector<float> rating;    ///< the mean of all raters, simulated ones included
    PointGroups origin;       ///< "Images", "References", "Edits", or the model that wrote the caption
    PointGroups tag;          ///< of the image; "Several tags" where it has more than one
    PointGroups split;
};

PointFacts loadPointFacts(Project& project, const PointLayout& layout, const std::string& rater);

/// What the card at the pointer says of one point.
struct PointCard {
    Id image = 0;
    QString name;       ///< of the file
    QString thumbnail;  ///< paths
    QString picture;
    QString caption;    ///< empty: the point is an image
    QString origin;     ///< the model, or "Reference"
    double reward = 0;  ///< NaN: none
    double rating = 0;  ///< the rater's own; NaN: none
};

/// @param point  of the layout
PointCard loadPointCard(Project& project, Id image, Id caption, const std::string& rater);

}  // namespace attune
