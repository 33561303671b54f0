// The project's writing thread at work on something long that lets urgent writes through, as an import does.
#pragma once

#include <QThread>
#include <atomic>
#include <memory>

#include "workbench/project_service.h"

namespace attune::test {

/// Until it goes. What the project holds meanwhile is asked by reads: another write would wait.
class BusyWriter {
  public:
    explicit BusyWriter(ProjectService& project) {
        project.write(
            &project, {},
            [enough = m_enough, &project](Session&) {
                while (!*enough) {
                    QThread::msleep(1);
                    project.letUrgentThrough();
                }
            },
            [] {});
    }
    ~BusyWriter() { *m_enough = true; }
    BusyWriter(const BusyWriter&) = delete;
    BusyWriter& operator=(const BusyWriter&) = delete;

  private:
    std::shared_ptr<std::atomic<bool>> m_enough = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace attune::test
