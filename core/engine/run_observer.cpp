#include "engine/run_observer.h"

#include <cmath>

#include "engine/memory_use.h"

namespace attune {

void RunObserver::phase(const std::string& name) { m_log.emit("phase", {{"name", name}}); }

void RunObserver::progress(std::int64_t done, std::int64_t total) {
    using namespace std::chrono_literals;
    const auto now = Clock::now();
    const bool isOther = total != m_total || done < m_done;
    m_total = total;
    m_done = done;
    if (isOther) {
        m_first = now;
        m_firstDone = done;
    } else if (now - m_last < 250ms && done < total) {
        return;
    }
    m_last = now;
    const double seconds = std::chrono::duration<double>(now - m_first).count();
    const auto gained = static_cast<double>(done - m_firstDone);
    Json data{{"done", done}, {"total", total}, {"eta", nullptr}, {"rate", nullptr}};
    if (gained > 0 && seconds > 0) {
        data["rate"] = gained / seconds;
        data["eta"] = static_cast<double>(total - done) * seconds / gained;
    }
    m_log.emit("progress", std::move(data));
}

void RunObserver::metrics(std::int64_t step, const std::map<std::string, double>& values) {
    Json object = Json::object();
    for (const auto& [name, value] : values)
        object[name] = std::isfinite(value) ? Json(value) : Json(nullptr);  // JSON has no NaN
    for (const auto& [name, mebibytes] : memoryUse(m_device)) object[name] = mebibytes;
    m_log.emit("metric", {{"step", step}, {"values", std::move(object)}});
}

void RunObserver::warning(const std::string& text) { m_log.emit("warning", {{"text", text}}); }

void RunObserver::warnOnce(const std::string& text) {
    if (!text.empty() && m_warned.insert(text).second) warning(text);
}

}  // namespace attune
