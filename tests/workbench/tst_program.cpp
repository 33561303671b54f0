// The program attune as a shell sees it.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

class TestProgram : public QObject {
    Q_OBJECT

  private:
    struct Result {
        int code = -1;
        QString out, err;
    };
    static Result run(const QString& program, const QStringList& arguments, bool display = false) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (!display) {
            // Neither a display nor a stand-in for one: what is asked here must not need it.
            for (const char* name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})
                environment.remove(QLatin1String(name));
        }
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
        if (!process.waitForFinished(20000)) process.kill();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }
    static QString program() { return QStringLiteral(ATTUNE_PROGRAM); }

  private Q_SLOTS:
    void itLinksNoTorch() {
        const Result ldd = run(QStringLiteral("ldd"), {program()});
        QCOMPARE(ldd.code, 0);
        QVERIFY(ldd.out.contains(QStringLiteral("libQt6Widgets")));
        // By their whole names: "c10" alone may be part of an address.
        for (const char* library : {"libtorch", "libc10", "libcaffe2"})
            QVERIFY2(!ldd.out.contains(QLatin1String(library)), library);
    }

    void helpAndVersionNeedNoDisplay() {
        const Result help = run(program(), {QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains(QStringLiteral("--demo")));
        const Result version = run(program(), {QStringLiteral("--version")});
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.startsWith(QStringLiteral("attune ")));
    }

    void aWrongCommandLineIsRefused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--no-such-option")};
        QTest::newRow("two projects") << QStringList{QStringLiteral("a.attune"), QStringLiteral("b.attune")};
    }

    void aWrongCommandLineIsRefused() {
        QFETCH(QStringList, arguments);
        const Result result = run(program(), arguments);
        QCOMPARE(result.code, 2);
        QVERIFY(result.err.contains(QStringLiteral("attune:")));
        QVERIFY(result.out.isEmpty());
    }

    void itStartsAndEndsOnATerminalsSignal_data() {
        QTest::addColumn<QString>("scale");
        QTest::newRow("as the screen is") << QStringLiteral("1");
        QTest::newRow("twice as large") << QStringLiteral("2");
    }

    void itStartsAndEndsOnATerminalsSignal() {
        QFETCH(QString, scale);
        const QTemporaryDir home;
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.path());
        environment.insert(QStringLiteral("QT_SCALE_FACTOR"), scale);
        process.setProcessEnvironment(environment);
        process.start(program(), {home.filePath(QStringLiteral("missing.attune"))});
        QVERIFY(process.waitForStarted());
        // A project that is not there is said in the window; the program goes on.
        QVERIFY(!process.waitForFinished(1500));
        process.terminate();
        QVERIFY(process.waitForFinished(5000));
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
