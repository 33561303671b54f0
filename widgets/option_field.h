// What one option of a job is: everything a form needs to show and check it.
#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>
#include <limits>

namespace attune {

struct OptionField {
    QString name;           ///< the option's own name, the key of values()
    QString label;          ///< as shown
    QString help;           ///< what it does, a sentence or two
    QString unit = {};      ///< of a number, shown behind it; may be empty
    QVariant defaultValue;  ///< bool, qlonglong (or int), double or QString: the kind of the control
    double min = -std::numeric_limits<double>::infinity();  ///< numbers only; allowed itself
    double max = std::numeric_limits<double>::infinity();   ///< numbers only; allowed itself
    QStringList choices = {};                               ///< values of a text option; empty: any text
    QStringList choiceLabels = {};                          ///< shown instead of the choices, if as many
    bool advanced = false;                                  ///< under "More settings"
    QString needs = {};             ///< shown and used only while this other option, which needs nothing itself, ..
    QStringList neededValues = {};  ///< .. is one of these; empty: is a number above 0
    // Where the form has a leading option (see OptionForm::setLead):
    QStringList onlyFor = {};      ///< shown and used only while that is one of these; empty: always
    QVariantMap defaultsFor = {};  ///< the default while that is one of these, where it is another
};

struct OptionPreset {
    QString name;        ///< as shown
    QVariantMap values;  ///< what differs from the defaults
    QString help = {};
};

}  // namespace attune
