// Recall of a shared space, on toys whose recall is known.
#include "doctest_torch.h"

#include "data/error.h"
#include "learn/retrieval.h"

using namespace attune;

namespace {

Observer silent;

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
