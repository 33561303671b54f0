// A box in which one of a project's models is chosen.
#pragma once

#include <QtGlobal>
#include <vector>

#include "data/records.h"

class QComboBox;

namespace attune {

/// Fills it with these models; each item's data is the model's id. Who had the current one goes on with the current one;
/// another choice stays. @param current  the model that what is done next starts from
void fillModelBox(QComboBox& box, const std::vector<ModelRecord>& models, Id current);
/// Who was chosen instead of the current one; 0: nobody was.
qint64 chosenModel(const QComboBox& box);
/// Forgets what was chosen: other models of another project have the same ids.
void emptyModelBox(QComboBox& box);

}  // namespace attune
