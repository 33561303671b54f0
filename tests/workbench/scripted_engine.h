// An engine of a few lines of shell, for what the real one does not do. In a file of its own: moc does not read raw strings of
// several lines.
#pragma once

namespace attune::test {

/// It speaks protocol %1, begins what it is given, and answers Stop with the commands %2. As with the real engine, what it tells
/// stands in the file before it is said (tee has no such order): the window takes in the file once it has heard the last word.
inline constexpr const char* kScriptedEngine = R"sh(
say() { echo "{\"type\":\"$1\",\"time\":1,\"run\":\"$folder\",\"data\":$2}"; }
tell() {
    words="{\"seq\":$1,\"type\":\"$2\",\"time\":1,\"run\":\"$folder\",\"data\":$3}"
    echo "$words" >>"$folder/events.jsonl"
    echo "$words"
}
echo '{"type":"hello","data":{"protocol":%1}}'
while read -r line; do
    case "$line" in
        *'"run"'*) folder=$(echo "$line" | sed 's/.*"folder":"\([^"]*\)".*/\1/')
            tell 1 started '{}'; tell 2 phase '{"name":"train"}' ;;
        *'"cancel"'*) %2 ;;
    esac
done
)sh";

}  // namespace attune::test
