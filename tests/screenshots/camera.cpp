#include "camera.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPainter>
#include <QPixmap>
#include <QTimer>
#include <cstdio>
#include <stdexcept>

#include "workbench/main_window.h"

namespace attune {

void Camera::spin(int ms) {
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

bool Camera::waitFor(const std::function<bool()>& condition, int ms) {
    QElapsedTimer clock;
    clock.start();
    while (!condition()) {
        if (clock.elapsed() > ms) return false;
        spin(20);
    }
    return true;
}

void Camera::setLook(const Look& look) {
    m_look = look;
    workbench().settings.setLanguage(look.language);
    workbench().settings.setScheme(look.scheme);
    Q_EMIT workbench().appearanceChanged();
    spin(100);
    m_attune.window().resize(look.size);
}

/// The window, once two looks at it are alike: on a busy machine a page may still be filling or laying out its parts. One that is
/// at work never stands still.
QPixmap Camera::still() const {
    constexpr int kBetweenMs = 250, kMostLooks = 12;
    QPixmap picture = m_attune.window().grab();
    for (int look = 0; look < kMostLooks; ++look) {
        spin(kBetweenMs);
        const QPixmap now = m_attune.window().grab();
        const bool same = now.toImage() == picture.toImage();
        picture = now;
        if (same) break;
    }
    return picture;
}

void Camera::shoot(const QString& name) const {
    MainWindow& window = m_attune.window();
    QPixmap picture = still();
    QPainter painter(&picture);
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top == &window || !top->isVisible() || !top->isWindow()) continue;
        // A dialog is seen by its frame, which a bare X server does not draw.
        const QRect place(top->pos() - window.pos(), top->size());
        painter.drawPixmap(place.topLeft(), top->grab());
        painter.setPen(theme::line());
        painter.drawRect(place.adjusted(-1, -1, 0, 0));
    }
    painter.end();
    const QString file = m_out.filePath(QStringLiteral("%1-%2-%3-%4x%5.png")
                                            .arg(name, m_look.scheme == theme::Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"),
                                                 m_look.language)
                                            .arg(m_look.size.width())
                                            .arg(m_look.size.height()));
    if (!picture.save(file)) throw std::runtime_error("cannot write " + file.toStdString());
    std::printf("%s\n", qPrintable(file));
}

}  // namespace attune
