#include "workbench/training/model_box.h"

#include <QComboBox>
#include <QCoreApplication>
#include <algorithm>

#include "workbench/model_words.h"

namespace attune {

namespace {

constexpr const char* kCurrent = "currentModel";

QString modelText(const ModelRecord& model, Id current) {
    const QString name = modelName(model);
    return model.id == current ? QCoreApplication::translate("attune::ModelBox", "%1 (current)").arg(name) : name;
}

}  // namespace

void fillModelBox(QComboBox& box, const std::vector<ModelRecord>& models, Id current) {
    const qint64 before = box.currentData().toLongLong(), wasCurrent = box.property(kCurrent).toLongLong();
    box.setProperty(kCurrent, QVariant::fromValue<qint64>(current));
    box.clear();
    for (const auto& model : models) box.addItem(modelText(model, current), QVariant::fromValue<qint64>(model.id));
    const qint64 wanted = before > 0 && before != wasCurrent ? before : current;
    box.setCurrentIndex(std::max(0, box.findData(QVariant::fromValue<qint64>(wanted))));
}

qint64 chosenModel(const QComboBox& box) {
    const qint64 model = box.currentData().toLongLong();
    return model == box.property(kCurrent).toLongLong() ? 0 : model;
}

void emptyModelBox(QComboBox& box) {
    box.clear();
    box.setProperty(kCurrent, QVariant());
}

}  // namespace attune
