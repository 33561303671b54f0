#include "workbench/embeddings/point_fields.h"

#include <utility>

#include "workbench/embeddings/projections.h"

namespace attune {

ScatterFields pointFields(std::shared_ptr<const PointLayout> layout) {
    return {"kind,image_id,caption_id,text", [layout = std::move(layout)](int point) -> QByteArray {
                const auto at = static_cast<std::size_t>(point);
                const auto caption = static_cast<qint64>(layout->captions[at]);
                const bool isKnown = caption > 0, isImage = !isKnown && layout->texts.empty();
                const bool hasText = !isKnown && !isImage;
                return QByteArray(isImage ? "image," : "caption,") +
                       QByteArray::number(static_cast<qint64>(layout->images[at])) + ',' +
                       (isKnown ? QByteArray::number(caption) : QByteArray()) + ',' +
                       (hasText ? csvField(QString::fromStdString(layout->texts[at])) : QByteArray());
            }};
}

}  // namespace attune
