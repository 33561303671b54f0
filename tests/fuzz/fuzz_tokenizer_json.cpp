#include "data/json.h"
#include "fuzz.h"
#include "text/pipeline_tokenizer.h"
#include "text/tokenizer_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace attune;
    return fuzz::refuseOrRead(data, size, [](std::string_view bytes) {
        const Json file = parseJson(bytes, "fuzzed");
        TokenizerParts parts = partsFromJson(file, "fuzzed");
        TokenizerTraits traits;
        traits.addedTokens = addedTokensFromJson(detail::member(file, "added_tokens"), "fuzzed");
        const PipelineTokenizer tokenizer(std::move(parts), std::move(traits));
        for (const char* text : {"", "Hello, w\u00f6rld!  It's 1234 \u6f22\u5b57\n", "\xff\xfe <|endoftext|></s>[SEP] a\u0301"}) {
            const auto ids = tokenizer.encode(text, true);
            tokenizer.decode(ids, true);
            tokenizer.decode(ids, false);
        }
    });
}
