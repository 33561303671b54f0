// A shell script in the place of the engine, for what the real one does not do.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QTemporaryDir>
#include <stdexcept>

#include "workbench/engine_client.h"

namespace attune::test {

/// What the client starts as long as this lives; its process is killed with it.
class EngineScript {
  public:
    EngineScript(EngineClient& client, const QByteArray& commands) : m_client(client), m_real(qgetenv("ATTUNE_ENGINE")) {
        QFile program(m_folder.filePath(QStringLiteral("engine.sh")));
        if (!program.open(QIODevice::WriteOnly)) throw std::runtime_error("no script");
        program.write("#!/bin/sh\n");
        program.write(commands);
        program.close();
        if (!program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) throw std::runtime_error("no program");
        qputenv("ATTUNE_ENGINE", program.fileName().toUtf8());
    }
    ~EngineScript() {
        qputenv("ATTUNE_ENGINE", m_real);
        m_client.kill();
    }
    EngineScript(const EngineScript&) = delete;
    EngineScript& operator=(const EngineScript&) = delete;

  private:
    QTemporaryDir m_folder;
    EngineClient& m_client;
    QByteArray m_real;
};

}  // namespace attune::test
