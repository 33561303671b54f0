// The look of the house: one palette in light and dark, three text sizes, an 8-pixel grid, colours for series.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QString>

class QApplication;
class QWidget;

namespace attune::theme {

enum class Scheme { System, Light, Dark };

/// Sets the Fusion style and our palette, now and for all windows. `System` follows the desktop's own palette.
void apply(QApplication& application, Scheme scheme);
bool isDark();

/// Pixels of the grid: margins and gaps are multiples of it.
inline constexpr int kGrid = 8;

/// Body is the application's font; small is for what stands beside, large for titles and the numbers that matter.
enum class Text { Small, Body, Large };
QFont font(Text size, bool bold = false);
/// Text that may stay in the background: explanations, units, ids.
QColor quietText();
/// What the eye should find: the one action to take next, the selection.
QColor accent();
/// A surface set off from the window by its shade alone (a picture's ground, a card).
QColor surface();
QColor line();

enum class Tone { Good, Warning, Bad };
QColor tone(Tone tone);

/// Okabe-Ito, safe for the colour-blind, adjusted to be legible on the ground of the scheme.
/// @param index  any; the same index is the same colour everywhere
QColor series(int index);
inline constexpr int kSeriesColours = 8;  ///< that are told apart: more begin again
/// Maps [0, 1] to a perceptually even scale (dark blue to yellow), the same on any ground.
QColor ramp(double value);
/// The same, without the end that would vanish on the ground of a plot: yellow on white, dark blue on black.
QColor plotRamp(double value);

/// An icon of the desktop's or the fallback theme, in the colour of the text, enabled and disabled, light and dark.
QIcon icon(const QString& name);

/// Gives a label a text size and the quiet colour, following changes of the theme.
void makeQuiet(QWidget* widget, Text size = Text::Small);
void makeTitle(QWidget* widget, Text size = Text::Large);

}  // namespace attune::theme
