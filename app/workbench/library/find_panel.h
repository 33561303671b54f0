// How far the looking for missing pictures is, and then what came of it, with every picture that is still missing.
#pragma once

#include "workbench/library/task_panel.h"

namespace attune {

class FindPictures;

/// What came of the search before goes with the next one, which looks for all that is still missing.
class FindPanel : public TaskPanel {
    Q_OBJECT

  public:
    explicit FindPanel(FindPictures& task, QWidget* parent = nullptr);
};

}  // namespace attune
