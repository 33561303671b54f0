#include "widgets/theme.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QWidget>
#include <array>
#include <cmath>

#include "widgets/house_style.h"
#include "widgets/marks.h"

namespace attune::theme {

namespace {

struct Colours {
    QRgb window, base, alternate, button, text, quiet, line, accent, onAccent, surface, good, warning, bad, link;
};

constexpr Colours kLight{0xfff6f6f4, 0xffffffff, 0xfff2f2ef, 0xffececea, 0xff1d1f21, 0xff5f6368, 0xffd4d4d0,
                         0xff1f5fae, 0xffffffff, 0xffebebe7, 0xff1b7a4b, 0xff9a5b00, 0xffb3261e, 0xff1f5fae};
constexpr Colours kDark{0xff1e1f21, 0xff161719, 0xff1b1c1e, 0xff2b2d30, 0xffe6e6e3, 0xffa0a4a9, 0xff3a3c40,
                        0xff6ea8f0, 0xff10151c, 0xff26282b, 0xff5fc795, 0xffe6a94a, 0xfff2827b, 0xff8ab8f5};

bool g_dark = false;  // of the palette in use; set by apply() alone

const Colours& colours() { return g_dark ? kDark : kLight; }

QPalette makePalette(const Colours& c) {
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, QRgb colour) { p.setColor(role, QColor::fromRgb(colour)); };
    set(QPalette::Window, c.window);
    set(QPalette::WindowText, c.text);
    set(QPalette::Base, c.base);
    set(QPalette::AlternateBase, c.alternate);
    set(QPalette::ToolTipBase, c.surface);
    set(QPalette::ToolTipText, c.text);
    set(QPalette::PlaceholderText, c.quiet);
    set(QPalette::Text, c.text);
    set(QPalette::Button, c.button);
    set(QPalette::ButtonText, c.text);
    set(QPalette::BrightText, c.onAccent);
    set(QPalette::Highlight, c.accent);
    set(QPalette::HighlightedText, c.onAccent);
    set(QPalette::Link, c.link);
    set(QPalette::LinkVisited, c.link);
    set(QPalette::Mid, c.line);
    set(QPalette::Dark, c.line);
    set(QPalette::Midlight, c.surface);
    set(QPalette::Light, c.surface);
    set(QPalette::Shadow, 0xff000000);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faint = QColor::fromRgb(c.quiet);
        faint.setAlpha(150);
        p.setColor(QPalette::Disabled, role, faint);
    }
    p.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgb(c.line));
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor::fromRgb(c.quiet));
    return p;
}

/// Draws the theme's picture in the colour that text has where it stands.
class TintedIcon : public QIconEngine {
  public:
    explicit TintedIcon(QString name) : m_name(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, tinted(rect.size(), mode, ratio));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override { return tinted(size, mode, 1.0); }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
        return tinted((QSizeF(size) / scale).toSize(), mode, scale);  // until then asked for in device pixels
#else
        return tinted(size, mode, scale);
#endif
    }
    QIconEngine* clone() const override { return new TintedIcon(m_name); }
    QString iconName() override { return m_name; }
    bool isNull() override { return !QIcon::hasThemeIcon(m_name); }

  private:
    /// @param scale  device pixels for each of the size's
    QPixmap tinted(const QSize& size, QIcon::Mode mode, qreal scale) const {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        const QColor colour = QApplication::palette().color(group, role);
        const QString key = QStringLiteral("attune-icon/%1/%2x%3@%4/%5").arg(m_name).arg(size.width()).arg(size.height())
                                .arg(scale).arg(colour.rgba(), 8, 16);
        QPixmap picture;
        if (QPixmapCache::find(key, &picture)) return picture;
        if (m_name == QLatin1String("edit-select-lasso")) {
            // Breeze has it at 22 pixels alone, as thin dashes that fade away in a smaller size.
            picture = QPixmap((QSizeF(size) * scale).toSize());
            picture.setDevicePixelRatio(scale);
            picture.fill(Qt::transparent);
            QPainter painter(&picture);
            marks::paintLasso(painter, QRectF(QPointF(), QSizeF(size)), colour);
        } else if (picture = QIcon::fromTheme(m_name).pixmap(size, scale); !picture.isNull()) {
            QPainter painter(&picture);
            painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
            painter.fillRect(QRectF(QPointF(), picture.deviceIndependentSize()), colour);
        }
        QPixmapCache::insert(key, picture);
        return picture;
    }

    QString m_name;
};

/// Sets font and colour again whenever the palette changes.
class TextRole : public QObject {
  public:
    TextRole(QWidget* widget, Text size, bool bold, bool quiet)
        : QObject(widget), m_widget(widget), m_size(size), m_bold(bold), m_quiet(quiet) {
        widget->installEventFilter(this);
        update();
    }
    bool eventFilter(QObject* object, QEvent* event) override {
        if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ApplicationFontChange) update();
        return QObject::eventFilter(object, event);
    }

  private:
    void update() {
        m_widget->setFont(font(m_size, m_bold));
        if (!m_quiet) return;
        QPalette palette = m_widget->palette();
        // On a view's ground a label is drawn in the colour of its text.
        for (const auto role : {QPalette::WindowText, QPalette::Text}) palette.setColor(role, quietText());
        m_widget->setPalette(palette);
    }
    QWidget* m_widget;
    Text m_size;
    bool m_bold, m_quiet;
};

}  // namespace

void apply(QApplication& application, Scheme scheme) {
    static const QPalette desktop = QApplication::palette();  // as it was before the first change
    g_dark = scheme == Scheme::Dark ||
             (scheme == Scheme::System && desktop.color(QPalette::Window).lightness() < 128);
    // Platforms without a desktop (offscreen, for one) look for icons only inside the program.
    const QString icons = QStringLiteral("/usr/share/icons");
    if (!QIcon::themeSearchPaths().contains(icons)) QIcon::setThemeSearchPaths(QIcon::themeSearchPaths() << icons);
    QIcon::setFallbackThemeName(QStringLiteral("breeze"));
    if (QIcon::themeName().isEmpty() || QIcon::themeName() == QStringLiteral("hicolor"))
        QIcon::setThemeName(QStringLiteral("breeze"));
    application.setPalette(makePalette(colours()));
    application.setStyle(new HouseStyle);
}

bool isDark() { return g_dark; }

QFont font(Text size, bool bold) {
    QFont f = QApplication::font();
    const double body = f.pointSizeF() > 0 ? f.pointSizeF() : 10;
    f.setPointSizeF(size == Text::Small ? body * 0.88 : size == Text::Large ? body * 1.45 : body);
    f.setBold(bold);
    return f;
}

QColor quietText() { return QColor::fromRgb(colours().quiet); }
QColor accent() { return QColor::fromRgb(colours().accent); }
QColor surface() { return QColor::fromRgb(colours().surface); }
QColor line() { return QColor::fromRgb(colours().line); }

QColor tone(Tone t) {
    return QColor::fromRgb(t == Tone::Good ? colours().good : t == Tone::Warning ? colours().warning : colours().bad);
}

QColor series(int index) {
    // Okabe and Ito, "Color Universal Design" (2008); the yellow is darkened on white, black is the text's colour.
    static constexpr std::array<QRgb, kSeriesColours> onLight{0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7,
                                                              0xffe69f00, 0xff56b4e9, 0xff9c8f00, 0xff333333};
    static constexpr std::array<QRgb, kSeriesColours> onDark{0xff56b4e9, 0xffe69f00, 0xff00b98a, 0xffdd9bc0,
                                                             0xfff0e442, 0xff3f93d0, 0xfff07b3a, 0xffd0d0d0};
    const auto& all = g_dark ? onDark : onLight;
    return QColor::fromRgb(all[static_cast<std::size_t>(((index % kSeriesColours) + kSeriesColours) % kSeriesColours)]);
}

QColor ramp(double value) {
    // Five anchors of an even-lightness scale (dark blue, blue-grey, grey-olive, ochre, yellow), as in cividis.
    static constexpr std::array<std::array<int, 3>, 5> anchors{
        {{0, 51, 112}, {66, 78, 108}, {124, 123, 120}, {186, 171, 105}, {254, 232, 56}}};
    if (!std::isfinite(value)) return quietText();
    const double at = std::min(std::max(value, 0.0), 1.0) * 4;
    const auto low = static_cast<std::size_t>(std::min(std::floor(at), 3.0));
    const double share = at - static_cast<double>(low);
    std::array<int, 3> c{};
    for (std::size_t i = 0; i < 3; ++i)
        c[i] = static_cast<int>(std::lround(anchors[low][i] * (1 - share) + anchors[low + 1][i] * share));
    return {c[0], c[1], c[2]};
}

QColor plotRamp(double value) {
    if (!std::isfinite(value)) return quietText();
    const double share = std::min(std::max(value, 0.0), 1.0);
    return g_dark ? ramp(0.4 + 0.6 * share) : ramp(0.62 * share);
}

QIcon icon(const QString& name) { return QIcon(new TintedIcon(name)); }

void makeQuiet(QWidget* widget, Text size) { new TextRole(widget, size, false, true); }
void makeTitle(QWidget* widget, Text size) { new TextRole(widget, size, true, false); }

}  // namespace attune::theme
