// What went wrong, in the three parts that every message shows.
#pragma once

#include <QMetaType>
#include <QString>
#include <exception>

namespace attune {

struct Problem {
    QString what;    ///< one clause: "cannot read image /a/b.png"
    QString why;     ///< what it means; may be empty
    QString remedy;  ///< what the user can do; may be empty
};

/// Of any exception, in the language of the window; attune::Error brings its own parts.
Problem problemOf(const std::exception& failure);

/// A clause as a sentence of its own: "the disk is full" -> "The disk is full." What begins with a name (a file, an option)
/// keeps its case; a Chinese clause gets a Chinese full stop.
QString asSentence(const QString& clause);

}  // namespace attune

Q_DECLARE_METATYPE(attune::Problem)
