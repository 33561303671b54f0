// The pickle inside a PyTorch weights file, read by a machine that knows tensors and dictionaries and nothing else. A
// pickle is a program; this one can construct no other objects, import nothing and call nothing.
// Opcodes: the comments of CPython's Lib/pickletools.py. Tensors: torch/_utils.py, `_rebuild_tensor_v2`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// A tensor as the pickle describes it: a view of a storage, which lies elsewhere. Checked against the storage's size.
struct PickledTensor {
    std::string name;
    std::string dtype;    ///< in the names of safetensors: "F32", "BF16", "I64", ..
    std::string storage;  ///< name of the storage
    std::uint64_t storageElements = 0;
    std::uint64_t offset = 0;  ///< of the first element, in elements
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;  ///< in elements, none negative
};

/// The tensors of a pickled state dictionary, in its order; a dictionary that holds one under "state_dict" or "model" gives
/// that one's. Memory and time are linear in the pickle: it may recall a value as often as it likes, but what is copied of one
/// that is recalled (a storage's name, a tensor's sides) is short, or the pickle is refused.
/// @param pickle  all bytes of it @param name  what to call it in messages
/// @throws Error naming the opcode or the import that has no place in weights, or what is damaged
std::vector<PickledTensor> parseTorchPickle(std::string_view pickle, const std::string& name);

}  // namespace attune
