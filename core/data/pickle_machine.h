// The machine behind `parseTorchPickle`: a stack, a memo, and the values that weights are made of.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace attune {

/// Values live in the machine; they refer to each other, in cycles if the pickle wants it so.
struct PickleValue {
    enum class Kind { None, Bool, Integer, Float, Text, Tuple, List, Dictionary, Import, Storage, Tensor, Mark };
    Kind kind = Kind::None;
    std::int64_t integer = 0;                                      ///< Integer, Bool; Storage: elements
    std::string text;                                              ///< Text, Import ("module.name"); Storage: its key
    std::string dtype;                                             ///< Storage
    std::vector<const PickleValue*> items;                         ///< Tuple, List; Tensor: storage, offset, size, stride
    std::vector<std::pair<const PickleValue*, const PickleValue*>> pairs;  ///< Dictionary
};

class PickleMachine {
  public:
    PickleMachine(std::string_view pickle, const std::string& name) : m_pickle(pickle), m_name(name) {}

    /// What the pickle builds. Valid as long as the machine. @throws Error
    const PickleValue& run();
    [[noreturn]] void refuse(const std::string& reason) const;

  private:
    using Kind = PickleValue::Kind;

    void step(unsigned char opcode);
    /// Whether it was one of the opcodes that push a constant, or one of those that build.
    bool pushConstant(unsigned char opcode);
    bool build(unsigned char opcode);
    bool remember(unsigned char opcode);

    std::string_view take(std::uint64_t bytes);
    std::string_view line();
    std::uint64_t number(int bytes);
    std::int64_t longInteger(std::uint64_t bytes);

    PickleValue* make(Kind kind);
    void push(PickleValue* value) { m_stack.push_back(value); }
    void pushText(std::string_view text);
    PickleValue* pop();
    PickleValue* top(Kind kind, const char* what);
    /// The values above the last mark, which is removed with them.
    std::vector<PickleValue*> popToMark();
    void setItems(const std::vector<PickleValue*>& keysAndValues);
    void tuple(std::vector<PickleValue*> items);
    void import(const std::string& what);
    void reduce();
    void loadStorage();
    PickleValue* rebuildTensor(const PickleValue& arguments);

    std::string_view m_pickle;
    const std::string& m_name;
    std::uint64_t m_at = 0;
    std::deque<PickleValue> m_values;
    std::vector<PickleValue*> m_stack;
    std::map<std::uint64_t, PickleValue*> m_memo;
};

}  // namespace attune
