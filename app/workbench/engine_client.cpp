#include "workbench/engine_client.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include "data/error.h"
#include "workbench/problem.h"

namespace attune {

namespace {

constexpr int kErrorBytes = 4096;           ///< kept of standard error
constexpr int kLineBytes = 16 * 1024 * 1024;  ///< a longer line is no event

}  // namespace

EngineClient::EngineClient(QObject* parent) : QObject(parent) {}

EngineClient::~EngineClient() { detach(); }

QString EngineClient::program() {
    const QString named = qEnvironmentVariable("ATTUNE_ENGINE");
    if (!named.isEmpty()) return named;
    return QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("attune-engine"));
}

void EngineClient::start() {
    if (m_process) return;
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(program());
    m_process->setArguments({QStringLiteral("serve")});
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &EngineClient::readLines);
    connect(m_process.get(), &QProcess::readyReadStandardError, this, [this] {
        m_errors = (m_errors + m_process->readAllStandardError()).right(kErrorBytes);
    });
    connect(m_process.get(), &QProcess::finished, this,
            [this](int code, QProcess::ExitStatus status) { ended(code, status == QProcess::CrashExit); });
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart) return;
        m_process.release()->deleteLater();
        setState(State::Stopped);
        Q_EMIT refused(tr("The engine could not be started."),
                       tr("The program %1 is missing or cannot be run.").arg(program()),
                       tr("Build or install Attune again, or set ATTUNE_ENGINE to the engine's program."));
    });
    m_partial.clear();
    m_errors.clear();
    m_wanted = true;
    setState(State::Starting);
    m_process->start();
}

void EngineClient::send(const Request& request) {
    if (!m_process) return;
    m_process->write(QByteArray::fromStdString(dumpJson(toJson(request))) + '\n');
}

void EngineClient::quit() {
    m_wanted = false;
    send({Request::Kind::Quit, {}});
}

void EngineClient::kill() {
    if (m_process) m_process->kill();
}

void EngineClient::detach() {
    if (!m_process) return;
    // QProcess would kill its child in its destructor. At the end of its input the child finishes its run, a paused one too, and
    // goes; what it still says is read into nothing, so that it never waits for a reader.
    QProcess* process = m_process.release();
    process->disconnect(this);
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->closeReadChannel(QProcess::StandardOutput);
    process->closeReadChannel(QProcess::StandardError);
    process->closeWriteChannel();
    setState(State::Stopped);
}

qint64 EngineClient::processId() const { return m_process ? m_process->processId() : 0; }

void EngineClient::readLines() {
    m_partial += m_process->readAllStandardOutput();
    qsizetype begin = 0;
    for (qsizetype end; (end = m_partial.indexOf('\n', begin)) >= 0; begin = end + 1)
        readLine(m_partial.mid(begin, end - begin));
    m_partial.remove(0, begin);
    if (m_partial.size() > kLineBytes) m_partial.clear();
}

void EngineClient::readLine(const QByteArray& line) {
    try {
        Json json = parseJson(std::string_view(line.constData(), static_cast<std::size_t>(line.size())), "event");
        const auto type = required<std::string>(json, "type");
        if (type == "hello") return takeHello(json.contains("data") ? json["data"] : json);
        // What it answers to a request at once has no number.
        if (!json.contains("seq")) json["seq"] = 0;
        Q_EMIT event(QString::fromStdString(optional<std::string>(json, "run", {})), eventFromJson(json));
    } catch (const std::exception& failure) {
        // One line that makes no sense must not stop the others; what counts is in events.jsonl as well.
        m_errors = (m_errors + failure.what() + '\n').right(kErrorBytes);
    }
}

void EngineClient::takeHello(const Json& data) {
    try {
        checkHello(data);
    } catch (const std::exception& failure) {
        const Problem problem = problemOf(failure);
        m_wanted = false;
        m_process->kill();
        Q_EMIT refused(problem.what, problem.why, problem.remedy);
        return;
    }
    m_devices.clear();
    for (const auto& device : optional<Json>(data, "devices", Json::array()))
        m_devices.append({QString::fromStdString(optional<std::string>(device, "name", {})),
                          QString::fromStdString(optional<std::string>(device, "description", {})),
                          optional<std::int64_t>(device, "memory", 0)});
    m_description = QStringLiteral("LibTorch %1, %2")
                        .arg(QString::fromStdString(optional<std::string>(data, "libtorch", {})),
                             QString::fromStdString(optional<std::string>(data, "blas", {})));
    setState(State::Ready);
    Q_EMIT ready();
}

void EngineClient::ended(int code, bool crashed) {
    if (m_process->bytesAvailable() > 0) readLines();
    m_process.release()->deleteLater();
    const bool wanted = std::exchange(m_wanted, false);
    const QString lastWords = QString::fromUtf8(m_errors).trimmed().section(QLatin1Char('\n'), -1);
    setState(State::Stopped);
    if (!wanted) return;
    if (crashed)
        Q_EMIT died(tr("The process was killed or crashed: out of memory, or ended by someone."));
    else if (lastWords.isEmpty())
        Q_EMIT died(tr("The process ended with code %1.").arg(code));
    else
        Q_EMIT died(tr("The process ended with code %1: %2").arg(code).arg(lastWords));
}

void EngineClient::setState(State state) {
    if (m_state == state) return;
    m_state = state;
    Q_EMIT stateChanged();
}

}  // namespace attune
