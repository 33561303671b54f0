// A disk of a few megabytes that a test can fill, where it may mount one.
#pragma once

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <QDir>
#include <QTemporaryDir>
#include <cerrno>
#include <cstring>

namespace attune::test {

class SmallDisk {
  public:
    explicit SmallDisk(int megabytes) {
        const QByteArray options = "size=" + QByteArray::number(megabytes) + "m";
        if (::mount("tmpfs", name().constData(), "tmpfs", MS_NOSUID | MS_NODEV, options.constData()) != 0)
            m_problem = QStringLiteral("no disk could be mounted: %1").arg(QLatin1String(std::strerror(errno)));
    }
    ~SmallDisk() { vanish(); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    /// Why there is none; empty if there is.
    QString problem() const { return m_problem; }
    QString path(const QString& file) const { return m_point.filePath(file); }

    /// Fills it up but for so many bytes.
    void fill(qint64 left) {
        const int fd = ::open(filler().constData(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
        const QByteArray block(4096, 'x');
        qint64 written = 0;
        while (::write(fd, block.constData(), static_cast<size_t>(block.size())) == block.size()) written += block.size();
        if (::ftruncate(fd, std::max<qint64>(0, written - left)) != 0) m_problem = QStringLiteral("cannot shorten the filler");
        ::close(fd);
    }
    void makeRoom() { ::unlink(filler().constData()); }
    /// As if it was pulled out: what is open stays open, nothing else is found any more.
    void vanish() {
        if (m_problem.isEmpty()) ::umount2(name().constData(), MNT_DETACH);
        m_problem = QStringLiteral("it is gone");
    }

  private:
    QByteArray name() const { return m_point.path().toUtf8(); }
    QByteArray filler() const { return path(QStringLiteral("filler")).toUtf8(); }

    QTemporaryDir m_point;
    QString m_problem;
};

}  // namespace attune::test
