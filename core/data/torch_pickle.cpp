#include "data/torch_pickle.h"

#include <limits>
#include <set>

#include "data/error.h"
#include "data/pickle_machine.h"

namespace attune {

namespace {

using Kind = PickleValue::Kind;

/// More than any network has; LibTorch's own limit is 64.
constexpr std::size_t kMaxDimensions = 16;
/// A network of a thousand tensors has a fiftieth of this. The machine takes a hundred times as much memory.
constexpr std::size_t kMaxPickleBytes = std::size_t{1} << 23;

class Reader {
  public:
    Reader(std::string_view pickle, const std::string& name) : m_machine(pickle, name) {}

    std::vector<PickledTensor> read() {
        const PickleValue& top = m_machine.run();
        if (top.kind != Kind::Dictionary) m_machine.refuse("it does not hold a dictionary of tensors");
        std::vector<PickledTensor> tensors;
        std::set<std::string> names;
        for (const auto& [key, value] : stateOf(top)->pairs) {
            if (key->kind != Kind::Text) m_machine.refuse("one of its tensors has no name");
            if (value->kind != Kind::Tensor)
                m_machine.refuse("what it holds under " + quoted(key->text) + " is no tensor");
            if (!names.insert(key->text).second)
                m_machine.refuse("the tensor " + quoted(key->text) + " comes twice");
            tensors.push_back(tensor(key->text, *value));
        }
        return tensors;
    }

  private:
    static std::string quoted(const std::string& text) { return '"' + text.substr(0, 120) + '"'; }

    /// Training programs put the weights beside their own state.
    const PickleValue* stateOf(const PickleValue& top) const {
        for (const auto& [key, value] : top.pairs)
            if (key->kind == Kind::Text && (key->text == "state_dict" || key->text == "model") &&
                value->kind == Kind::Dictionary)
                return value;
        return &top;
    }

    std::vector<std::int64_t> sizes(const PickleValue& tuple, const std::string& name) const {
        if (tuple.items.size() > kMaxDimensions) m_machine.refuse("the tensor " + quoted(name) + " has too many dimensions");
        std::vector<std::int64_t> all;
        for (const PickleValue* item : tuple.items) {
            if (item->kind != Kind::Integer || item->integer < 0)
                m_machine.refuse("the tensor " + quoted(name) + " has a side that is no size");
            all.push_back(item->integer);
        }
        return all;
    }

    PickledTensor tensor(const std::string& name, const PickleValue& value) const {
        const PickleValue& storage = *value.items[0];
        PickledTensor t{name, storage.dtype, storage.text, static_cast<std::uint64_t>(storage.integer), 0,
                        sizes(*value.items[2], name), sizes(*value.items[3], name)};
        if (value.items[1]->integer < 0) m_machine.refuse("the tensor " + quoted(name) + " begins before its data");
        t.offset = static_cast<std::uint64_t>(value.items[1]->integer);
        if (t.shape.size() != t.strides.size())
            m_machine.refuse("the tensor " + quoted(name) + " has not as many strides as sides");
        checkExtent(t);
        return t;
    }

    /// The last element must lie in the storage, and no element may be there more than once: a few bytes could stand for
    /// more numbers than there is memory.
    void checkExtent(const PickledTensor& t) const {
        constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        std::uint64_t elements = 1;
        bool empty = false;
        for (const std::int64_t side : t.shape) empty = empty || side == 0;
        if (empty) {
            if (t.offset > t.storageElements) outside(t);
            return;
        }
        std::uint64_t last = t.offset;
        for (std::size_t i = 0; i < t.shape.size(); ++i) {
            const auto side = static_cast<std::uint64_t>(t.shape[i]), stride = static_cast<std::uint64_t>(t.strides[i]);
            if (elements > most / side) outside(t);
            elements *= side;
            if (side > 1 && stride > (most - last) / (side - 1)) outside(t);
            last += (side - 1) * stride;
            if (last > most) outside(t);
        }
        if (last >= t.storageElements || elements > t.storageElements) outside(t);
    }

    [[noreturn]] void outside(const PickledTensor& t) const {
        m_machine.refuse("the tensor " + quoted(t.name) + " lies outside its data");
    }

    PickleMachine m_machine;
};

}  // namespace

std::vector<PickledTensor> parseTorchPickle(std::string_view pickle, const std::string& name) {
    if (pickle.size() > kMaxPickleBytes)
        throw Error("cannot read " + name, "its pickle is larger than that of any network");
    return Reader(pickle, name).read();
}

}  // namespace attune
