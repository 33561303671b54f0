// Recall of a shared space, on toys whose recall is known.
#include "doctest_torch.h"

#include <algorithm>
#include <numeric>

#include "data/error.h"
#include "learn/contrastive_heads.h"
#include "learn/retrieval.h"

using namespace attune;

namespace {

Observer silent;

/// Images and two captions of each, whose states are a mixture of the image's and noise; or of nothing of it.
struct Pairs {
    torch::Tensor images, texts;
    std::vector<std::int64_t> imageOfText;

    explicit Pairs(bool related) {
        torch::manual_seed(5);
        constexpr std::int64_t kImages = 200;
        images = torch::randn({kImages, 16});
        const auto seen = related ? images : torch::randn({kImages, 16});
        texts = torch::mm(seen, torch::randn({16, 24})).repeat_interleave(2, 0) + torch::randn({2 * kImages, 24});
        for (std::int64_t i = 0; i < kImages; ++i) imageOfText.insert(imageOfText.end(), 2, i);
    }
    ContrastiveSpace space(std::uint64_t seed = 1) const {
        return trainContrastiveHeads(images, texts, imageOfText, {}, seed, silent);
    }
    /// Of held-out images among each other.
    RetrievalRecall recall(const ContrastiveSpace& space) const {
        const auto held = torch::tensor(space.heldOutImages);
        std::vector<std::int64_t> rows, own;
        for (std::size_t i = 0; i < space.heldOutImages.size(); ++i)
            for (const std::int64_t row : {2 * space.heldOutImages[i], 2 * space.heldOutImages[i] + 1}) {
                rows.push_back(row);
                own.push_back(static_cast<std::int64_t>(i));
            }
        return retrievalRecall(space.images.index_select(0, held), space.texts.index_select(0, torch::tensor(rows)), own, silent);
    }
};

}  // namespace

TEST_CASE("of texts that lie on their images all are found") {
    const auto images = torch::eye(20);
    const auto recall = retrievalRecall(images, images, [] {
        std::vector<std::int64_t> own(20);
        for (std::size_t i = 0; i < own.size(); ++i) own[i] = static_cast<std::int64_t>(i);
        return own;
    }(), silent);
    CHECK(recall.images == 20);
    CHECK(recall.texts == 20);
    for (const double share : recall.textToImage) CHECK(share == 1);
    for (const double share : recall.imageToText) CHECK(share == 1);
}

TEST_CASE("ranks are counted: every text has its own image at a known place") {
    // Images at the places of a line; text t points along it, so that the last image comes first. Of 12 images, image i
    // is at rank 12 - i.
    const auto images = torch::arange(12, torch::kFloat32).unsqueeze(1);
    const auto recall = retrievalRecall(images, torch::ones({12, 1}), {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, silent);
    CHECK(recall.textToImage[0] == doctest::Approx(1.0 / 12));
    CHECK(recall.textToImage[1] == doctest::Approx(5.0 / 12));
    CHECK(recall.textToImage[2] == doctest::Approx(10.0 / 12));
    // All texts are the same to an image: chance, 1, 5 and 10 of 12.
    CHECK(recall.imageToText[0] == doctest::Approx(1.0 / 12));
    CHECK(recall.imageToText[1] == doctest::Approx(5.0 / 12));
    CHECK(recall.imageToText[2] == doctest::Approx(10.0 / 12));
}

TEST_CASE("one of an image's captions is enough, and images without any do not ask") {
    const auto images = torch::tensor({1.0F, 0.0F, 0.0F, 1.0F, -1.0F, -1.0F}).view({3, 2});
    // Image 0: a bad and a good caption; image 1: one that lies nearer to image 0; image 2: none.
    const auto texts = torch::tensor({0.0F, 0.9F, 0.9F, 0.0F, 0.5F, 0.4F}).view({3, 2});
    const auto recall = retrievalRecall(images, texts, {0, 0, 1}, silent);
    CHECK(recall.images == 2);
    CHECK(recall.imageToText[0] == doctest::Approx(0.5));  // image 1 finds the bad caption of image 0 first
    CHECK(recall.imageToText[1] == doctest::Approx(1));
    CHECK(recall.textToImage[0] == doctest::Approx(1.0 / 3));
    CHECK(recall.textToImage[1] == doctest::Approx(1));
}

TEST_CASE("equals by chance, and several of its own among them") {
    // Image 0 owns two of four equal captions: found first with 1/2.
    const auto recall = retrievalRecall(torch::ones({3, 1}), torch::ones({4, 1}), {0, 0, 1, 2}, silent);
    CHECK(recall.imageToText[0] == doctest::Approx((0.5 + 0.25 + 0.25) / 3));
    CHECK(recall.textToImage[0] == doctest::Approx(1.0 / 3));
}

TEST_CASE("what does not fit is refused, nothing is nothing") {
    CHECK_THROWS_AS(retrievalRecall(torch::ones({2, 3}), torch::ones({2, 3}), {0}, silent), Error);
    CHECK_THROWS_AS(retrievalRecall(torch::ones({2, 3}), torch::ones({1, 3}), {2}, silent), Error);
    CHECK(retrievalRecall(torch::ones({2, 3}), torch::zeros({0, 3}), {}, silent).images == 0);
}

TEST_CASE("heads learn which caption belongs to which image, and find those that they never saw") {
    const Pairs pairs(true);
    const auto space = pairs.space();
    // Forty are held out: the others of them choose the epoch.
    CHECK(space.heldOutImages.size() == 20);
    CHECK(space.apart);
    CHECK(std::is_sorted(space.heldOutImages.begin(), space.heldOutImages.end()));
    CHECK((space.images.sizes() == torch::IntArrayRef{200, 64}));
    CHECK((space.texts.norm(2, 1) - 1).abs().max().item<float>() < 1e-5f);
    const auto recall = pairs.recall(space);
    CHECK(recall.textToImage[0] > 0.7);
    CHECK(recall.imageToText[1] > 0.9);
    CHECK(torch::equal(space.images, pairs.space().images));
    CHECK_FALSE(torch::equal(space.images, pairs.space(2).images));
}

TEST_CASE("where captions say nothing of their image, nothing is found") {
    const Pairs pairs(false);
    CHECK(pairs.recall(pairs.space()).textToImage[0] < 0.2);
}

TEST_CASE("what is measured on does not choose the epoch, where enough is held out") {
    const Pairs pairs(true);
    const auto learn = [](const Pairs& from) {
        return trainContrastiveHeads(from.images, from.texts, from.imageOfText, {.epochs = 5}, 1, silent);
    };
    const auto space = learn(pairs);
    // Which of its two captions stands for a picture that is measured on does not change the loss that chooses.
    Pairs other(true);
    for (const auto image : space.heldOutImages) {
        other.texts[2 * image].copy_(pairs.texts[2 * image + 1]);
        other.texts[2 * image + 1].copy_(pairs.texts[2 * image]);
    }
    CHECK(learn(other).heldOutLoss == doctest::Approx(space.heldOutLoss).epsilon(1e-4));

    constexpr std::int64_t kFew = 90;  // a fifth is 18
    std::vector<std::int64_t> own(kFew);
    std::iota(own.begin(), own.end(), std::int64_t{0});
    const auto few = trainContrastiveHeads(pairs.images.narrow(0, 0, kFew), pairs.images.narrow(0, 0, kFew), own, {.epochs = 2}, 1, silent);
    CHECK_FALSE(few.apart);
    CHECK(few.heldOutImages.size() == 18);
}

TEST_CASE("a space is not learnt from a handful of images") {
    CHECK_THROWS_AS(trainContrastiveHeads(torch::randn({19, 4}), torch::randn({19, 4}),
                                          {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18}, {}, 1, silent),
                    Error);
}
