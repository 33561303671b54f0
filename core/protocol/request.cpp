#include "protocol/request.h"

#include <array>

#include "protocol/job.h"

namespace attune {

namespace {

constexpr std::array kKinds{"run", "pause", "resume", "cancel", "quit"};

}  // namespace

Request requestFromLine(std::string_view line) {
    const Json json = parseJson(line, "the request");
    const int version = optional(json, "protocol", kProtocolVersion);
    if (version != kProtocolVersion)
        throw Error("the request is of protocol " + std::to_string(version),
                    "this engine speaks protocol " + std::to_string(kProtocolVersion));
    const auto word = required<std::string>(json, "request");
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        if (word != kKinds[i]) continue;
        Request request{static_cast<Request::Kind>(i), optional<std::string>(json, "folder", {})};
        if (request.kind == Request::Kind::Run && request.folder.empty())
            throw Error("the request \"run\" names no folder");
        return request;
    }
    throw Error("\"" + word + "\" is not a request", "they are run, pause, resume, cancel and quit");
}

Json toJson(const Request& request) {
    Json json{{"protocol", kProtocolVersion}, {"request", kKinds.at(static_cast<std::size_t>(request.kind))}};
    if (!request.folder.empty()) json["folder"] = request.folder;
    return json;
}

void checkHello(const Json& hello) {
    const int version = required<int>(hello, "protocol");
    if (version != kProtocolVersion)
        throw Error("the engine and the workbench do not belong together",
                    "the engine speaks protocol " + std::to_string(version) + ", the workbench " +
                        std::to_string(kProtocolVersion),
                    "install both from the same version of Attune");
}

}  // namespace attune
