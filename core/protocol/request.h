// What a workbench asks of an engine: one JSON object a line on its standard input.
#pragma once

#include <string>
#include <string_view>

#include "data/json.h"

namespace attune {

struct Request {
    enum class Kind { Run, Pause, Resume, Cancel, Quit };
    Kind kind = Kind::Run;
    std::string folder;  ///< of the run: required by Run; Cancel without one means the run at work
};

/// @throws Error on malformed JSON, an unknown request, a missing folder or another protocol version
Request requestFromLine(std::string_view line);
Json toJson(const Request& request);

/// @throws Error, in words for the user, if the engine that sent this hello speaks another version of the protocol
void checkHello(const Json& hello);

}  // namespace attune
