// From the description of a job's options in core/data to the fields of a form.
#pragma once

#include <QList>
#include <QStringList>
#include <QVariantMap>
#include <vector>

#include "data/options.h"
#include "widgets/option_field.h"

namespace attune {

/// Fields in the user's language. @param basic  names shown at once; the others wait under "More settings"
QList<OptionField> optionFields(const std::vector<OptionDescription>& options, const QStringList& basic);

/// What the form holds, as a job's options.
Json toJobOptions(const QVariantMap& values);
/// A run's options, for showing them in a form again.
QVariantMap fromJobOptions(const Json& options);

/// "learning_rate" in the user's language: "Learning rate".
QString optionLabel(const std::string& name);
/// A help text, unit or choice of core/data in the user's language.
QString optionText(const std::string& text);

}  // namespace attune
