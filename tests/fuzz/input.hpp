#pragma once
// What the fuzz targets share. Each is one function that a fuzzer calls with bytes; whatever the bytes are,
// the reader must give data or one of the errors below. With replay.cpp a target is a test that reads its
// corpus.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "geo/base/error.hpp"
#include "support/program.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace fuzz {

inline std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

/// The bytes as a file, in one folder for the whole process.
inline std::filesystem::path file_of(const char* name, std::string_view bytes) {
    static const support::ScratchFolder folder;
    const auto path = folder.path() / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

/// Errors that a person can do something about; any other exception ends the process, which is a finding.
template <class Read>
int must_end_well(const Read& read) {
    try {
        read();
    } catch (const geo::InputError&) {
    } catch (const std::system_error&) {
    }
    return 0;
}

}  // namespace fuzz
