#include "engine/serve.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <istream>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>

#include "engine/device.h"
#include "engine/model_cache.h"
#include "engine/run_job.h"
#include "protocol/request.h"

namespace attune {

namespace {

double wallClock() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// The queue of runs and the thread that works it off.
class Server {
  public:
    Server(std::ostream& out, JobControl& control) : m_out(out), m_control(control), m_worker([this] { work(); }) {}

    ~Server() { m_worker.join(); }

    /// Ends after the run at work and the queue.
    void finish() {
        {
            const std::lock_guard lock(m_mutex);
            m_quit = true;
            m_control.resume();  // nobody is left to do it
        }
        m_wake.notify_all();
    }

    /// Ends now; the run at work leaves its checkpoint.
    void quit() {
        std::deque<std::string> dropped;
        {
            const std::lock_guard lock(m_mutex);
            dropped.swap(m_queue);
            m_control.cancel();
        }
        for (const auto& folder : dropped) say("cancelled", Json::object(), folder);
        finish();
    }

    /// An event that belongs to no run, or one that the reader thread answers with at once: it has no sequence number.
    void say(const std::string& type, Json data, const std::string& run = {}) {
        Json line{{"type", type}, {"time", wallClock()}, {"data", std::move(data)}};
        if (!run.empty()) line["run"] = run;
        write(line);
    }

    void answer(const Request& request) {
        std::unique_lock lock(m_mutex);
        const std::string current = m_current;
        switch (request.kind) {
            case Request::Kind::Run:
                m_queue.push_back(request.folder);
                lock.unlock();
                m_wake.notify_all();
                return say("phase", {{"name", "queued"}}, request.folder);
            case Request::Kind::Pause:
                m_control.pause();
                lock.unlock();
                return say("phase", {{"name", "paused"}}, current);
            case Request::Kind::Resume:
                m_control.resume();
                lock.unlock();
                return say("phase", {{"name", "resumed"}}, current);
            case Request::Kind::Cancel: return cancel(request.folder, lock);
            case Request::Kind::Quit: return;
        }
    }

  private:
    void cancel(const std::string& folder, std::unique_lock<std::mutex>& lock) {
        const std::string current = m_current;
        if (folder.empty() || folder == current) {
            if (current.empty()) {
                lock.unlock();
                return say("warning", {{"text", "there is no run to cancel"}});
            }
            m_control.cancel();
            lock.unlock();
            return say("phase", {{"name", "cancelling"}}, current);
        }
        const auto removed = std::erase(m_queue, folder);
        lock.unlock();
        if (removed == 0) return say("warning", {{"text", "no such run is queued"}}, folder);
        say("cancelled", Json::object(), folder);
    }

    void work() {
        ModelCache models;
        for (;;) {
            std::string folder;
            {
                std::unique_lock lock(m_mutex);
                m_current.clear();
                m_wake.wait(lock, [this] { return m_quit || !m_queue.empty(); });
                if (m_queue.empty()) return;
                folder = m_queue.front();
                m_queue.pop_front();
                m_current = folder;
                m_control.reset();
                m_control.setAtWork(true);
            }
            try {
                runJob(RunFolder::open(folder), m_control, models, [&](const Event& event) {
                    Json line = toJson(event);
                    line["run"] = folder;
                    write(line);
                });
            } catch (const std::exception& e) {
                // No event could be written into the folder; the workbench must hear of the end all the same.
                say("failed", {{"problem", e.what()}, {"reason", ""}, {"remedy", ""}}, folder);
            }
            m_control.setAtWork(false);
        }
    }

    void write(const Json& line) {
        const std::lock_guard lock(m_outMutex);
        m_out << dumpJson(line) << '\n' << std::flush;
    }

    std::ostream& m_out;
    JobControl& m_control;
    std::mutex m_outMutex;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::string> m_queue;
    std::string m_current;
    bool m_quit = false;
    std::thread m_worker;  // last: it uses all of the above
};

}  // namespace

void serve(std::istream& in, std::ostream& out, JobControl& control) {
    Server server(out, control);
    server.say("hello", hello());
    for (std::string line; std::getline(in, line);) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        try {
            const Request request = requestFromLine(line);
            if (request.kind == Request::Kind::Quit) return server.quit();
            server.answer(request);
        } catch (const std::exception& e) {
            server.say("warning", {{"text", e.what()}});
        }
    }
    server.finish();
}

}  // namespace attune
