// Work on a scatter that several threads share.
#pragma once

#include <QThread>
#include <algorithm>
#include <cstddef>
#include <future>
#include <vector>

namespace attune {

/// How many threads so many points are worth: fewer than 50,000 are done before a second one has woken.
inline int threadsFor(std::size_t points) {
    const auto most = static_cast<std::size_t>(std::max(1, QThread::idealThreadCount()));
    return static_cast<int>(std::clamp<std::size_t>(points / 50000, 1, most));
}

/// Calls `work(part)` of each part on a thread of its own, the first on the caller's, and waits for all of them. Not on Qt's own
/// threads: the window's waits for those wherever it paints a large picture.
template <class Part, class Work>
void eachOnItsThread(std::vector<Part>& parts, Work work) {
    std::vector<std::future<void>> others;
    for (std::size_t i = 1; i < parts.size(); ++i)
        others.push_back(std::async(std::launch::async, [&work, &part = parts[i]] { work(part); }));
    if (!parts.empty()) work(parts.front());
    for (auto& other : others) other.get();
}

}  // namespace attune
