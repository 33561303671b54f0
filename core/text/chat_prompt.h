// The words of a chat model around a picture and a question: its template, written out by hand for each family, and the
// tokens that hold the picture's place.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace attune {

/// How the picture was cut; no rows where it is one tile.
struct TileGrid {
    int rows = 0;
    int columns = 0;
};

class ChatPrompt {
  public:
    /// Looks at the template in chat_template.json, chat_template.jinja or tokenizer_config.json.
    /// @param family  "idefics3", "smolvlm" or "llava" @throws Error for another one, or if a file is broken
    static ChatPrompt fromFolder(const std::filesystem::path& folder, const std::string& family);

    /// Question and picture as the template puts them, up to where the answer begins.
    /// @param pictures  how many, each "<image>"
    std::string render(const std::string& question, int pictures = 1) const;
    /// The same with each picture's place widened to its tokens.
    /// @param statesPerTile  image tokens of a tile
    std::string expand(const std::string& question, TileGrid grid, std::int64_t statesPerTile) const;
    /// What stands behind the question: the last token of it is the one that an answer begins behind.
    std::string ending() const;
    /// An answer as it stands behind the ending: some templates write a space in front of it.
    std::string answer(const std::string& text) const;
    /// What to tell the user; empty unless the checkpoint's template is not the one that is written out here.
    const std::string& warning() const { return m_warning; }

  private:
    bool m_tiles = false;
    std::string m_opening;  ///< what the template writes in front of everything
    std::string m_warning;
};

/// The tokens that stand for one picture. @param tiles  with row and column tokens, as Idefics3 has them
std::string pictureTokens(bool tiles, TileGrid grid, std::int64_t statesPerTile);

}  // namespace attune
