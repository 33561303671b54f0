// The event files that TensorBoard reads: TFRecords, each with one Event in the wire format of Protocol Buffers.
// Formats: tensorflow/core/lib/io/record_writer.h, tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// CRC-32C (Castagnoli): of "123456789" it is 0xE3069283.
std::uint32_t crc32c(std::string_view bytes);

/// A record: the length of the data (64 bits), its masked CRC, the data, their masked CRC; numbers are little-endian.
std::string tensorboardRecord(std::string_view data);

struct TensorboardScalar {
    std::string tag;  ///< UTF-8; a "/" groups curves
    float value = 0;
};

/// The Event that every file begins with. @param time  seconds since the epoch, wall clock
std::string tensorboardVersionEvent(double time);
/// The values of one step. @param time  as above
std::string tensorboardScalarsEvent(double time, std::int64_t step, const std::vector<TensorboardScalar>& values);

}  // namespace attune
