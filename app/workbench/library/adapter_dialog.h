// An adapter that is to be added: what it is, and which captioner it belongs to.
#pragma once

#include <QDialog>
#include <vector>

#include "data/adapter_folder.h"
#include "data/records.h"

class QComboBox;

namespace attune {

/// What was read of an adapter's folder, and of the project, before it is asked about.
struct SeenAdapter {
    AdapterFolder adapter;
    std::vector<ModelRecord> captioners;  ///< of the project, oldest first
    Id base = 0;                          ///< the one that is most likely meant
    bool isNamed = false;                 ///< the adapter names it
};

class AdapterDialog : public QDialog {
    Q_OBJECT

  public:
    explicit AdapterDialog(const SeenAdapter& seen, QWidget* parent = nullptr);

    /// The captioner that it is to be merged into.
    Id captioner() const;

  private:
    QComboBox* m_captioner;
};

}  // namespace attune
