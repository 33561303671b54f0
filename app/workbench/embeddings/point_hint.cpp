#include "workbench/embeddings/point_hint.h"

#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/theme.h"
#include "workbench/library/thumbnail_source.h"

namespace attune {

namespace {

constexpr int kPicture = theme::kGrid * 16;
constexpr int kWidth = theme::kGrid * 26;
constexpr int kDistance = theme::kGrid * 2;  ///< from the pointer, so that it covers no neighbour
constexpr int kMostLetters = 240;

}  // namespace

PointHint::PointHint(QWidget* parent) : QWidget(parent), m_loader(1) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setFixedWidth(kWidth);
    m_picture = new QLabel(this);
    m_picture->setFixedHeight(kPicture);
    m_picture->setAlignment(Qt::AlignCenter);
    m_caption = new QLabel(this);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setWordWrap(true);
    m_about = new QLabel(this);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    theme::makeQuiet(m_about);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(theme::kGrid, theme::kGrid, theme::kGrid, theme::kGrid);
    rows->setSpacing(theme::kGrid / 2);
    for (auto* label : {m_picture, m_caption, m_about}) rows->addWidget(label);
    m_loader.setMaximumSide(static_cast<int>(kPicture * devicePixelRatioF()));
    connect(&m_loader, &ThumbnailLoader::loaded, this, [this](qint64 image, const QImage& picture) {
        if (image != m_image) return;
        // Drawn pictures of 64 pixels are shown larger, with their pixels.
        const int side = static_cast<int>(kPicture * devicePixelRatioF());
        const bool tiny = std::max(picture.width(), picture.height()) * 2 <= side;
        QPixmap pixmap = QPixmap::fromImage(
            picture.scaled(side, side, Qt::KeepAspectRatio, tiny ? Qt::FastTransformation : Qt::SmoothTransformation));
        pixmap.setDevicePixelRatio(devicePixelRatioF());
        m_picture->setPixmap(pixmap);
    });
    hide();
}

void PointHint::showCard(const PointCard& card, const QPoint& at, double score) {
    // Another project has other pictures under the same numbers.
    if (card.image != m_image || card.picture != m_file) {
        m_image = card.image;
        m_file = card.picture;
        m_picture->setPixmap({});
        m_loader.cancelAll();
        m_loader.setDecoder([original = card.picture](const QString& path) { return readThumbnail(path, original); });
        m_loader.load(card.image, card.thumbnail);
    }
    const QLocale locale;
    QStringList about;
    if (!card.caption.isEmpty()) about.append(card.origin);
    if (std::isfinite(score))
        about.append(tr("Score %1").arg(locale.toString(score, 'f', 2)));
    else if (std::isfinite(card.reward))
        about.append(tr("Reward %1").arg(locale.toString(card.reward, 'f', 2)));
    if (std::isfinite(card.rating)) about.append(tr("You rated it %1").arg(locale.toString(card.rating, 'f', 0)));
    about.removeAll(QString());
    QString words = card.caption.isEmpty() ? card.name : card.caption;
    if (words.size() > kMostLetters) words = words.left(kMostLetters) + QChar(0x2026);
    m_caption->setText(words);
    //: stands between facts in one line
    m_about->setText(about.join(tr(" · ")));
    m_about->setVisible(!about.isEmpty());
    place(at);
    show();
    raise();
}

void PointHint::place(const QPoint& at) {
    layout()->activate();
    resize(kWidth, layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(kWidth) : sizeHint().height());
    const QRect room = parentWidget()->rect().adjusted(theme::kGrid, theme::kGrid, -theme::kGrid, -theme::kGrid);
    QPoint corner = at + QPoint(kDistance, kDistance);
    if (corner.x() + width() > room.right()) corner.setX(at.x() - kDistance - width());
    if (corner.y() + height() > room.bottom()) corner.setY(at.y() - kDistance - height());
    move(std::max(corner.x(), room.left()), std::max(corner.y(), room.top()));
}

QString PointHint::text() const {
    return m_caption->text() + QLatin1Char('\n') + m_about->text();
}

void PointHint::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::line());
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

}  // namespace attune
