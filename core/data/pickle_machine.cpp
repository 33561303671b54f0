#include "data/pickle_machine.h"

#include <array>
#include <cstdio>

#include "data/error.h"

namespace attune {

namespace {

using Kind = PickleValue::Kind;

/// What the imports that weights need stand for. Those of storages say the element type.
const std::map<std::string, std::string>& storageTypes() {
    static const std::map<std::string, std::string> types = {
        {"torch.DoubleStorage", "F64"},   {"torch.FloatStorage", "F32"}, {"torch.HalfStorage", "F16"},
        {"torch.BFloat16Storage", "BF16"}, {"torch.LongStorage", "I64"},  {"torch.IntStorage", "I32"},
        {"torch.ShortStorage", "I16"},    {"torch.CharStorage", "I8"},   {"torch.ByteStorage", "U8"},
        {"torch.BoolStorage", "BOOL"}};
    return types;
}

constexpr const char* kDictionary = "collections.OrderedDict";
constexpr const char* kTensor = "torch._utils._rebuild_tensor_v2";
constexpr const char* kParameter = "torch._utils._rebuild_parameter";

/// PyTorch numbers its storages. A name that a pickle writes once is copied for every tensor that it recalls it for.
constexpr std::size_t kMostKeyBytes = 64;

/// The names of opcodes that a hostile or foreign pickle is likely to hold.
std::string opcodeName(unsigned char opcode) {
    static const std::map<unsigned char, const char*> names = {
        {'i', "INST"},           {'o', "OBJ"},       {0x81, "NEWOBJ"},      {0x92, "NEWOBJ_EX"}, {0x82, "EXT1"},
        {0x83, "EXT2"},          {0x84, "EXT4"},     {'P', "PERSID"},       {0x8f, "EMPTY_SET"}, {0x90, "ADDITEMS"},
        {0x91, "FROZENSET"},     {'C', "SHORT_BINBYTES"}, {'B', "BINBYTES"}, {0x8e, "BINBYTES8"}, {0x96, "BYTEARRAY8"},
        {0x97, "NEXT_BUFFER"},   {0x98, "READONLY_BUFFER"}, {'I', "INT"},   {'L', "LONG"},       {'F', "FLOAT"},
        {'S', "STRING"},         {'V', "UNICODE"},   {'g', "GET"},          {'p', "PUT"},        {'d', "DICT"},
        {'l', "LIST"},           {'T', "BINSTRING"}, {'U', "SHORT_BINSTRING"}, {0x8d, "BINUNICODE8"}};
    std::array<char, 8> hex{};
    std::snprintf(hex.data(), hex.size(), "0x%02x", opcode);
    const auto at = names.find(opcode);
    return at == names.end() ? hex.data() : std::string(at->second) + " (" + hex.data() + ")";
}

}  // namespace

void PickleMachine::refuse(const std::string& reason) const {
    throw Error("cannot read " + m_name, reason,
                "fetch the file again, or use a model whose weights are in safetensors files");
}

const PickleValue& PickleMachine::run() {
    for (;;) {
        const auto opcode = static_cast<unsigned char>(take(1).front());
        if (opcode == '.') break;
        step(opcode);
    }
    const PickleValue* result = pop();
    if (!m_stack.empty()) refuse("its pickle leaves values behind");
    return *result;
}

void PickleMachine::step(unsigned char opcode) {
    if (pushConstant(opcode) || build(opcode) || remember(opcode)) return;
    switch (opcode) {
        case 0x80:  // PROTO
            if (const auto version = number(1); version < 2 || version > 5)
                refuse("its pickle has the protocol " + std::to_string(version) + ", which is not supported");
            return;
        case 0x95:  // FRAME: a hint for buffered readers
            take(8);
            return;
        case 'c': {  // GLOBAL
            const std::string module(line());
            import(module + "." + std::string(line()));
            return;
        }
        case 0x93: {  // STACK_GLOBAL
            const PickleValue* attribute = pop();
            const PickleValue* module = pop();
            if (attribute->kind != Kind::Text || module->kind != Kind::Text) refuse("its pickle imports a nameless thing");
            import(module->text + "." + attribute->text);
            return;
        }
        case 'R':
            reduce();
            return;
        case 'Q':  // BINPERSID
            loadStorage();
            return;
        default:
            refuse("its pickle holds the opcode " + opcodeName(opcode) + ", which has no place in weights");
    }
}

bool PickleMachine::pushConstant(unsigned char opcode) {
    switch (opcode) {
        case 'N':
            push(make(Kind::None));
            return true;
        case 0x88:  // NEWTRUE
        case 0x89:  // NEWFALSE
            make(Kind::Bool)->integer = opcode == 0x88;
            break;
        case 'J':
            make(Kind::Integer)->integer = static_cast<std::int32_t>(number(4));
            break;
        case 'K':
            make(Kind::Integer)->integer = static_cast<std::int64_t>(number(1));
            break;
        case 'M':
            make(Kind::Integer)->integer = static_cast<std::int64_t>(number(2));
            break;
        case 0x8a: {  // LONG1
            const std::int64_t value = longInteger(number(1));
            make(Kind::Integer)->integer = value;
            break;
        }
        case 'G':  // a number that no tensor needs
            take(8);
            make(Kind::Float);
            break;
        case 'X':
            pushText(take(number(4)));
            return true;
        case 0x8c:  // SHORT_BINUNICODE
            pushText(take(number(1)));
            return true;
        default:
            return false;
    }
    push(&m_values.back());
    return true;
}

bool PickleMachine::build(unsigned char opcode) {
    switch (opcode) {
        case '(':
            push(make(Kind::Mark));
            return true;
        case ')':
            push(make(Kind::Tuple));
            return true;
        case ']':
            push(make(Kind::List));
            return true;
        case '}':
            push(make(Kind::Dictionary));
            return true;
        case 't':
            tuple(popToMark());
            return true;
        case 0x85:
        case 0x86:
        case 0x87: {
            std::vector<PickleValue*> items(static_cast<std::size_t>(opcode - 0x84));
            for (auto item = items.rbegin(); item != items.rend(); ++item) *item = pop();
            tuple(std::move(items));
            return true;
        }
        case 'a': {
            const PickleValue* item = pop();
            top(Kind::List, "a list")->items.push_back(item);
            return true;
        }
        case 'e': {
            const auto items = popToMark();
            PickleValue* list = top(Kind::List, "a list");
            list->items.insert(list->items.end(), items.begin(), items.end());
            return true;
        }
        case 's': {
            PickleValue* value = pop();
            PickleValue* key = pop();
            setItems({key, value});
            return true;
        }
        case 'u':
            setItems(popToMark());
            return true;
        case 'b': {  // BUILD: state dictionaries carry attributes ("_metadata") that weights do not need
            pop();
            top(Kind::Dictionary, "a dictionary");
            return true;
        }
        case '0':
            pop();
            return true;
        case '1':
            popToMark();
            return true;
        default:
            return false;
    }
}

bool PickleMachine::remember(unsigned char opcode) {
    const auto remembered = [&](std::uint64_t at) {
        const auto found = m_memo.find(at);
        if (found == m_memo.end()) refuse("its pickle recalls what it never kept");
        push(found->second);
    };
    switch (opcode) {
        case 'q':
        case 'r':
        case 0x94: {  // MEMOIZE
            const std::uint64_t at = opcode == 0x94 ? m_memo.size() : number(opcode == 'q' ? 1 : 4);
            if (m_stack.empty() || m_stack.back()->kind == Kind::Mark) refuse("its pickle keeps a value that is not there");
            m_memo[at] = m_stack.back();
            return true;
        }
        case 'h':
            remembered(number(1));
            return true;
        case 'j':
            remembered(number(4));
            return true;
        default:
            return false;
    }
}

std::string_view PickleMachine::take(std::uint64_t bytes) {
    if (bytes > m_pickle.size() - m_at) refuse("its pickle is cut off");
    const auto part = m_pickle.substr(m_at, bytes);
    m_at += bytes;
    return part;
}

std::string_view PickleMachine::line() {
    const auto end = m_pickle.find('\n', m_at);
    if (end == m_pickle.npos) refuse("its pickle is cut off");
    const auto text = take(end - m_at);
    take(1);
    return text;
}

std::uint64_t PickleMachine::number(int bytes) {
    const auto part = take(static_cast<std::uint64_t>(bytes));
    std::uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(part[static_cast<std::size_t>(i)]);
    return value;
}

std::int64_t PickleMachine::longInteger(std::uint64_t bytes) {
    if (bytes > 8) refuse("its pickle holds a number of more than 64 bits");
    if (bytes == 0) return 0;
    const auto value = number(static_cast<int>(bytes));
    const auto unused = 64 - 8 * bytes;  // two's complement: the last byte's sign goes all the way up
    return static_cast<std::int64_t>(value << unused) >> unused;
}

PickleValue* PickleMachine::make(Kind kind) {
    m_values.emplace_back().kind = kind;
    return &m_values.back();
}

void PickleMachine::pushText(std::string_view text) {
    PickleValue* value = make(Kind::Text);
    value->text = text;
    push(value);
}

PickleValue* PickleMachine::pop() {
    if (m_stack.empty() || m_stack.back()->kind == Kind::Mark) refuse("its pickle uses a value that is not there");
    PickleValue* value = m_stack.back();
    m_stack.pop_back();
    return value;
}

PickleValue* PickleMachine::top(Kind kind, const char* what) {
    if (m_stack.empty() || m_stack.back()->kind != kind) refuse(std::string("its pickle adds to what is not ") + what);
    return m_stack.back();
}

std::vector<PickleValue*> PickleMachine::popToMark() {
    std::size_t mark = m_stack.size();
    while (mark > 0 && m_stack[mark - 1]->kind != Kind::Mark) --mark;
    if (mark == 0) refuse("its pickle uses a mark that is not there");
    std::vector<PickleValue*> items(m_stack.begin() + static_cast<std::ptrdiff_t>(mark), m_stack.end());
    m_stack.resize(mark - 1);
    return items;
}

void PickleMachine::setItems(const std::vector<PickleValue*>& keysAndValues) {
    if (keysAndValues.size() % 2 != 0) refuse("its pickle holds a key without a value");
    PickleValue* dictionary = top(Kind::Dictionary, "a dictionary");
    for (std::size_t i = 0; i < keysAndValues.size(); i += 2)
        dictionary->pairs.emplace_back(keysAndValues[i], keysAndValues[i + 1]);
}

void PickleMachine::tuple(std::vector<PickleValue*> items) {
    PickleValue* value = make(Kind::Tuple);
    value->items.assign(items.begin(), items.end());
    push(value);
}

void PickleMachine::import(const std::string& what) {
    if (what != kDictionary && what != kTensor && what != kParameter && !storageTypes().count(what))
        refuse("its pickle imports \"" + what.substr(0, 120) + "\", which has no place in weights");
    PickleValue* value = make(Kind::Import);
    value->text = what;
    push(value);
}

void PickleMachine::reduce() {
    const PickleValue* arguments = pop();
    const PickleValue* function = pop();
    if (function->kind != Kind::Import || arguments->kind != Kind::Tuple) refuse("its pickle calls what is no function");
    if (function->text == kDictionary) {
        if (!arguments->items.empty()) refuse("its pickle makes a dictionary of something");
        push(make(Kind::Dictionary));
    } else if (function->text == kTensor) {
        push(rebuildTensor(*arguments));
    } else if (function->text == kParameter) {
        if (arguments->items.empty() || arguments->items[0]->kind != Kind::Tensor)
            refuse("its pickle makes a parameter of what is no tensor");
        PickleValue* parameter = make(Kind::Tensor);
        parameter->items = arguments->items[0]->items;
        push(parameter);
    } else {
        refuse("its pickle calls \"" + function->text + '"');
    }
}

/// The identifier is ("storage", type, key, device, elements).
void PickleMachine::loadStorage() {
    const PickleValue* id = pop();
    const auto& items = id->items;
    if (id->kind != Kind::Tuple || items.size() < 5 || items[0]->kind != Kind::Text || items[0]->text != "storage" ||
        items[1]->kind != Kind::Import || !storageTypes().count(items[1]->text) || items[2]->kind != Kind::Text ||
        items[4]->kind != Kind::Integer || items[4]->integer < 0)
        refuse("its pickle refers to data that are no storage of numbers");
    if (const auto bytes = items[2]->text.size(); bytes > kMostKeyBytes)
        refuse("one of its storages has a name of " + std::to_string(bytes) + " bytes, where PyTorch has a number");
    PickleValue* storage = make(Kind::Storage);
    storage->text = items[2]->text;
    storage->dtype = storageTypes().at(items[1]->text);
    storage->integer = items[4]->integer;
    push(storage);
}

/// The arguments are (storage, offset, size, stride, requires_grad, hooks), and newer ones may follow.
PickleValue* PickleMachine::rebuildTensor(const PickleValue& arguments) {
    const auto& items = arguments.items;
    if (items.size() < 4 || items[0]->kind != Kind::Storage || items[1]->kind != Kind::Integer ||
        items[2]->kind != Kind::Tuple || items[3]->kind != Kind::Tuple)
        refuse("its pickle makes a tensor of something else than a storage");
    PickleValue* tensor = make(Kind::Tensor);
    tensor->items.assign(items.begin(), items.begin() + 4);
    return tensor;
}

}  // namespace attune
