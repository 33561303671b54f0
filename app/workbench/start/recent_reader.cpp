#include "workbench/start/recent_reader.h"

#include <mutex>
#include <thread>

#include "workbench/workbench.h"

namespace attune {

struct RecentReader::Shared {
    std::mutex mutex;
    QStringList wanted;
    RecentReader* reader = nullptr;  ///< nullptr: it is gone
    bool atWork = false;
};

RecentReader& RecentReader::of(Workbench& workbench) {
    if (auto* reader = workbench.findChild<RecentReader*>(QString(), Qt::FindDirectChildrenOnly)) return *reader;
    return *new RecentReader(workbench);
}

RecentReader::RecentReader(Workbench& workbench) : QObject(&workbench), m_shared(std::make_shared<Shared>()) {
    m_shared->reader = this;
}

RecentReader::~RecentReader() {
    const std::lock_guard lock(m_shared->mutex);
    m_shared->reader = nullptr;
    m_shared->wanted.clear();
}

void RecentReader::read(const QStringList& folders) {
    const std::lock_guard lock(m_shared->mutex);
    m_shared->wanted = folders;
    if (m_shared->atWork || folders.isEmpty()) return;
    m_shared->atWork = true;
    // Detached, not joined: see the class.
    std::thread([shared = m_shared] { work(shared); }).detach();
}

bool RecentReader::isAtWork() const {
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->atWork;
}

void RecentReader::work(const std::shared_ptr<Shared>& shared) {
    for (;;) {
        QString folder;
        {
            const std::lock_guard lock(shared->mutex);
            if (shared->wanted.isEmpty()) {
                shared->atWork = false;
                return;
            }
            folder = shared->wanted.takeFirst();
        }
        const RecentProject project = readRecentProject(folder);
        // Under the lock, so that the reader is there until the answer is on its way; it takes its posted events with it.
        const std::lock_guard lock(shared->mutex);
        if (auto* reader = shared->reader)
            QMetaObject::invokeMethod(reader, [reader, project] { Q_EMIT reader->found(project); }, Qt::QueuedConnection);
    }
}

}  // namespace attune
