#include "workbench/shown_picture.h"

#include <QCoreApplication>

#include "session/attention.h"
#include "widgets/image_view.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

struct ShownPicture {
    Q_DECLARE_TR_FUNCTIONS(attune::ShownPicture)

  public:
    static QString busy() { return tr("The image is being read"); }
    static QString failed(const QString& why) { return tr("The image cannot be shown. %1").arg(why); }
};

}  // namespace

void showPicture(Workbench& workbench, ImageView* view, const QString& path, StillWanted wanted) {
    if (!workbench.pictures.has(path)) view->setBusy(ShownPicture::busy());
    workbench.pictures.get(path, view, [view, wanted = std::move(wanted)](const QImage& picture, const QString& problem) {
        if (!wanted()) return;
        problem.isEmpty() ? view->setImage(picture) : view->setError(ShownPicture::failed(problem));
    });
}

void showAttention(Workbench& workbench, ImageView* view, const CaptionRecord& caption, int word, StillWanted wanted) {
    if (word < 0) return view->setOverlay({}, 0, 0);
    workbench.project.read(
        view, [caption](Project& project) { return attentionOf(project, caption); },
        [view, word, wanted = std::move(wanted)](const std::optional<AttentionMaps>& maps) {
            if (!maps || word >= static_cast<int>(maps->maps.size()) || !wanted()) return;
            const auto& map = maps->maps[static_cast<std::size_t>(word)];
            view->setOverlay(QVector<float>(map.begin(), map.end()), maps->rows, maps->columns);
        });
}

}  // namespace attune
