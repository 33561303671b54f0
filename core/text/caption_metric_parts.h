// The three metrics, one file each; caption_metrics.cpp puts them together.
#pragma once

#include <string>
#include <vector>

#include "text/caption_metrics.h"
#include "text/ngrams.h"

namespace attune::detail {

/// Fills the BLEU of the corpus and of each image (Papineni et al. 2002, with the closest reference length).
void addBleu(const std::vector<CountedCase>& cases, CaptionReport& report);

/// ROUGE-L of one image (Lin 2004) with beta 1.2: the best recall and the best precision over the references.
double rougeL(const CaptionCase& texts);

/// CIDEr-D of each image (Vedantam et al. 2015): clipped, with the Gaussian length penalty, times 10.
std::vector<double> ciderD(const std::vector<CountedCase>& cases);

}  // namespace attune::detail
