// The engine as a child process: requests go in, events come out, and its end, whatever the cause, is told once.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <memory>

#include "protocol/event.h"
#include "protocol/request.h"

class QProcess;

namespace attune {

/// A place to compute, as the engine's hello names it.
struct EngineDevice {
    QString name;         ///< "cpu", "cuda:0": what a job's `device` takes
    QString description;  ///< "NVIDIA H200"
    qint64 memory = 0;    ///< bytes; 0 where unknown
};

class EngineClient : public QObject {
    Q_OBJECT

  public:
    enum class State { Stopped, Starting, Ready };

    explicit EngineClient(QObject* parent = nullptr);
    /// A run at work goes on without the window; see detach().
    ~EngineClient() override;

    /// The program that is started: $ATTUNE_ENGINE, or attune-engine beside this program.
    static QString program();

    /// Starts the process if it is not there yet; ready() follows its hello.
    void start();
    void send(const Request& request);
    /// Asks it to end; a run at work is cancelled and leaves its checkpoint.
    void quit();
    /// Ends it at once. A run at work is then interrupted, and can be resumed.
    void kill();
    /// Lets go of the process: it finishes its run without us, and ends; start() makes another.
    void detach();

    State state() const { return m_state; }
    qint64 processId() const;
    const QList<EngineDevice>& devices() const { return m_devices; }
    /// "LibTorch 2.6, OpenBLAS"; empty before the hello.
    QString description() const { return m_description; }

  Q_SIGNALS:
    void stateChanged();
    void ready();
    /// @param runFolder  empty for what belongs to no run. @param event  sequence 0: an answer to a request
    void event(const QString& runFolder, const attune::Event& event);
    /// The process is gone without being asked to go. @param words  what is known of the cause
    void died(const QString& words);
    /// It could not be started, or speaks another version of the protocol.
    void refused(const QString& what, const QString& why, const QString& remedy);

  private:
    void readLines();
    void readLine(const QByteArray& line);
    void takeHello(const Json& data);
    void ended(int code, bool crashed);
    void setState(State state);

    std::unique_ptr<QProcess> m_process;
    QByteArray m_partial;  ///< of a line whose end has not come yet
    QByteArray m_errors;   ///< the last of what it wrote to standard error
    QList<EngineDevice> m_devices;
    QString m_description;
    State m_state = State::Stopped;
    bool m_wanted = false;  ///< we did not ask it to go
};

}  // namespace attune

Q_DECLARE_METATYPE(attune::Event)
