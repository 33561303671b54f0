// How many decisions there are, in words: "1 rating", "2,000 comparisons".
#pragma once

#include <QString>

namespace attune {

QString ratingsText(qlonglong count);
QString comparisonsText(qlonglong count);

}  // namespace attune
