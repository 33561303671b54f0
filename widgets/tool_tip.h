// Long tooltips that break into lines.
#pragma once

#include <QString>
#include <QWidget>

namespace attune {

/// Plain text as Qt's tooltips wrap it: only rich text is broken into lines there.
inline QString wrappedToolTip(const QString& text) {
    return text.isEmpty() ? QString()
                          : QStringLiteral("<qt>%1</qt>")
                                .arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

/// Sets the tooltip, and the plain text as the description that a screen reader speaks.
inline void setWrappedToolTip(QWidget* widget, const QString& text) {
    widget->setToolTip(wrappedToolTip(text));
    widget->setAccessibleDescription(text);
}

}  // namespace attune
